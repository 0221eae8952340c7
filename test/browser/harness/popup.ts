import type { Page } from 'puppeteer-core';
import { waitFor } from './wait';

/** The part of the popup's address by which it lists each record, and not each exchange as at first. */
export const rawRecords = 'v=1&mode=events';

/** The file of the extension that shows an origin in a tab. */
export function viewerFile(origin: string, state = ''): string {
  return `popup/popup.html?origin=${encodeURIComponent(origin)}${state && `#${state}`}`;
}

/** The same by a click. */
export async function showRawRecords(popup: Page): Promise<void> {
  await popup.waitForSelector('.mode-events');
  await popup.click('.mode-events');
}

/** A row of the popup as a person reads it. */
export interface SeenRow {
  readonly type: string;
  readonly context: string;
  readonly seq: number;
  readonly tab: string;
  readonly channel: string;
  readonly action: string;
  readonly key: string;
  readonly old: string;
  readonly new: string;
  readonly message: string;
  readonly url: string;
  readonly marks: readonly string[];
}

/** The rows that are in sight, top to bottom. */
export function rowsOf(popup: Page): Promise<SeenRow[]> {
  return popup.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.row')].map((row) => {
      const text = (selector: string): string => row.querySelector(selector)?.textContent ?? '';
      return {
        type: row.dataset.type ?? '',
        context: row.dataset.context ?? '',
        seq: Number(row.dataset.seq),
        tab: text('.tab-title'),
        channel: text('.channel').trim(),
        action: text('.action'),
        key: text('.key'),
        old: text('.old'),
        new: text('.new'),
        message: text('.message .text'),
        url: row.querySelector<HTMLElement>('.url')?.title ?? '',
        marks: [...row.querySelectorAll('.mark')].map((mark) => mark.textContent),
      };
    }),
  );
}

/** Waits for a row in sight that is as `wanted` says. */
export function findRow(popup: Page, wanted: Partial<SeenRow>, timeout?: number): Promise<SeenRow> {
  return waitFor(
    `a row like ${JSON.stringify(wanted)}`,
    async () =>
      (await rowsOf(popup)).find((row) =>
        Object.entries(wanted).every(([name, value]) => row[name as keyof SeenRow] === value),
      ),
    timeout,
  );
}

/** How many records the popup counts. */
export async function countOf(popup: Page): Promise<number> {
  const text = await popup.$eval('.toolbar .count', (element) => element.textContent);
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}

export async function filter(popup: Page, text: string): Promise<void> {
  await popup.$eval(
    '.filter',
    (box, value) => {
      (box as HTMLInputElement).value = value;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    text,
  );
}

/** What a person reads in each element that fits, on one line. */
export function textsOf(page: Page, selector: string): Promise<string[]> {
  return page.$$eval(selector, (elements) =>
    elements.map((element) => (element as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
  );
}

/**
 * Loads a page of the extension again, by itself: the driver of Firefox does not see it load otherwise.
 */
export async function reloadOwn(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.body.classList.add('before');
    location.reload();
  });
  await waitFor('another document', () => page.evaluate(() => !document.body.classList.contains('before')));
}

/** Goes to one of the lists, as a person does. */
export async function showList(
  popup: Page,
  list: 'messages' | 'timeline' | 'state' | 'findings' | 'boards' | 'rates' | 'contexts' | 'latencies',
): Promise<void> {
  const isConnection = ['boards', 'rates', 'contexts', 'latencies'].includes(list);
  if (isConnection) await popup.click('.view-connections');
  await popup.waitForSelector(`.view-${list}`);
  await popup.click(`.view-${list}`);
}

/** The text of the notice in which that stands. */
export function noticeAbout(page: Page, what: string): Promise<string> {
  return waitFor(`the notice about ${what}`, () =>
    page.$$eval(
      '.notice',
      (notices, wanted) =>
        notices.map(({ textContent }) => textContent).find((text) => text.includes(wanted)),
      what,
    ),
  );
}
