import type { Page as Tab } from 'puppeteer-core';
import { script, type Page } from '../harness/site';
import { waitFor } from '../harness/wait';

/** What people needed hours to find, as small programs, and what has to be said of each. */
export interface Situation {
  readonly name: string;
  readonly about: string;
  readonly pages: { readonly [path: string]: Page };
  /** Opens the tabs, does what their users did, and waits until it has gone wrong. */
  readonly act: (stage: { readonly open: (path: string) => Promise<Tab> }) => Promise<unknown>;
  /** Why it does not go wrong, or cannot be told, in Firefox. */
  readonly chromiumAlone?: string;
  /** Codes of all that is found, the worst first. */
  readonly codes: readonly string[];
}

/** Each tab waits for the leader's lock for so long only, tries three times, and takes that for a failure. */
function impatient(request: string): string {
  return page(`
    let failures = 0;
    async function lead() {
      while (failures < 3) {
        try {
          await navigator.locks.request('leader', ${request} async () => {
            document.title = 'leader';
            await new Promise(() => {});
          });
        } catch { failures += 1; }
      }
      document.title = 'failed';
    }
    lead();`);
}

async function bothLead({ open }: { readonly open: (path: string) => Promise<Tab> }): Promise<void> {
  const first = await open('/?a');
  await titled(first, 'leader');
  await titled(await open('/?b'), 'failed');
}

export const situations: readonly Situation[] = [
  {
    name: 'stale-same-write',
    about: 'A busy tab writes its old value over what another wrote meanwhile.',
    pages: { '/': page(`addEventListener('storage', ({ newValue }) => { document.title = newValue; });`) },
    async act({ open }) {
      const a = await open('/?a');
      const b = await open('/?b');
      await a.evaluate(() => {
        localStorage.setItem('theme', 'light');
      });
      await titled(b, 'light');
      await b.evaluate(() => localStorage.getItem('theme'));
      // Each has a second and a half to be late.
      const at = Date.now() + 300;
      const busy = b.evaluate((start: number) => {
        while (Date.now() < start + 3_000);
        localStorage.setItem('theme', 'light');
      }, at);
      await a.evaluate(
        (start: number) =>
          new Promise<void>((resolve) => {
            setTimeout(() => {
              localStorage.setItem('theme', 'dark');
              resolve();
            }, start - Date.now());
          }),
        at + 1_500,
      );
      await busy;
      await titled(a, 'light');
    },
    codes: ['R3'],
  },
  {
    name: 'flip-loop',
    about: 'Each tab saves what it hears, with the time: they answer each other for ever.',
    pages: {
      '/': page(`
        let heard = 0;
        function set(open) { localStorage.setItem('layout', JSON.stringify({ open, saved: performance.now() })); }
        addEventListener('storage', ({ newValue }) => {
          heard += 1;
          // Some rounds are as good as all.
          if (heard < 300) set(JSON.parse(newValue).open);
        });`),
    },
    async act({ open }) {
      const a = await open('/?a');
      const b = await open('/?b');
      // Two values are on their way at once.
      await Promise.all([a.evaluate('set(true)'), b.evaluate('set(false)')]);
      for (const tab of [a, b])
        await waitFor('the last round', async () => Number(await tab.evaluate('heard')) >= 299);
    },
    codes: ['R1'],
  },
  {
    name: 'logout-rewritten',
    about: 'One tab logs out; another’s autosave writes its old state back.',
    pages: {
      '/': page(`
        let state = { user: 'ann', drafts: 0 };
        const save = () => localStorage.setItem('state', JSON.stringify(state));
        if (location.search === '?a') save();
        function autosave() { state = { ...state, drafts: state.drafts + 1 }; save(); }
        function logout() { localStorage.removeItem('state'); }`),
    },
    async act({ open }) {
      const a = await open('/?a');
      const b = await open('/?b');
      await b.evaluate('autosave()');
      await truly(a, `localStorage.getItem('state').includes('"drafts":1')`);
      await a.evaluate('logout()');
      await truly(b, `localStorage.getItem('state') === null`);
      await b.evaluate('autosave()');
    },
    codes: ['R6', 'S3'],
  },
  {
    name: 'impatient-follower',
    about: 'A follower gives its wait for the leader’s lock a limit, and takes its end for a failure.',
    pages: { '/': impatient('{ signal: AbortSignal.timeout(2500) },') },
    act: bothLead,
    codes: ['L2'],
  },
  {
    name: 'impatient-follower-of-one',
    about: 'The same, where the leader’s own request has no limit.',
    pages: {
      '/': impatient('{ ...(location.search === "?b" ? { signal: AbortSignal.timeout(2500) } : {}) },'),
    },
    act: bothLead,
    codes: ['L2'],
  },
  {
    name: 'deaf-port-closed',
    about: 'A port is listened to and never started; the tab is closed before anybody looks.',
    pages: {
      '/': page(`
        const { port } = new SharedWorker('/worker.js');
        port.addEventListener('message', () => { document.title = 'heard'; });
        port.postMessage('hello');`),
      '/worker.js': script(
        `onconnect = ({ ports: [port] }) => { port.onmessage = () => port.postMessage('welcome'); };`,
      ),
    },
    async act({ open }) {
      const tab = await open('/');
      // A port may be started later: nothing is said at once.
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      await tab.close();
    },
    codes: ['W1'],
  },
  {
    name: 'navigation-client',
    chromiumAlone: 'a page that leaves gets no more messages',
    about: 'A service worker answers the client of a navigation: the document that goes away.',
    pages: {
      '/': page(`
        navigator.serviceWorker.register('/worker.js');
        navigator.serviceWorker.ready.then(() => { document.title = 'ready'; });
        navigator.serviceWorker.onmessage = ({ data }) => { document.title = data; };`),
      '/worker.js': script(`
        addEventListener('install', () => skipWaiting());
        addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        addEventListener('fetch', (event) => {
          if (event.request.mode !== 'navigate') return;
          const told = clients.get(event.clientId).then((client) => client?.postMessage('welcome back'));
          const later = new Promise((resolve) => setTimeout(resolve, 300));
          event.respondWith(told.then(() => later).then(() => fetch(event.request)));
        });`),
    },
    async act({ open }) {
      const tab = await open('/');
      await titled(tab, 'ready');
      await tab.reload();
      await titled(tab, 'ready');
    },
    codes: ['V4'],
  },
  {
    name: 'worker-onmessage',
    about: 'A page waits for answers on the worker itself, as with a dedicated one, and not on its port.',
    pages: {
      '/': page(`
        const worker = new SharedWorker('/worker.js');
        worker.onmessage = ({ data }) => { document.title = data; };
        worker.port.postMessage('hello');`),
      '/worker.js': {
        type: 'text/javascript',
        body: `onconnect = ({ ports: [port] }) => { port.onmessage = () => port.postMessage('answer'); };`,
      },
    },
    async act({ open }) {
      await open('/');
    },
    codes: ['W2'],
  },
  {
    name: 'cut-opener',
    chromiumAlone: 'a window of its own does not say which tab opened it',
    about: 'A sign-in page cuts the opener of the window that is to report back.',
    pages: {
      '/': page(`
        addEventListener('message', ({ data }) => { document.title = data; });
        function login() { open('http://127.0.0.1:' + location.port + '/authorize', 'login', 'width=400,height=400'); }`),
      '/authorize': {
        type: 'text/html; charset=utf-8',
        headers: { 'cross-origin-opener-policy': 'same-origin' },
        body: page(
          `setTimeout(() => { location = 'http://cut-opener.localhost:' + location.port + '/callback'; }, 500);`,
        ),
      },
      '/callback': page(`
        document.title = 'callback';
        window.opener?.postMessage('signed in', location.origin);`),
    },
    async act({ open }) {
      const app = await open('/');
      await app.evaluate('login()');
      await waitFor('the callback', async () => {
        const pages = await app.browser().pages();
        const found = pages.find((one) => one.url().endsWith('/callback'));
        return found && (await found.title()) === 'callback';
      });
    },
    codes: ['O1'],
  },
  {
    name: 'debounced-loop',
    about: 'Each tab saves what it heard a moment later, with the time: they answer each other for ever.',
    pages: {
      '/': page(`
        let state = { note: '' };
        let timer = 0;
        let saves = 0;
        function save() {
          clearTimeout(timer);
          timer = setTimeout(() => {
            saves += 1;
            localStorage.setItem('notes', JSON.stringify({ ...state, saved: Date.now() }));
          }, 60);
        }
        addEventListener('storage', ({ newValue }) => {
          state = JSON.parse(newValue);
          // Some rounds are as good as all.
          if (saves < 20) save();
        });`),
    },
    async act({ open }) {
      const a = await open('/?a');
      const b = await open('/?b');
      await a.evaluate('save()');
      await waitFor('the last round', async () => Number(await b.evaluate('saves')) >= 20);
    },
    codes: ['R1'],
  },
  {
    name: 'defaults-saved',
    about: 'A new tab saves its empty state as it begins, and the others take it over.',
    pages: {
      '/': page(`
        let state = { theme: 'light', user: null, token: '' };
        const save = () => localStorage.setItem('app', JSON.stringify(state));
        save();
        addEventListener('storage', ({ newValue }) => {
          state = JSON.parse(newValue);
          document.title = state.user ?? 'signed out';
        });
        function login() { state = { ...state, user: 'ann', token: 'tk_9f8e7d' }; save(); }`),
    },
    async act({ open }) {
      const a = await open('/?a');
      await a.evaluate('login()');
      await open('/?b');
      await titled(a, 'signed out');
    },
    codes: ['R5', 'S3'],
  },
  {
    name: 'unlocked-by-another',
    chromiumAlone: 'a tab may see another tab’s removal a moment later',
    about: 'A tab that is refused a lock in storage removes it all the same: two tabs then hold it.',
    pages: {
      '/': page(`
        let end, running;
        const ended = new Promise((resolve) => { end = resolve; });
        async function run() {
          try {
            if (localStorage.getItem('export.lock')) return;
            localStorage.setItem('export.lock', location.search + ' ' + Date.now());
            document.title = 'exporting';
            await ended;
            // It takes some time to write the file.
            await new Promise((resolve) => setTimeout(resolve, 300));
          } finally {
            localStorage.removeItem('export.lock');
          }
        }`),
    },
    async act({ open }) {
      const [a, b, c] = [await open('/?a'), await open('/?b'), await open('/?c')];
      await a.evaluate('running = run(); undefined');
      for (const tab of [b, c]) await truly(tab, `localStorage.getItem('export.lock') !== null`);
      await b.evaluate('run()');
      await truly(c, `localStorage.getItem('export.lock') === null`);
      await c.evaluate('running = run(); undefined');
      for (const tab of [a, c]) await tab.evaluate('end(); running');
    },
    codes: ['R8'],
  },
  {
    name: 'loop-over-channel',
    about: 'A tab passes on by a channel what it hears from storage; another saves what it hears there.',
    pages: {
      '/': page(`
        const channel = new BroadcastChannel('sync');
        let heard = 0;
        if (location.search === '?a')
          addEventListener('storage', ({ newValue }) => {
            heard += 1;
            // Some rounds are as good as all.
            if (heard < 40) channel.postMessage(newValue);
          });
        else
          channel.onmessage = ({ data }) => { localStorage.setItem('zoom', String(Number(data) + 1)); };`),
    },
    async act({ open }) {
      const a = await open('/?a');
      await open('/?b');
      await a.evaluate('channel.postMessage(0)');
      await waitFor('the last round', async () => Number(await a.evaluate('heard')) >= 40);
    },
    codes: ['R1'],
  },
];

function page(body: string): string {
  return `<!doctype html><meta charset="utf-8"><title>…</title><link rel="icon" href="data:,"><body><script>${body}</script>`;
}

async function titled(tab: Tab, title: string): Promise<void> {
  await truly(tab, `document.title === ${JSON.stringify(title)}`);
}

async function truly(tab: Tab, condition: string): Promise<void> {
  await tab.waitForFunction(condition, { polling: 100, timeout: 30_000 });
}
