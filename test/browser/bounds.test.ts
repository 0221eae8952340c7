import type { Page } from 'puppeteer-core';
import { batchLimit } from '../../src/protocol/page';
import type { Gap, Record } from '../../src/record/record';
import type { Chunk, OriginRow } from '../../store/database';
import { openOptions, setNumber } from './harness/options';
import { countOf, filter, findRow } from './harness/popup';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('what is bounded', (launch) => {
  const { browser, site } = withBrowser(() => launch({ windows: true }));
  let options: Page;

  beforeAll(async () => {
    options = await openOptions(browser);
  });

  async function set(name: string, value: string): Promise<void> {
    await setNumber(options, name, value);
    await waitFor('word that it is saved', () =>
      options.$eval(`#${name}-hint .saved`, (element) => element.textContent !== ''),
    );
  }

  /** After each `pause` writes the page gives others a turn. */
  async function write(page: Page, count: number, text = '', pause = 200, first = 0): Promise<void> {
    await page.evaluate(
      async (number, value, turn, from) => {
        for (let index = from; index < number; index += 1) {
          localStorage.setItem('n', `${index} ${value}`);
          await (index % turn === turn - 1 ? new Promise((resolve) => setTimeout(resolve)) : null);
        }
      },
      count,
      text,
      pause,
      first,
    );
  }

  /** What is stored, once the write of that number is. */
  function storedUpTo(origin: string, last: number): Promise<Record[]> {
    return waitFor(
      'the last write',
      async () => {
        const { records } = await browser.stored(origin);
        return numbersOf(records).at(-1) === last && records;
      },
      20_000,
    );
  }

  /** The origin's row and its chunks, read without the extension's own code. */
  function readRow(origin: string): Promise<{ row: OriginRow; chunks: Chunk[] }> {
    return options.evaluate(async (name) => {
      const opening = indexedDB.open('tabshark');
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const transaction = opening.result.transaction(['origins', 'chunks']);
      const row = transaction.objectStore('origins').get(name);
      const chunks = transaction.objectStore('chunks').getAll();
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      opening.result.close();
      const own = (chunks.result as Chunk[]).filter((chunk) => chunk.origin === name);
      return { row: row.result as OriginRow, chunks: own };
    }, origin);
  }

  it('in an origin, records: the oldest go in whole chunks, and an open viewer goes on', async () => {
    const popup = await browser.openPopup(site.origin);
    const page = await browser.open(`${site.origin}/busy`);
    await write(page, 2_000);
    expect(numbersOf(await storedUpTo(site.origin, 1_999))).toEqual(upTo(1_999, 2_000));
    const before = await readRow(site.origin);
    // Nothing is written then: what is narrowed goes at once.
    await set('records', '1000');
    const narrowed = await waitFor('the oldest to go', async () => {
      const now = await readRow(site.origin);
      return now.row.count <= 1_000 && now;
    });
    expect(narrowed.chunks).toEqual(before.chunks.slice(-narrowed.chunks.length));
    expect(narrowed.row.count).toBe(narrowed.chunks.reduce((sum, { count }) => sum + count, 0));
    const left = numbersOf((await browser.stored(site.origin)).records);
    expect(left).toEqual(upTo(1_999, left.length));

    await write(page, 3_000);
    const kept = await storedUpTo(site.origin, 2_999);
    expect(numbersOf(kept)).toEqual(upTo(2_999, kept.length));
    expect(kept.length).toBeLessThanOrEqual(1_000);
    await findRow(popup, { type: 'storage-write', key: 'n', new: '2999 ' });
    const later = await browser.openPopup(site.origin);
    await findRow(later, { type: 'storage-write', key: 'n', new: '2999 ' });
    await waitFor('a later viewer to count what is left', async () => (await countOf(later)) === kept.length);
    await set('records', '200000');
    await Promise.all([popup.close(), later.close(), page.close()]);
  });

  it('in an origin, bytes of text: one a character, two where there are others than Latin-1', async () => {
    await set('megabytes', '1');
    for (const [host, letter, encoding] of [
      ['latin.localhost', 'é', 'latin1'],
      ['other.localhost', '字', 'utf16le'],
    ] as const) {
      const page = await browser.open(`${site.at(host)}/`);
      // In two chunks at least: the newest one stays, whatever its size.
      await write(page, 20, letter.repeat(30_000), 10);
      await storedUpTo(site.at(host), 19);
      await write(page, 30, letter.repeat(30_000), 10, 20);
      const kept = numbersOf(await storedUpTo(site.at(host), 29));
      expect(kept).toEqual(upTo(29, kept.length));
      expect(kept.length).toBeLessThan(30);
      const { row, chunks } = await readRow(site.at(host));
      expect(row.bytes).toBe(bytesAs(chunks, encoding));
      // The newest chunk stays, whatever its size.
      expect(row.bytes <= 1024 * 1024 || chunks.length === 1).toBe(true);
      await page.close();
    }
    await set('megabytes', '256');
  });

  it('in a document, records that wait: the oldest go, and a row says how many and when', async () => {
    const page = await browser.open(`${site.at('127.0.0.1')}/flood`);
    const popup = await browser.openPopup(site.at('127.0.0.1'));
    await findRow(popup, { type: 'lifecycle' });
    await set('queueRecords', '1000');
    await browser.stopBackground();
    // In one task: nothing is acknowledged meanwhile.
    await write(page, 20_000, '', Infinity);
    const records = await storedUpTo(site.at('127.0.0.1'), 19_999);
    const gaps = records.filter((record): record is Record & Gap => record.type === 'gap');
    expect(gaps).toHaveLength(1);
    const [gap] = gaps;
    const at = records.findIndex((record) => record === gap);
    const before = numbersOf(records.slice(0, at));
    const after = numbersOf(records.slice(at));
    expect(gap?.reason).toBe('backpressure');
    expect(before.length + (gap?.count ?? 0) + after.length).toBe(20_000);
    expect(before).toEqual(upTo(before.length - 1, before.length));
    expect(after).toEqual(upTo(19_999, after.length));
    // What still waited in the page came when the others were on their way.
    expect(after.length).toBeLessThan(1_000 + batchLimit);
    // In the order of times, too, it stands where they were.
    expect(gap?.time).toBeGreaterThanOrEqual(records[at - 1]?.time ?? Infinity);
    expect(gap?.time).toBeLessThanOrEqual(records[at + 1]?.time ?? 0);
    await filter(popup, '-setItem');
    const count = (gap?.count ?? 0).toLocaleString('en');
    await findRow(popup, {
      type: 'gap',
      message: `${count} records are missing here: the page produced more than could be stored`,
    });
    const time = await popup.$eval('.row[data-type=gap] .time', (cell) => cell.textContent);
    expect(time).toContain(new Date(gap?.time ?? 0).toTimeString().slice(0, 8));
  });
});

/** The numbers of the writes among records. */
function numbersOf(records: readonly Record[]): number[] {
  return records.flatMap((record) =>
    record.type === 'storage-write' && typeof record.newValue === 'string'
      ? [Number.parseInt(record.newValue)]
      : [],
  );
}

function upTo(last: number, length: number): number[] {
  return Array.from({ length }, (_, index) => last - length + 1 + index);
}

function bytesAs(chunks: readonly Chunk[], encoding: 'latin1' | 'utf16le'): number {
  return chunks.reduce((sum, { text }) => sum + Buffer.from(text, encoding).length, 0);
}
