import type { Page } from 'puppeteer-core';
import { startServer } from '../../demo/server.mjs';
import { findRow, rowsOf, type SeenRow } from './harness/popup';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('two tabs of one origin and localStorage', (launch) => {
  const { browser, site: demo } = withBrowser(() => launch({ windows: true }), startServer);
  let a: Page;
  let b: Page;
  let popup: Page;
  const url = (): string => `${demo.url}/storage/`;

  beforeAll(async () => {
    popup = await browser.openPopup(demo.url);
    a = await browser.open(url());
    b = await browser.open(url());
  });

  /**
   * An empty area but for a key that is new each time: when its event is there, so is everything before it.
   */
  beforeEach(async () => {
    const marker = `marker ${Math.random()}`;
    await a.evaluate((key) => {
      localStorage.clear();
      localStorage.setItem(key, '');
    }, marker);
    await findRow(popup, { type: 'storage-event', key: marker });
    await popup.evaluate((origin) => chrome.runtime.sendMessage({ type: 'clear', origin }), demo.url);
    await waitFor('an empty list', async () => (await rowsOf(popup)).length === 0);
  });

  async function type(page: Page, key: string, value: string): Promise<void> {
    for (const [id, text] of [
      ['key', key],
      ['value', value],
    ] as const) {
      await page.$eval(`#${id}`, (box, given) => ((box as HTMLInputElement).value = given), text);
    }
  }

  const click = (page: Page, id: string): Promise<void> =>
    page.$eval(`#${id}`, (button) => (button as HTMLElement).click());
  const storageRows = async (): Promise<SeenRow[]> =>
    (await rowsOf(popup)).filter((row) => row.type.startsWith('storage'));

  it('shows a write in one tab, and the event in the other, in the open popup within a second', async () => {
    await type(a, 'colour', 'green');
    await click(a, 'set');
    await findRow(
      popup,
      { type: 'storage-write', key: 'colour', old: 'null', new: 'green', action: '↑setItem→B' },
      1000,
    );
    const event = await findRow(
      popup,
      { type: 'storage-event', key: 'colour', old: 'null', new: 'green', url: url() },
      1000,
    );
    expect(event.action).toBe('↓storage←A');
    expect(event.channel).toBe('localStorage');
    expect(event.tab).toBe('Storage demo');
  });

  it('shows what the page itself got: key, old value, new value and url of a change', async () => {
    await type(a, 'colour', 'green');
    await click(a, 'set');
    await type(a, 'colour', 'blue');
    await click(a, 'set');
    const event = await findRow(popup, { type: 'storage-event', old: 'green' });
    const seen = await b.$$eval('#events tr', (rows) =>
      [...(rows.at(-1)?.cells ?? [])].map((cell) => cell.textContent),
    );
    expect([event.key, event.old, event.new, event.url]).toEqual(seen);
  });

  it('shows removeItem with a new value of null', async () => {
    await type(a, 'gone', '1');
    await click(a, 'set');
    await click(a, 'remove');
    await findRow(popup, {
      type: 'storage-write',
      action: '↑removeItem→B',
      key: 'gone',
      old: '1',
      new: 'null',
    });
    await findRow(popup, { type: 'storage-event', key: 'gone', old: '1', new: 'null' });
  });

  it('shows clear with a key of null', async () => {
    await click(a, 'set');
    await click(a, 'clear');
    await findRow(popup, {
      type: 'storage-write',
      action: '↑clear→B',
      key: 'null',
      old: 'null',
      new: 'null',
    });
    await findRow(popup, { type: 'storage-event', key: 'null', old: 'null', new: 'null' });
  });

  it('shows that writing the same value again is a write and no event', async () => {
    await type(a, 'same', '1');
    await click(a, 'set');
    await click(a, 'same');
    const row = await findRow(popup, { type: 'storage-write', key: 'same', old: '1', new: '1' });
    expect(row.marks).toEqual(['no change, no event']);
    await click(a, 'remove');
    await findRow(popup, { type: 'storage-event', key: 'same', new: 'null' });
    expect((await storageRows()).filter(({ type }) => type === 'storage-event')).toHaveLength(2);
  });

  it('shows a direct property write as an event with its inferred writer', async () => {
    await type(a, 'direct', 'yes');
    await click(a, 'direct');
    const row = await findRow(popup, { type: 'storage-event', key: 'direct', new: 'yes' });
    expect(row.action).toBe('↓storage←A?');
    expect(
      (await storageRows()).filter(({ key, type }) => key === 'direct' && type === 'storage-write'),
    ).toEqual([]);
  });

  it('shows that sessionStorage stays inside its tab', async () => {
    await type(a, 'inside', '1');
    await click(a, 'session');
    const row = await findRow(popup, { type: 'storage-write', channel: 'sessionStorage', key: 'inside' });
    expect(row.action).toBe('↑setItem');
    await click(a, 'set');
    await findRow(popup, { type: 'storage-event', key: 'inside' });
    expect(
      (await storageRows()).filter(
        ({ channel, type }) => channel === 'sessionStorage' && type === 'storage-event',
      ),
    ).toEqual([]);
  });

  it('marks an event that the page dispatched itself', async () => {
    await type(a, 'made', 'up');
    await click(a, 'synthetic');
    const row = await findRow(popup, { type: 'storage-event', key: 'made', new: 'up' });
    expect(row.marks).toEqual(['synthetic']);
  });

  it('shows a write over the quota as an error, and the page gets the very same exception', async () => {
    await click(a, 'quota');
    const row = await findRow(popup, { type: 'storage-write', key: 'large', old: 'null' });
    expect(row.marks).toEqual(['QuotaExceededError']);
    const native = await browser.browser.createBrowserContext().then(async (context) => {
      const page = await context.newPage();
      await page.goto(url());
      await click(page, 'quota');
      const said = await page.$eval('#said', (output) => output.textContent);
      await context.close();
      return said;
    });
    expect(await a.$eval('#said', (output) => output.textContent)).toBe(native);
    expect(native).toMatch(/^QuotaExceededError: /);
  });

  it('shows keys and values literally, whatever they are', async () => {
    const written = [
      ['__proto__', 'polluted'],
      ['', ''],
      ['\u0000', '\ud800'],
      ['html', '<img src=x onerror="window.ran = true">'],
      ['turned', 'a\u202eb'],
    ];
    await a.evaluate((pairs) => {
      for (const [key = '', value = ''] of pairs) localStorage.setItem(key, value);
    }, written);
    await findRow(popup, { type: 'storage-event', key: '__proto__', new: 'polluted' });
    await findRow(popup, { type: 'storage-event', key: '(empty)', new: '(empty)' });
    await findRow(popup, { type: 'storage-event', key: '\\0', new: '\\ud800' });
    await findRow(popup, {
      type: 'storage-event',
      key: 'html',
      new: '<img src=x onerror="window.ran = true">',
    });
    await findRow(popup, { type: 'storage-event', key: 'turned', new: 'a\\u202eb' });
    expect(await popup.evaluate(() => [document.querySelector('img[src="x"]'), 'ran' in window])).toEqual([
      null,
      false,
    ]);
  });

  it('keeps the ends and the length of a value of 5 MB', async () => {
    await a.evaluate(() => {
      localStorage.setItem('large', `begin${'x'.repeat(5_000_000 - 8)}end`);
    });
    const row = await findRow(popup, { type: 'storage-write', key: 'large' });
    expect(row.new).toMatch(/^beginx+ … 5,000,000 characters$/);
    const { records } = await browser.stored(demo.url);
    const write = records.find((record) => record.type === 'storage-write' && record.key === 'large');
    expect(write).toHaveProperty('newValue.length', 5_000_000);
    expect(write).toHaveProperty('newValue.tail', expect.stringMatching(/xend$/));
  });
});
