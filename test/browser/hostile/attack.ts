import type { Page } from 'puppeteer-core';
import type { Record } from '../../../src/record/record';
import type { Driver } from '../harness/driver';
import { waitFor } from '../harness/wait';

export function isWriteOf(key: string): (record: Record) => boolean {
  return (record) => record.type === 'storage-write' && record.key === key;
}

/** Milliseconds in which megabytes of an attack are stored on a busy machine. */
const storedWithin = 30_000;

/** All records of an origin, as soon as one of them passes. */
export function recordsWhen(
  browser: Driver,
  origin: string,
  what: string,
  passes: (record: Record) => boolean,
): Promise<Record[]> {
  return waitFor(
    what,
    async () => {
      const { records } = await browser.stored(origin);
      return records.some(passes) && records;
    },
    storedWithin,
  );
}

/** Writes in the page and waits until that is stored: all that came before it is then too. */
export async function recordsAfterWrite(
  browser: Driver,
  page: Page,
  origin: string,
  key: string,
): Promise<Record[]> {
  await page.evaluate((name) => {
    localStorage.setItem(name, '1');
  }, key);
  return recordsWhen(browser, origin, `the write of ${key}`, isWriteOf(key));
}
