import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { countOf, findRow, rowsOf, noticeAbout } from './harness/popup';
import { chooseFiles, openDialogue, savedFile } from './harness/saving';
import { waitFor } from './harness/wait';

const versionTwo = readFileSync(path.resolve(__dirname, '../files/version-2.ndjson'), 'utf8');

/** Another browser's: no document of it is in the first. */
const elsewhere = versionTwo.replace(/"context":"/g, '"context":"other-').replaceAll('colour', 'size');

/** Runs in the page, as when a person drops files there. */
function drop(texts: readonly string[]): void {
  const dataTransfer = new DataTransfer();
  texts.forEach((text, index) => dataTransfer.items.add(new File([text], `dropped-${index + 1}.ndjson`)));
  const onto = document.querySelector('.list');
  onto?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

/** Runs in the page. */
function paste(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  // Firefox takes the text by fields of its own.
  const pasted = { clipboardData, dataType: 'text/plain', data: text, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new ClipboardEvent('paste', pasted));
}

describeInBoth('opening captures', (launch) => {
  let downloads: string;
  const { browser, site } = withBrowser(() => {
    downloads = mkdtempSync(path.join(os.tmpdir(), 'tabshark-saved-'));
    return launch({ downloads });
  });
  let folder: string;
  let viewer: Page;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-opened-'));
    const page = await browser.open(`${site.origin}/one`);
    viewer = await browser.openPopup(site.origin);
    await viewer.setViewport({ width: 1_200, height: 700 });
    await page.evaluate(() => {
      localStorage.setItem('password', 'correct horse');
      new BroadcastChannel('chat').postMessage({ text: 'ünïcode \u{1f988}', deep: [[[1]]] });
    });
    await findRow(viewer, { type: 'send' });
  });

  afterAll(() => {
    for (const one of [folder, downloads]) rmSync(one, { recursive: true });
  });

  async function choose(
    ...files: readonly (readonly [name: string, content: string | Buffer])[]
  ): Promise<void> {
    const paths = files.map(([name, content]) => {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      return file;
    });
    await chooseFiles(viewer, ...paths);
  }

  const notice = (name: string): Promise<string> => noticeAbout(viewer, name);

  async function saveWhole(format: 'ndjson' | 'ndjson-gz'): Promise<Buffer> {
    await openDialogue(viewer);
    await viewer.click('input[name="redact"]');
    await viewer.select('dialog.save select', format);
    return (await savedFile(viewer, downloads)).bytes;
  }

  it('gives the same bytes when what was saved is opened and saved again, compressed or not', async () => {
    const saved = await saveWhole('ndjson');
    expect(saved.toString('utf8')).toContain('correct horse');
    await choose(['mine.ndjson', saved]);
    await notice('mine.ndjson');
    const zipped = await saveWhole('ndjson-gz');
    expect([...zipped.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
    await choose(['mine.ndjson.gz', zipped]);
    await notice('mine.ndjson.gz');
    await findRow(viewer, { type: 'send' });
    expect((await saveWhole('ndjson')).equals(saved)).toBe(true);
  });

  it('makes one capture of several files, and says that clocks may differ where they may', async () => {
    await viewer.evaluate(drop, [versionTwo, elsewhere]);
    expect(await notice('dropped-2.ndjson')).toContain(
      'The clocks and tab numbers of several machines may differ',
    );
    await waitFor('rows of both', async () => {
      const keys = (await rowsOf(viewer)).map(({ key }) => key);
      return keys.includes('colour') && keys.includes('size');
    });
  });

  it('does not say so of two files of one browser, and takes what both have once', async () => {
    await choose(['monday.ndjson', versionTwo], ['tuesday.ndjson.gz', gzipSync(versionTwo)]);
    const text = await notice('tuesday.ndjson.gz');
    expect(text).toContain('2 files are read as one capture.');
    expect(text).not.toContain('clocks');
    expect(text).not.toContain('could not be read');
  });

  it('opens the text of a capture that is pasted, but not in a field, nor any other text', async () => {
    await viewer.evaluate(paste, 'hello');
    await viewer.evaluate(paste, versionTwo);
    expect(await notice('pasted text')).toContain('Out of pasted text');
    await findRow(viewer, { key: 'colour' });
  });

  it('keeps what it shows where a file is none, and says where and why', async () => {
    await choose(['good.ndjson', versionTwo]);
    await notice('good.ndjson');
    const before = await countOf(viewer);
    await choose(['bad.ndjson', '{"no":"record"}\nnot JSON\n']);
    expect(await notice('bad.ndjson')).toMatch(
      /could not be opened\..*line 1 \(not a record\), line 2 \(not JSON\)/,
    );
    expect(await countOf(viewer)).toBe(before);
    expect(await notice('good.ndjson')).toContain('Out of good.ndjson');
    // The next that succeeds takes the sentence away.
    await choose(['good-again.ndjson', versionTwo]);
    await notice('good-again.ndjson');
    expect(await viewer.$$('.notice.error')).toEqual([]);
  });

  it('opens a compressed capture that was cut as far as it is whole, and says so', async () => {
    const zipped = gzipSync(versionTwo.repeat(1));
    await choose(['cut.ndjson.gz', zipped.subarray(0, zipped.length - 40)]);
    expect(await notice('cut.ndjson.gz')).toContain('ends too early or is damaged');
  });
});
