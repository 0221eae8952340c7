import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { largeCapture } from '../support/large-capture';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { noticeAbout } from './harness/popup';
import { chooseFiles, openDialogue, savedFile } from './harness/saving';

const records = 20_000;

/**
 * Runs in the page. Waits until work shows how far it is, somewhere between begun and done, and cancels it
 * there and then; says how far it was.
 */
function cancelUnderWay(place: string, button: string): Promise<number> {
  return new Promise((resolve) => {
    function look(): void {
      const shown = document.querySelector(`${place} progress`);
      const isShown = shown?.checkVisibility({ visibilityProperty: true });
      if (isShown && shown instanceof HTMLProgressElement && shown.value > 0 && shown.value < 1) {
        document.querySelector<HTMLElement>(button)?.click();
        resolve(shown.value);
      } else requestAnimationFrame(look);
    }
    look();
  });
}

describeInBoth('a large file', (launch) => {
  let downloads: string;
  const { browser, site } = withBrowser(() => {
    downloads = mkdtempSync(path.join(os.tmpdir(), 'tabshark-saved-'));
    return launch({ downloads });
  });
  let folder: string;
  let viewer: Page;
  let large: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-large-'));
    large = path.join(folder, 'large.ndjson');
    writeFileSync(large, [...largeCapture(records)].join(''));
    writeFileSync(path.join(folder, 'small.ndjson'), [...largeCapture(10)].join(''));
    viewer = await browser.openPopup(site.origin);
    await viewer.setViewport({ width: 1_200, height: 700 });
  });

  afterAll(() => {
    for (const one of [folder, downloads]) rmSync(one, { recursive: true });
  });

  async function opened(): Promise<string> {
    await viewer.click('.picker > button');
    const text = await viewer.$eval('.origins', ({ textContent }) => textContent);
    await viewer.click('.picker > button');
    return text;
  }

  it('shows how much of it is read, and is not opened where a person cancels', async () => {
    await chooseFiles(viewer, large);
    expect(await viewer.evaluate(cancelUnderWay, '.opening', '.opening button')).toBeGreaterThan(0);
    await viewer.waitForSelector('.opening', { hidden: true });
    await chooseFiles(viewer, path.join(folder, 'small.ndjson'));
    await noticeAbout(viewer, 'small.ndjson');
    expect(await opened()).toContain('small.ndjson');
    expect(await opened()).not.toContain('large.ndjson');
  });

  it('is saved to no file where a person cancels, and whole where not', async () => {
    await chooseFiles(viewer, large);
    await noticeAbout(viewer, 'large.ndjson');
    await openDialogue(viewer);
    await viewer.click('dialog.save .primary');
    expect(
      await viewer.evaluate(cancelUnderWay, 'dialog.save .working', 'dialog.save .cancel'),
    ).toBeGreaterThan(0);
    await viewer.waitForSelector('dialog.save .primary:not(:disabled)');
    expect(readdirSync(downloads)).toEqual([]);
    const text = (await savedFile(viewer, downloads)).bytes.toString('utf8');
    expect(text.match(/\n/g)).toHaveLength(records + 1);
    expect(text).not.toContain('@example.com');
  });
});
