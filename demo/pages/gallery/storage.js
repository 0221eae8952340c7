import { embed, embedBelow, openBelow, otherHost, sandbox } from './other-site.js';
import { work } from './work.js';

/** Logs each storage event and answers it as told. */
function listen(page, answer = () => undefined, signal = undefined) {
  const heard = (event) => {
    page.log(`storage: ${event.key} ${event.oldValue} → ${event.newValue}`);
    answer(event);
  };
  addEventListener('storage', heard, { signal });
}

function set(page, id = 'write', key = 'colour') {
  page.button(id, `Set ${key}`, () => localStorage.setItem(key, String(Date.now() + Math.random())));
}

/** Ways in which a write is not heard of: the writer's side. */
/** @type {import('./example.js').Example[]} */
export const storageWriters = [
  {
    code: 'S1',
    title: 'The writer itself gets no event',
    todo: 'Set in the first tab, which listens.',
    see: 'Nothing is heard: the only listener is in the tab that writes.',
    right: 'The second tab listens too.',
    tabs: ['?listen', ''],
    rightTabs: ['?listen', '?listen'],
    run(page) {
      if (page.has('listen')) listen(page);
      set(page);
    },
  },
  {
    code: 'S2',
    title: 'The same value again',
    todo: 'Set twice.',
    see: 'The first call raises an event in the other tab, the second does not.',
    right: 'Each call sets another value.',
    tabs: ['?listen', '?listen'],
    run(page) {
      listen(page);
      page.button('write', 'Set', () =>
        localStorage.setItem('colour', page.right ? String(Math.random()) : 'green'),
      );
    },
  },
  {
    code: 'S3',
    title: 'Nobody else is there',
    todo: 'Open it in one tab only, and set.',
    see: 'There is no other page of this origin that could hear.',
    right: 'A second tab is open and listens.',
    tabs: [''],
    rightTabs: ['', '?listen'],
    run(page) {
      if (page.has('listen')) listen(page);
      set(page);
    },
  },
  {
    code: 'S4',
    title: 'Another origin',
    todo: 'Open the other tab by its button, and set.',
    see: 'localhost and 127.0.0.1 are two hosts: nothing is shared.',
    right: 'The other tab is open at the same host.',
    needsServer: true,
    tabs: [''],
    run(page) {
      listen(page);
      set(page);
      page.button('other', 'Open the other tab', () => {
        open(page.right ? location.href : `//${otherHost()}${location.pathname}`);
      });
    },
  },
  {
    code: 'S5',
    title: 'Another partition',
    todo: 'Open the frame by the button, and set.',
    see: 'The frame is of this origin and listens, but below another site: it has a storage of its own.',
    right: 'The same page is open in a tab of its own.',
    needsServer: true,
    tabs: [''],
    run(page) {
      const embedded = embedBelow();
      if (embedded) return embedded;
      if (page.has('listen')) listen(page);
      else openBelow(page);
      set(page);
    },
  },
  {
    code: 'S7',
    title: 'sessionStorage stays in its tab',
    todo: 'Set in the first tab.',
    see: 'The other tab listens and has a sessionStorage of its own.',
    right: 'localStorage is shared.',
    tabs: ['?listen', '?listen'],
    run(page) {
      listen(page);
      page.button('write', 'Set', () => {
        const area = page.right ? localStorage : sessionStorage;
        area.setItem('colour', String(Math.random()));
      });
    },
  },
  {
    code: 'S12',
    title: 'The quota is full',
    todo: 'Set something large.',
    see: 'setItem throws, and nothing is stored.',
    right: 'It is small enough.',
    tabs: ['', '?listen'],
    run(page) {
      if (page.has('listen')) listen(page);
      page.button('write', 'Set', () => {
        localStorage.setItem('large', 'x'.repeat(page.right ? 100 : 6_000_000));
      });
    },
  },
  {
    code: 'S14',
    title: 'An event of the page’s own making',
    todo: 'Dispatch in the first tab.',
    see: 'The event reaches the page that made it, and no other.',
    right: 'The value is written.',
    tabs: ['?listen', '?listen'],
    run(page) {
      listen(page);
      page.button('write', 'Tell', () => {
        if (page.right) localStorage.setItem('colour', String(Math.random()));
        else dispatchEvent(new StorageEvent('storage', { key: 'colour', newValue: 'green' }));
      });
    },
  },
  {
    code: 'S18',
    title: 'A sandboxed frame',
    todo: 'Open it.',
    see: 'Reading localStorage throws in the frame.',
    right: 'The frame has allow-same-origin.',
    needsServer: true,
    tabs: [''],
    run(page) {
      if (!page.has('framed')) {
        listen(page);
        return embed(page.right ? '?framed&right' : '?framed', sandbox(page));
      }
      localStorage.setItem('framed', String(Math.random()));
    },
  },
];

/** The receiver's side. */
/** @type {import('./example.js').Example[]} */
export const storageReceivers = [
  {
    code: 'S8',
    title: 'clear() has no key',
    todo: 'Set in the first tab, then clear.',
    see: 'The handler answers the change of a key, and overlooks that all are gone.',
    right: 'It treats key null as a change of all.',
    tabs: ['', '?answer'],
    run(page) {
      listen(page, ({ key, newValue }) => {
        if (!page.has('answer')) return;
        if (key === 'colour' || (page.right && key === null))
          localStorage.setItem('seen', `${newValue} ${Math.random()}`);
      });
      set(page);
      page.button('clear', 'Clear', () => localStorage.clear());
    },
  },
  {
    code: 'S9',
    title: 'A removed key has no value',
    todo: 'Set in the first tab, then remove.',
    see: 'The handler tests the new value, and overlooks the removal.',
    right: 'It answers null too.',
    tabs: ['', '?answer'],
    run(page) {
      listen(page, ({ key, newValue }) => {
        if (page.has('answer') && key === 'colour' && (newValue || page.right))
          localStorage.setItem('seen', `${newValue} ${Math.random()}`);
      });
      set(page);
      page.button('remove', 'Remove', () => localStorage.removeItem('colour'));
    },
  },
  {
    code: 'S10',
    title: 'Nobody listens there any more',
    todo: 'In the second tab go to another view; set in the first.',
    see: 'The event comes to the second tab, whose page has ended its listener with the view.',
    right: 'The listener stays.',
    tabs: ['', '?listen'],
    run(page) {
      const view = new AbortController();
      if (page.has('listen')) listen(page, () => undefined, view.signal);
      set(page);
      page.button('leave', 'Another view', () => {
        if (!page.right) view.abort();
      });
    },
  },
  {
    code: 'S11',
    title: 'Frozen in the background',
    todo: 'Freeze the second tab on chrome://discards; set in the first.',
    see: 'The frozen page hears of nothing. It may get the events when it thaws.',
    right: 'It stays awake.',
    tabs: ['', '?listen'],
    run(page) {
      if (page.has('listen')) listen(page);
      set(page);
    },
  },
  {
    code: 'S15',
    title: 'Overwritten before it was heard of',
    todo: 'Set twice in one go.',
    see: 'The second tab is busy with another key. When it hears of the first value, the key holds the second.',
    right: 'The second value is written once the other tab has answered the first.',
    tabs: ['', '?listen'],
    run(page) {
      const answers = new BroadcastChannel('answers');
      if (page.has('listen'))
        listen(page, ({ key }) => {
          if (key === 'task') work(300);
          else page.log(`the key holds ${localStorage.getItem(key)}`);
          if (page.right) answers.postMessage('heard');
        });
      page.button('write', 'Set twice', async () => {
        if (!page.right) localStorage.setItem('task', `${Math.random()}`);
        localStorage.setItem('colour', `one ${Math.random()}`);
        if (page.right) await new Promise((resolve) => (answers.onmessage = resolve));
        localStorage.setItem('colour', `two ${Math.random()}`);
      });
    },
  },
  {
    code: 'S17',
    title: 'The handler throws',
    todo: 'Set in the first tab.',
    see: 'JSON.parse throws in the second tab: the value is no JSON.',
    right: 'The handler looks at the key first.',
    tabs: ['', '?parse'],
    run(page) {
      if (page.has('parse'))
        listen(page, ({ key, newValue }) => {
          if (!page.right || key === 'json') JSON.parse(newValue);
        });
      page.button('write', 'Set', () => localStorage.setItem('colour', `{ ${Math.random()}`));
    },
  },
  {
    code: 'S19',
    title: 'Several changes in one tick',
    todo: 'Set five times in one go.',
    see: 'Whoever waits for the end of the tick sees the last one only.',
    right: 'One change.',
    tabs: ['', '?listen'],
    run(page) {
      if (page.has('listen')) listen(page);
      page.button('write', 'Set', () => {
        for (let turn = 0; turn < (page.right ? 1 : 5); turn += 1)
          localStorage.setItem('colour', `${turn} ${Math.random()}`);
      });
    },
  },
  {
    code: 'S20',
    title: 'A copy of another tab’s sessionStorage',
    todo: 'Press “Open another”.',
    see: 'The new tab begins with a copy: both tabs call themselves the same.',
    right: 'It is opened without an opener, and makes an id of its own.',
    tabs: [''],
    run(page) {
      const id = sessionStorage.getItem('tab-id') ?? crypto.randomUUID();
      if (sessionStorage.getItem('tab-id') === null) sessionStorage.setItem('tab-id', id);
      const channel = new BroadcastChannel('tabs');
      channel.onmessage = ({ data }) =>
        page.log(`hello of ${data.from === id ? 'a tab with the same id' : 'another tab'}`);
      if (page.has('hello')) channel.postMessage({ from: id });
      page.button('open', 'Open another', () => {
        const href = page.right ? '?right&hello' : '?hello';
        const link = Object.assign(document.createElement('a'), { href, target: '_blank' });
        link.rel = page.right ? 'noopener' : 'opener';
        link.click();
      });
    },
  },
  {
    code: 'S21',
    title: 'A listener on the document',
    todo: 'Set in the first tab.',
    see: 'The second listens on its document. The event comes to its window.',
    right: 'It listens on the window.',
    tabs: ['', '?listen'],
    run(page) {
      const target = page.right ? window : document;
      if (page.has('listen')) target.addEventListener('storage', ({ key }) => page.log(`storage: ${key}`));
      set(page);
    },
  },
];
