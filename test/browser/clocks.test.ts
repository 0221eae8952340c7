import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import { findRow, rowsOf, textsOf, showList } from './harness/popup';
import { chooseFiles } from './harness/saving';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

const start = 1_700_000_000_000;
const area = { kind: 'local-storage', name: '' };
const created = { type: 'lifecycle', state: 'created', channel: { kind: 'document', name: '' } };
const change = { key: 'k', oldValue: null, newValue: 'new' };

/**
 * A line of an export: pages `old` and `new`, of which the first was there when the computer's clock went
 * ahead by 200 ms.
 */
function line(context: string, seq: number, time: number, more: object): string {
  const at = { tab: context === 'old' ? 1 : 2, frame: 0, document: null, title: context, favicon: '' };
  const origin = { documentOrigin: 'http://x', documentUrl: `http://x/${context}`, topOrigin: 'http://x' };
  const life = { incognito: false, partial: false, created: start, ended: null };
  return JSON.stringify({ context, seq, time: start + time, ...more, ...at, ...origin, ...life });
}

const exported = [
  line('old', 0, 0.1, created),
  line('old', 1, 1_000.3, { type: 'clock', channel: created.channel, ahead: 200 }),
  line('new', 0, 2_000.2, created),
  line('new', 1, 2_000.4, { type: 'listeners', channel: area, object: 0, event: 'storage', count: 1 }),
  line('old', 2, 3_200.3, { type: 'storage-write', channel: area, method: 'setItem', ...change }),
  line('new', 2, 3_202.7, {
    type: 'storage-event',
    channel: area,
    ...change,
    url: 'http://x/old',
    isTrusted: true,
  }),
];

describeInBoth('records of pages whose clocks differ', (launch) => {
  const { browser, site } = withBrowser(launch);
  let folder: string;
  let viewer: Page;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-clocks-'));
    await browser.open(`${site.origin}/`);
    viewer = await browser.openPopup(site.origin);
    await viewer.setViewport({ width: 1_400, height: 900 });
    const file = path.join(folder, 'clocks.ndjson');
    writeFileSync(file, exported.join('\n'));
    await chooseFiles(viewer, file);
    await viewer.waitForSelector('.row[data-type="clock"]');
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('say so in a row of their own', async () => {
    expect(await textsOf(viewer, '.row[data-type="clock"] .message')).toEqual([
      "The computer slept, or its clock was set: this page's own clock is 200 ms behind it from here on, and times are corrected by that.",
    ]);
  });

  it('give a latency without that, marked as approximate, and whole milliseconds of it', async () => {
    await viewer.click('.row[data-type="storage-write"]');
    await viewer.waitForSelector('.details .deliveries');
    const latencies = await textsOf(viewer, '.deliveries .latency');
    expect(latencies.filter((text) => text !== '')).toEqual(['≈ 2 ms']);
    const title = await viewer.$eval('.deliveries .latency span', ({ title: why }) => why);
    expect(title).toMatch(/^Approximate: the clocks of the two pages differ/);
  });

  it('are not among the latencies that the statistics are made of', async () => {
    await showList(viewer, 'latencies');
    const rows = await waitFor('the row of the pair', async () => {
      const texts = await textsOf(viewer, '.latencies .row.pair');
      return texts.length > 0 ? texts : null;
    });
    expect(rows).toEqual([expect.stringMatching(/ 0 \(\+1 ≈\)$/)]);
  });
});

const hour = 3_600_000;

// In Chromium alone: its protocol runs code in the world of the content script.
describe('a page whose clock stood still for an hour while the computer slept', () => {
  const { browser, site } = withBrowser(launchChromium);
  let slept: Page;
  let fresh: Page;
  let viewer: Page;

  beforeAll(async () => {
    slept = await browser.open('about:blank');
    // Before any script, so that page/ reads the clock that can be put back.
    await slept.evaluateOnNewDocument(ownClock);
    const own = await extensionWorld(slept);
    await slept.goto(`${site.origin}/slept`);
    await write(slept, 'before');
    await own(`${ownClock}; putBack(${hour})`);
    await slept.evaluate(`putBack(${hour})`);
    fresh = await browser.open(`${site.origin}/fresh`);
    await fresh.evaluate(() => {
      window.addEventListener('storage', () => {
        localStorage.setItem('k', 'from fresh');
      });
    });
    await slept.evaluate(() => {
      window.addEventListener('storage', () => undefined);
    });
    viewer = await browser.openPopup(site.origin);
    await viewer.setViewport({ width: 1_400, height: 900 });
    await write(slept, 'from slept');
    await findRow(viewer, { type: 'storage-event', new: 'from fresh' });
  });

  it('says so once, in its records', async () => {
    const { records } = await browser.stored(site.origin);
    const told = records.flatMap((record) => (record.type === 'clock' ? [record.ahead] : []));
    expect(told).toHaveLength(1);
    expect(Math.abs((told[0] ?? 0) - hour)).toBeLessThan(1_000);
  });

  it('stands in the list among what other pages did then', async () => {
    const rows = (await rowsOf(viewer)).filter(({ type }) => /^(storage|lifecycle)/.test(type));
    const told = rows.map((row) => `${row.type} ${row.new || row.tab}`);
    expect(told.slice(0, 3)).toEqual(['lifecycle /slept', 'storage-write before', 'lifecycle /fresh']);
    // How far its clock is behind is known to about a millisecond: what another page did at that time may
    // stand beside.
    expect(told.slice(3).sort()).toEqual([
      'storage-event from fresh',
      'storage-event from slept',
      'storage-write from fresh',
      'storage-write from slept',
    ]);
  });

  it('is told what became of its write, as a page that has not slept is, with a latency that is approximate', async () => {
    const { context, seq } = await findRow(viewer, { type: 'storage-write', new: 'from slept' });
    await viewer.click(`.row[data-context="${context}"][data-seq="${seq}"]`);
    await viewer.waitForSelector('.details .deliveries');
    const latencies = await textsOf(viewer, '.deliveries .latency');
    expect(latencies.filter((text) => text !== '')).toEqual([expect.stringMatching(/^≈ \d+ ms$/)]);
  });
});

function write(page: Page, value: string): Promise<void> {
  return page.evaluate((text) => {
    localStorage.setItem('k', text);
  }, value);
}

/**
 * Runs in a world of a page: a clock that `putBack(milliseconds)` puts back, as a sleep does in which it
 * stands still.
 */
const ownClock = `(() => {
  let behind = 0;
  const now = performance.now.bind(performance);
  Performance.prototype.now = () => now() - behind;
  const { get } = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp');
  Object.defineProperty(Event.prototype, 'timeStamp', { get() { return get.call(this) - behind; } });
  window.putBack = (milliseconds) => { behind += milliseconds; };
})()`;

/** Runs code in the world of content/ in the next document of a page. */
async function extensionWorld(page: Page): Promise<(code: string) => Promise<void>> {
  const session = await page.createCDPSession();
  let world: number | null = null;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension:')) world = context.id;
  });
  await session.send('Runtime.enable');
  return async (code) => {
    const contextId = await waitFor('the world of content/', () => world);
    const { exceptionDetails } = await session.send('Runtime.evaluate', { contextId, expression: code });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
  };
}
