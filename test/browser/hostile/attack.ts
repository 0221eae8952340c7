import type { Page } from 'puppeteer-core';
import type { Record } from '../../../src/record';
import { launchChromium } from '../harness/chromium';
import { describeInFirefox, launchFirefox } from '../harness/firefox';
import type { Stored } from '../harness/stored';
import { waitFor } from '../harness/wait';

/** What attacks need of a browser with the extension. */
export interface Attacked {
  open(url: string): Promise<Page>;
  openPopup(origin: string): Promise<Page>;
  stored(origin: string): Promise<Stored>;
  close(): Promise<void>;
}

/** The same attacks in Chromium and, where there is one, in Firefox. */
export function describeInBoth(name: string, tests: (launch: () => Promise<Attacked>) => void): void {
  describe(`${name}, in Chromium`, () => {
    tests(launchChromium);
  });
  describeInFirefox(`${name}, in Firefox`, () => {
    tests(launchFirefox);
  });
}

export function isWriteOf(key: string): (record: Record) => boolean {
  return (record) => record.type === 'storage-write' && record.key === key;
}

/** All records of an origin, as soon as one of them passes. */
export function recordsWhen(
  browser: Attacked,
  origin: string,
  what: string,
  passes: (record: Record) => boolean,
): Promise<Record[]> {
  return waitFor(what, async () => {
    const { records } = await browser.stored(origin);
    return records.some(passes) && records;
  });
}

/** Writes in the page and waits until that is stored: all that came before it is then too. */
export async function recordsAfterWrite(
  browser: Attacked,
  page: Page,
  origin: string,
  key: string,
): Promise<Record[]> {
  await page.evaluate((name) => {
    localStorage.setItem(name, '1');
  }, key);
  return recordsWhen(browser, origin, `the write of ${key}`, isWriteOf(key));
}
