import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { waitFor } from './wait';

/** As when a person chooses files to be opened. */
export async function chooseFiles(viewer: Page, ...paths: readonly string[]): Promise<void> {
  const input = await waitFor('the input for files', () => viewer.$('input[type="file"]'));
  await (input as unknown as { uploadFile(...paths: readonly string[]): Promise<void> }).uploadFile(...paths);
}

/** Opens the dialogue that saves, and waits until it has said what it would replace. */
export async function openDialogue(viewer: Page): Promise<void> {
  await viewer.waitForSelector('.export:not(:disabled)');
  await viewer.click('.export');
  await viewer.waitForSelector('dialog.save[open]');
  await lookedAt(viewer);
}

/** Waits until the dialogue has nothing under way. */
export async function lookedAt(viewer: Page): Promise<void> {
  await waitFor('the dialogue to know what it saves', () =>
    viewer.$eval('dialog.save', (dialog) => {
      const redacts = dialog.querySelector<HTMLInputElement>('input[name="redact"]')?.checked === true;
      const outcome = dialog.querySelector('.outcome')?.textContent ?? '';
      return !dialog.querySelector('.working') && (!redacts || outcome !== '');
    }),
  );
}

/** Presses Save, and reads the file that comes of it. */
export async function savedFile(viewer: Page, downloads: string): Promise<{ name: string; bytes: Buffer }> {
  for (const name of readdirSync(downloads)) rmSync(path.join(downloads, name));
  await viewer.click('dialog.save .primary');
  await waitFor('the dialogue to close', async () => (await viewer.$('dialog.save')) === null);
  const name = await waitFor('the file', () =>
    // Until it is whole it has another name, or is empty.
    readdirSync(downloads).find(
      (file) =>
        !/\.(?:part|crdownload|tmp)$/.test(file) &&
        readdirSync(downloads).length === 1 &&
        readFileSync(path.join(downloads, file)).length > 0,
    ),
  );
  return { name, bytes: readFileSync(path.join(downloads, name)) };
}

/** What a person reads of each value that is replaced. */
export function replacedValues(viewer: Page): Promise<string[]> {
  return viewer.$$eval('.secrets li', (items) =>
    items.map((item) => (item as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
  );
}
