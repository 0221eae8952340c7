import type { Page } from 'puppeteer-core';
import type { FindingCode } from '../../src/findings/types';
import { outcomeOf } from './gallery/outcome';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';

/** Programs that keep state, locks or a session in storage, as many are, with what a person does in them. */
interface Program {
  readonly name: string;
  /** What its page runs. */
  readonly script: string;
  readonly act: (tabs: readonly [Page, Page]) => Promise<unknown>;
  /** What is found of the codes that are asked for. */
  readonly found: readonly FindingCode[];
}

const asked: readonly FindingCode[] = ['R4', 'R5', 'R6', 'R7', 'R8', 'H1', 'H2', 'H3'];

function call(page: Page, name: string): Promise<unknown> {
  return page.evaluate((global) => (window as unknown as { [key: string]: () => unknown })[global]?.(), name);
}

/** A store that is saved whole with each change, without listening, unless the page has `sync`. */
function store(merge: string): string {
  return `
  let state = JSON.parse(localStorage.getItem('store') ?? '{"state":{"bears":0,"theme":"light","name":"ann"},"version":0}');
  const save = () => localStorage.setItem('store', JSON.stringify(state));
  save();
  const set = (part) => { ${merge} state = { ...state, state: { ...state.state, ...part } }; save(); };
  window.addBear = () => set({ bears: state.state.bears + 1 });
  window.dark = () => set({ theme: 'dark' });`;
}

/** As in many libraries: set, wait, look again; renewed while it is held. */
const lock = `
  const id = Math.random().toString(36).slice(2, 12);
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const read = () => JSON.parse(localStorage.getItem('refresh-lock') ?? 'null');
  async function take() {
    for (;;) {
      if (!read()) {
        localStorage.setItem('refresh-lock', JSON.stringify({ id, at: Date.now() }));
        await pause(60);
        if (read()?.id === id) return;
      }
      await pause(30);
    }
  }
  async function withLock() {
    await take();
    for (let turn = 0; turn < 3; turn += 1) {
      await pause(50);
      localStorage.setItem('refresh-lock', JSON.stringify({ id, at: Date.now() }));
    }
    if (read()?.id === id) localStorage.removeItem('refresh-lock');
  }
  window.work = withLock;`;

const programs: readonly Program[] = [
  {
    name: 'drafts that are saved after the other tab has signed out',
    script: `
      let state = JSON.parse(localStorage.getItem('state') ?? '{"user":"ann","drafts":0}');
      const save = () => localStorage.setItem('state', JSON.stringify(state));
      save();
      window.autosave = () => { state = { ...state, drafts: state.drafts + 1 }; save(); };
      window.signOut = () => { state = { user: null, drafts: 0 }; localStorage.removeItem('state'); };`,
    act: async ([a, b]) => {
      await call(b, 'autosave');
      await holds(a, 'state', '"drafts":1');
      await call(a, 'signOut');
      await gone(b, 'state');
      await call(b, 'autosave');
    },
    found: ['R6'],
  },
  {
    name: 'drafts that are dropped when the other tab signs out',
    script: `
      let state = { user: 'ann', drafts: 0 };
      addEventListener('storage', ({ key, newValue }) => { if (key === 'state' && newValue === null) state = null; });
      const save = () => { if (state) localStorage.setItem('state', JSON.stringify(state)); };
      save();
      window.autosave = () => { if (state) state = { ...state, drafts: state.drafts + 1 }; save(); };
      window.signOut = () => { state = null; localStorage.removeItem('state'); };
      window.isOut = () => state === null;
      window.signIn = () => { state = { user: 'ann', drafts: 0 }; save(); };`,
    act: async ([a, b]) => {
      await call(b, 'autosave');
      await holds(a, 'state', '"drafts":1');
      await call(a, 'signOut');
      await waitFor('the other tab to hear of it', () => call(b, 'isOut'));
      await call(b, 'autosave');
      await call(a, 'signIn');
    },
    found: [],
  },
  {
    name: 'a token that another tab has renewed, thrown away because the old one was refused',
    script: `
      const key = 'tokens';
      let tokens = localStorage.getItem(key) ?? 'refresh-0';
      if (!localStorage.getItem(key)) localStorage.setItem(key, tokens);
      window.renew = () => { tokens = 'refresh-' + Math.random(); localStorage.setItem(key, tokens); };
      window.refused = () => localStorage.removeItem(key);`,
    act: async ([a, b]) => {
      await call(a, 'renew');
      await holds(b, 'tokens', 'refresh-0.');
      await call(b, 'refused');
    },
    found: ['R5'],
  },
  {
    name: 'a token that each tab takes over from the other',
    script: `
      const key = 'tokens';
      let tokens = localStorage.getItem(key) ?? 'refresh-0';
      if (!localStorage.getItem(key)) localStorage.setItem(key, tokens);
      addEventListener('storage', (event) => { if (event.key === key) tokens = event.newValue; });
      window.renew = () => { tokens = 'refresh-' + Math.random(); localStorage.setItem(key, tokens); };
      window.signOut = () => localStorage.removeItem(key);`,
    act: async ([a, b]) => {
      await call(a, 'renew');
      await holds(b, 'tokens', 'refresh-0.');
      await call(b, 'renew');
      await call(b, 'signOut');
    },
    found: [],
  },
  {
    name: 'a store that is written whole from memory',
    script: store(''),
    act: async ([a, b]) => {
      await call(a, 'dark');
      await holds(b, 'store', 'dark');
      await call(b, 'addBear');
    },
    found: ['R7'],
  },
  {
    name: 'a store that is read again before it is changed',
    script: store("state = JSON.parse(localStorage.getItem('store'));"),
    act: async ([a, b]) => {
      await call(a, 'dark');
      await holds(b, 'store', 'dark');
      await call(b, 'addBear');
      await call(a, 'addBear');
    },
    found: [],
  },
  {
    name: 'a lock in storage that is looked at again',
    script: lock,
    act: async ([a, b]) => {
      const first = call(a, 'work');
      await holds(b, 'refresh-lock', 'id');
      // It waits for the first.
      await Promise.all([first, call(b, 'work')]);
      await call(a, 'work');
    },
    found: [],
  },
  {
    name: 'a lock in storage that a tab leaves behind',
    script: `${lock}
      window.hold = async () => { await take(); };`,
    act: async ([a, b]) => {
      await call(a, 'work');
      await call(b, 'work');
      await call(a, 'hold');
      await a.goto('about:blank');
      // The lock is left behind once nobody has taken over for five seconds.
      await b.evaluate(() => new Promise((resolve) => setTimeout(resolve, 6_000)));
    },
    found: ['R8'],
  },
];

/** Until this tab, too, sees that the key is not there any more. */
async function gone(page: Page, key: string): Promise<void> {
  await waitFor(`${key} to be gone`, () => page.evaluate((name) => localStorage.getItem(name) === null, key));
}

async function holds(page: Page, key: string, part: string): Promise<void> {
  await waitFor(`${key} to hold ${part}`, () =>
    page.evaluate((name, text) => localStorage.getItem(name)?.includes(text), key, part),
  );
}

const pages = programs.map(({ script }, at): [string, string] => [
  `/${at}`,
  `<!doctype html><title>program ${at}</title><link rel="icon" href="data:,"><script>{${script}}</script>`,
]);

describeInBoth('programs whose tabs share state', (launch) => {
  const { browser, site } = withBrowser(launch, () => startSite(Object.fromEntries(pages)));

  it.concurrent.each(programs.map((program, at) => [program.name, program, at] as const))(
    '%s',
    async (_, { act, found }, at) => {
      const origin = site.at(`program-${at}.localhost`);
      const a = await browser.openTab(`${origin}/${at}`);
      const b = await browser.openTab(`${origin}/${at}`);
      await act([a, b]);
      await b.evaluate(() => {
        new BroadcastChannel('the end').close();
      });
      const { records, contexts } = await waitFor('all to be stored', async () => {
        const stored = await browser.stored(origin);
        return stored.records.some(({ channel }) => channel.name === 'the end') && stored;
      });
      const { codes } = outcomeOf('R5', records, contexts, []);
      expect(codes.filter((code) => asked.includes(code))).toEqual(found);
    },
  );
});
