import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from './harness/chromium';
import { textsOf } from './harness/popup';
import { startSite, type Site } from './harness/site';
import { waitFor } from './harness/wait';

const start = 1_700_000_000_000;
const area = { kind: 'local-storage', name: '' };
const created = { type: 'lifecycle', state: 'created', channel: { kind: 'document', name: '' } };
const change = { key: 'k', oldValue: null, newValue: 'new' };

/** A line of an export: pages `old` and `new`, of which the first was there when the computer's clock went ahead by 200 ms. */
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
  line('old', 2, 3_000.3, { type: 'storage-write', channel: area, method: 'setItem', ...change }),
  line('new', 2, 3_202.7, {
    type: 'storage-event',
    channel: area,
    ...change,
    url: 'http://x/old',
    isTrusted: true,
  }),
];

describe('records of pages whose clocks differ', () => {
  let folder: string;
  let chromium: Chromium;
  let site: Site;
  let viewer: Page;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-clocks-'));
    site = await startSite();
    chromium = await launchChromium();
    await chromium.open(`${site.origin}/`);
    viewer = await chromium.openPopup(site.origin);
    await viewer.setViewport({ width: 1_400, height: 900 });
    const file = path.join(folder, 'clocks.ndjson');
    writeFileSync(file, exported.join('\n'));
    const [chooser] = await Promise.all([viewer.waitForFileChooser(), viewer.click('.open-file')]);
    await chooser.accept([file]);
    await viewer.waitForSelector('.row[data-type="clock"]');
  });

  afterAll(async () => {
    await chromium.close();
    await site.close();
    rmSync(folder, { recursive: true });
  });

  it('say so in a row of their own', async () => {
    expect(await textsOf(viewer, '.row[data-type="clock"] .message')).toEqual([
      "The clock of the computer was set, or it slept: this page's times are 200 ms behind it from here on.",
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
    await viewer.click('.view-latencies');
    const rows = await waitFor('the row of the pair', async () => {
      const texts = await textsOf(viewer, '.latencies .row.pair');
      return texts.length > 0 ? texts : null;
    });
    expect(rows).toEqual([expect.stringMatching(/ 0 \(\+1 ≈\)$/)]);
  });
});
