import type { Page } from 'puppeteer-core';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { filter, showList } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';

/** Counts what it writes, sends and hears itself. */
const page = `<!doctype html><script>
  document.title = location.pathname.slice(1);
  const counts = { writes: {}, same: {}, units: {}, sent: 0, sentUnits: 0, repeated: 0, got: 0 };
  const add = (of, key, number = 1) => { of[key] = (of[key] ?? 0) + number; };
  const channel = new BroadcastChannel('news');
  if (document.title !== 'deaf') {
    addEventListener('storage', () => { counts.got += 1; });
    channel.onmessage = () => { counts.got += 1; };
  }
  function write(key, value) {
    if (localStorage.getItem(key) === value) add(counts.same, key);
    localStorage.setItem(key, value);
    add(counts.writes, key);
    add(counts.units, key, value.length);
  }
  let last;
  function say(text) {
    channel.postMessage(text);
    if (text === last) counts.repeated += 1;
    last = text;
    counts.sent += 1;
    counts.sentUnits += text.length;
  }
</script>`;

interface Counts {
  readonly writes: { readonly [key: string]: number };
  readonly same: { readonly [key: string]: number };
  readonly units: { readonly [key: string]: number };
  readonly sent: number;
  readonly sentUnits: number;
  readonly repeated: number;
  readonly got: number;
}

describeInBoth('what the traffic costs', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({ '/cart': page, '/checkout': page, '/deaf': page }),
  );
  let tabs: readonly Page[];
  let inspector: Page;

  beforeAll(async () => {
    const [cart, checkout, deaf] = [
      await browser.open(`${site.origin}/cart`),
      await browser.open(`${site.origin}/checkout`),
      await browser.open(`${site.origin}/deaf`),
    ];
    tabs = [cart, checkout, deaf];
    await cart.evaluate(`for (let i = 0; i < 24; i += 1) write('cart', 'x'.repeat(1 + (i >> 1)));
      for (let i = 0; i < 7; i += 1) write('theme', i % 2 ? 'dark' : 'light');
      for (let i = 0; i < 9; i += 1) say('tick');`);
    await checkout.evaluate(`for (let i = 0; i < 5; i += 1) write('step', 'step ' + i);
      for (let i = 0; i < 4; i += 1) say('tock ' + i);`);
    inspector = await browser.openViewer(site.origin);
    await inspector.setViewport({ width: 1_280, height: 800 });
    await inspector.bringToFront();
    await inspector.waitForSelector('.view-connections');
    await showList(inspector, 'rates');
  });

  async function own(): Promise<readonly Counts[]> {
    return Promise.all(tabs.map((tab) => tab.evaluate('counts') as Promise<Counts>));
  }

  /** Of each row of a board: its name and the cells that are asked for. */
  async function cells(board: string, names: readonly string[]): Promise<string[]> {
    return inspector.$$eval(
      `.rates .board-${board} tbody tr`,
      (rows, of) =>
        rows.map((row) =>
          ['name', ...of]
            .map((name) => row.querySelector(`.${name}`)?.textContent.trim().replace(/\s+/g, ' ') ?? '')
            .join(' | '),
        ),
      names,
    );
  }

  async function becomes(
    board: string,
    names: readonly string[],
    expected: readonly string[],
  ): Promise<void> {
    let seen: string[] = [];
    await waitFor(`${board} ${names.join(' ')}`, async () => {
      seen = await cells(board, names);
      return JSON.stringify(seen) === JSON.stringify(expected);
    }).catch(() => undefined);
    expect(seen).toEqual(expected);
  }

  async function press(selector: string): Promise<void> {
    await (await inspector.waitForSelector(selector))?.click();
  }

  async function fact(name: string): Promise<string> {
    return inspector.$eval(`.rates .fact-${name} dd`, (value) => value.textContent);
  }

  it('counts of each key what the pages wrote, its size, and what share changed nothing', async () => {
    const counts = await own();
    const rows = counts
      .flatMap(({ writes, same, units }) =>
        Object.entries(writes).map(([key, times]) => ({
          key,
          times,
          units: units[key] ?? 0,
          share: same[key] ? `${Math.round((100 * same[key]) / times)} %` : '–',
        })),
      )
      .sort((a, b) => b.times - a.times);
    await becomes(
      'storage',
      ['messages', 'size', 'unchanged'],
      rows.map(({ key, times, units, share }) => `${key} | ${times} | ${units} B | ${share}`),
    );
  });

  it('counts of each tab what it sent and what it got, and names the tab that heard without listening', async () => {
    const counts = await own();
    const sent = counts.map(
      ({ writes, sent: says }) => says + Object.values(writes).reduce((all, one) => all + one, 0),
    );
    // A write that changes nothing makes no event; the deaf tab gets the others.
    const changed = counts.map(({ writes, same }) =>
      Object.keys(writes).reduce((all, key) => all + (writes[key] ?? 0) - (same[key] ?? 0), 0),
    );
    const all = changed.reduce((sum, one) => sum + one, 0);
    await becomes(
      'document',
      ['messages', 'heard', 'deaf'],
      [
        `A cart | ${sent[0]} | ${counts[0]?.got} | –`,
        `B checkout | ${sent[1]} | ${counts[1]?.got} | –`,
        `C deaf | – | ${all} | C`,
      ],
    );
    expect(await fact('messages')).toBe(String(sent.reduce((sum, one) => sum + one, 0)));
    expect(await fact('deaf')).toBe('1 tab');
  });

  it('counts messages that repeat the one before as changing nothing', async () => {
    const counts = await own();
    const says = counts.reduce((all, { sent }) => all + sent, 0);
    const repeated = counts.reduce((all, one) => all + one.repeated, 0);
    const row = (await cells('port', ['messages', 'unchanged', 'deaf'])).find((text) =>
      text.includes('news'),
    );
    expect(row).toBe(`BroadcastChannel news | ${says} | ${Math.round((100 * repeated) / says)} % | C`);
  });

  it('orders by size where size is counted, and the strip shows the same', async () => {
    await press('.rate-bytes');
    const units = (await own()).flatMap((one) => Object.entries(one.units)).sort(([, a], [, b]) => b - a);
    await becomes(
      'storage',
      ['size'],
      units.map(([key, size]) => `${key} | ${size} B`),
    );
    await inspector.waitForFunction(() => document.querySelector('.bars-menu')?.textContent.includes('B/s'));
    await press('.rate-messages');
  });

  it('parts the bars of the strip by tab', async () => {
    await press('.bars-menu .menu-face');
    await press('.bars-menu .by-tab');
    const parts = (): Promise<string[]> =>
      inspector.$$eval('.overview .bars path', (paths) => paths.map((path) => path.dataset.part ?? ''));
    await waitFor('bars of two tabs', async () => (await parts()).join() === '0,1');
    expect(await inspector.evaluate(() => location.hash)).toContain('by=tab');
    await press('.bars-menu .menu-face');
    await press('.bars-menu .by-channel');
    await waitFor(
      'bars by channel',
      async () => (await parts()).join() === 'local-storage,broadcast-channel',
    );
  });

  it('counts what the filter lets pass, and leads from a key to its messages', async () => {
    await filter(inspector, 'key:theme');
    const writes = (await own())[0]?.writes['theme'];
    await becomes('storage', ['messages'], [`theme | ${writes}`]);
    await filter(inspector, '');
    await press('.rates .board-storage tbody tr:last-child .name button');
    await waitFor('its messages', async () =>
      inspector.$eval('.filter-bar input', (input) => input.value.startsWith('key:')),
    );
    await inspector.waitForSelector('.view-messages[aria-selected="true"]');
  });
});
