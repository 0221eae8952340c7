/** State that several tabs keep, and what came of a message: pages whose mistake no single message shows. */

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function read(key) {
  return JSON.parse(localStorage.getItem(key) ?? 'null');
}

function hear(page, answer) {
  addEventListener('storage', (event) => {
    page.log(`storage: ${event.key} → ${event.newValue}`);
    answer?.(event);
  });
}

/** Old state over newer state, and locks kept in storage. */
/** @type {import('./example.js').Example[]} */
export const sharedState = [
  {
    code: 'R5',
    title: 'An old copy over a newer value',
    todo: 'Switch to dark in the first tab, then save in the second.',
    see: 'The second tab keeps the look in a variable and never hears of changes: saving puts the old one back.',
    right: 'It listens, and saves what it has heard of.',
    tabs: ['?first', ''],
    run(page) {
      let look = JSON.stringify({ theme: 'light', font: 'serif' });
      function save() {
        if (!page.right || localStorage.getItem('look') !== look) localStorage.setItem('look', look);
        page.log(`saved ${look}`);
      }
      if (page.right)
        hear(page, ({ key, newValue }) => {
          if (key === 'look') look = newValue;
        });
      // The second tab, so that the first is there to hear of it.
      if (!page.has('first')) localStorage.setItem('look', look);
      page.button('dark', 'Switch to dark', () => {
        look = JSON.stringify({ theme: 'dark', font: 'serif' });
        save();
      });
      page.button('save', 'Save', save);
    },
  },
  {
    code: 'R6',
    title: 'Written back after it was removed',
    todo: 'Save in the second tab, sign out in the first, and save in the second again.',
    see: 'The second tab does not know that the session is over, and stores it anew.',
    right: 'It looks whether the session is there before it saves.',
    tabs: ['?first', ''],
    run(page) {
      const session = { user: 'ann', drafts: 0 };
      if (page.right) hear(page);
      page.button('save', 'Save', () => {
        if (page.right && session.drafts > 0 && read('session') === null) return page.log('signed out');
        session.drafts += 1;
        localStorage.setItem('session', JSON.stringify(session));
        page.log(`saved ${session.drafts}`);
      });
      if (page.has('first'))
        page.button('out', 'Sign out', () => {
          localStorage.removeItem('session');
          page.log('removed');
        });
    },
  },
  {
    code: 'R7',
    title: 'Fields that another tab had changed',
    todo: 'Set the language in the first tab, then the size in the second.',
    see: 'Both keep all settings in one value. The second tab writes its own copy of the language too.',
    right: 'It reads the settings again before it changes its field.',
    tabs: ['?first', ''],
    run(page) {
      if (page.right) hear(page);
      let settings = { language: 'en', size: 1, colours: { text: 'black' } };
      if (!page.has('first')) localStorage.setItem('settings', JSON.stringify(settings));
      function change(part) {
        if (page.right) settings = read('settings');
        settings = { ...settings, ...part };
        localStorage.setItem('settings', JSON.stringify(settings));
        page.log(JSON.stringify(settings));
      }
      page.button('language', 'Set the language', () => change({ language: 'fr' }));
      page.button('size', 'Set the size', () => change({ size: settings.size + 1 }));
    },
  },
  {
    code: 'R8',
    title: 'A lock kept in storage',
    todo: 'Look in both tabs, then take in both, then let go in both.',
    see: 'Both saw that the lock is free before either took it: it is then theirs both.',
    right: 'Web Locks give it to one tab at a time.',
    tabs: ['', ''],
    run(page) {
      const own = `${Math.random()}`;
      let release;
      page.button('look', 'Look', () => {
        if (!localStorage.getItem('printer')) page.log('free');
      });
      page.button('take', 'Take', () => {
        if (!page.right) localStorage.setItem('printer', own);
        else
          void navigator.locks.request('printer', () => {
            page.log('taken');
            return new Promise((resolve) => {
              release = resolve;
            });
          });
      });
      page.button('release', 'Let go', async () => {
        await wait(100);
        if (!page.right) localStorage.removeItem('printer');
        release?.();
        page.log('let go');
      });
    },
  },
];

/** A message arrived, and what came of it. */
/** @type {import('./example.js').Example[]} */
export const outcomes = [
  {
    code: 'H1',
    title: 'Arrived, and nothing came of it',
    todo: 'Post in the first tab.',
    see: 'Two tabs store what they heard. The third has a test in its handler that the message does not pass.',
    right: 'All store it.',
    tabs: ['?first', '?two', '?three', '?strict'],
    run(page) {
      hear(page);
      const channel = new BroadcastChannel('cart');
      channel.onmessage = ({ data }) => {
        page.log(`message: ${data.item}`);
        if (!page.has('strict') || page.right || data.version === 2)
          localStorage.setItem(`seen-by-${location.search}`, `${Math.random()}`);
      };
      if (page.has('first'))
        page.button('post', 'Post', () => channel.postMessage({ version: 1, item: 'pear' }));
    },
  },
  {
    code: 'H2',
    title: 'Two shapes on one channel',
    todo: 'Post in both tabs.',
    see: 'The first sends an object, the second the same as JSON: each reads only its own kind.',
    right: 'Both send objects.',
    tabs: ['', '?text'],
    run(page) {
      const channel = new BroadcastChannel('notes');
      channel.onmessage = ({ data }) => page.log(`message: ${typeof data}`);
      page.button('post', 'Post', () => {
        const message = { type: 'saved', note: Math.random() };
        channel.postMessage(page.has('text') && !page.right ? JSON.stringify(message) : message);
      });
    },
  },
  {
    code: 'H3',
    title: 'Nearly the same key',
    todo: 'Sign in in both tabs.',
    see: 'The second tab listens too, but keeps its token under another name.',
    right: 'Both use one key.',
    tabs: ['', '?other'],
    run(page) {
      const own = page.has('other') && !page.right ? 'auth_token' : 'authToken';
      hear(page);
      page.button('in', 'Sign in', () => localStorage.setItem(own, `${Math.random()}`));
    },
  },
];
