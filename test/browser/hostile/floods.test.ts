import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createGzip } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { noticeAbout, rowsOf } from '../harness/popup';
import { startSite } from '../harness/site';
import { chooseFiles } from '../harness/saving';
import { waitFor } from '../harness/wait';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { isWriteOf, recordsAfterWrite } from './attack';

/** Milliseconds in which a busy machine gets through a flood. */
const patience = 60_000;
// Gigabytes are unpacked.
jest.setTimeout(2 * patience);
/** How many a page makes. */
const frames = 150;

describeInBoth('a page that floods', (launch) => {
  const { browser, site } = withBrowser(
    () => launch({ windows: true }),
    () =>
      startSite({
        '/flood': '<!doctype html><title>flood</title><link rel="icon" href="data:,">',
        '/frame': `<!doctype html><title>frame</title><script>localStorage.setItem('frame', String(performance.timeOrigin));</script>`,
      }),
  );
  let page: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/flood`);
  });

  it('with frames that come and go is recorded on, and a viewer shows it', async () => {
    await page.evaluate(async (count) => {
      for (let made = 0; made < count; made += 1) {
        const frame = document.createElement('iframe');
        // Every other one goes before its document is there.
        const loaded = new Promise((resolve) => {
          frame.onload = resolve;
        });
        frame.src = `/frame?${made}`;
        document.body.append(frame);
        if (made % 2) await loaded;
        frame.remove();
      }
    }, frames);
    const records = await recordsAfterWrite(browser, page, site.origin, 'after the frames');
    expect(records.filter(isWriteOf('frame'))).toHaveLength(frames / 2);
    const viewer = await browser.openPopup(site.origin);
    await waitFor(
      'its rows',
      async () => (await rowsOf(viewer)).some(({ key }) => key === 'after the frames'),
      patience,
    );
    await viewer.close();
    // Their documents are gone for good.
    await waitFor(
      'the end of its frames',
      async () => {
        const { contexts } = await browser.stored(site.origin);
        return contexts.filter(({ ended }) => ended === null).length === 1;
      },
      patience,
    );
  });
});

describeInBoth('a huge file of records', (launch) => {
  const { browser, site } = withBrowser(() => launch({ windows: true }));
  let viewer: Page;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-huge-'));
    await browser.open(`${site.origin}/live`);
    viewer = await browser.openPopup(site.origin);
    await viewer.setViewport({ width: 1_400, height: 900 });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function written(name: string, pieces: Iterable<string>, zipped = false): Promise<string> {
    const file = path.join(folder, name);
    const handle = await openFile(file, 'w');
    const out = handle.createWriteStream();
    const into = zipped ? createGzip({ level: 1 }) : out;
    if (into !== out) into.pipe(out);
    for (const piece of pieces) if (!into.write(piece)) await once(into, 'drain');
    into.end();
    await once(out, 'close');
    return file;
  }

  async function opened(file: string): Promise<string> {
    await chooseFiles(viewer, file);
    return waitFor(
      'what the viewer says of it',
      () => noticeAbout(viewer, path.basename(file)).catch(() => null),
      patience,
    );
  }

  const lineOf = (seq: number, value: string): string =>
    `${JSON.stringify({
      context: 'c',
      seq,
      time: 1_000 + seq,
      channel: { kind: 'local-storage', name: '' },
      type: 'storage-write',
      method: 'setItem',
      key: `k${seq}`,
      oldValue: null,
      newValue: value,
      tab: 1,
      frame: 0,
      document: null,
      documentOrigin: 'http://huge.test',
      documentUrl: 'http://huge.test/',
      topOrigin: 'http://huge.test',
      incognito: false,
      title: 'huge',
      partial: false,
      created: 1,
      ended: null,
      favicon: '',
    })}\n`;

  function* times(count: number, piece: string): Iterable<string> {
    for (let made = 0; made < count; made += 1) yield piece;
  }

  function* lines(count: number, value: string): Iterable<string> {
    for (let seq = 0; seq < count; seq += 1) yield lineOf(seq, value);
  }

  it('of 100 MB in one line is refused with a sentence', async () => {
    const file = await written('line.ndjson', times(100, 'x'.repeat(1_000_000)));
    expect(await opened(file)).toContain('line 1 (too long)');
  });

  it('that unpacks to more than is read is refused where that ends', async () => {
    const file = await written('bomb.ndjson.gz', times(1_100, `${' '.repeat(999_999)}\n`), true);
    expect(await opened(file)).toContain('beyond what is read');
  });

  it('that names a million other origins in its first lines is opened without most of them', async () => {
    const neighbours = Array.from({ length: 50_000 }, (_, port) => ({
      origin: `http://huge.test:${port}`,
      created: 1,
      ended: null,
    }));
    const header = JSON.stringify({
      format: 'tabshark-capture',
      version: 2,
      extension: '',
      until: 9,
      neighbours,
    });
    const file = await written('origins.ndjson', [...times(20, `${header}\n`), ...lines(1, 'v')]);
    expect(await opened(file)).toContain('line 1 (beyond what is read)');
    await waitFor('its row', async () => (await rowsOf(viewer)).some(({ key }) => key === 'k0'), patience);
  });

  it('of 300 MB is read as far as a viewer has room, and the viewer answers', async () => {
    const file = await written('long.ndjson', lines(10_000, 'v'.repeat(30_000)));
    expect(await opened(file)).toContain('beyond what is read');
    const rows = await waitFor(
      'its rows',
      async () => {
        const seen = await rowsOf(viewer);
        return seen.some(({ key }) => key.startsWith('k8')) && seen;
      },
      patience,
    );
    expect(rows.length).toBeGreaterThan(0);
    await viewer.click('.picker .menu-face');
    await viewer.click(`.origins [data-origin="${site.origin}"]:not([data-file])`);
    await waitFor('live records', async () =>
      (await rowsOf(viewer)).every(({ key }) => !key.startsWith('k')),
    );
  });
});
