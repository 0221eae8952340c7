import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from './harness/chromium';
import { countOf, findRow } from './harness/popup';
import { startSite, type Site } from './harness/site';
import { waitFor } from './harness/wait';

describe('a viewer that is open', () => {
  let chromium: Chromium;
  let site: Site;
  let popup: Page;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    chromium = await launchChromium();
    popup = await chromium.openPopup(site.origin);
    page = await chromium.open(`${site.origin}/writer`);
  });

  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  const write = (key: string): Promise<void> =>
    page.evaluate((name) => {
      localStorage.setItem(name, '1');
    }, key);

  const stored = (key: string): Promise<boolean> =>
    waitFor(`${key} to be stored`, async () =>
      (await chromium.stored(site.origin)).records.some(
        (record) => record.type === 'storage-write' && record.key === key,
      ),
    );

  it('shows what was committed last before the background was stopped, which did not come to tell of it', async () => {
    await write('told');
    await findRow(popup, { key: 'told' });
    const before = await countOf(popup);
    await (
      await chromium.background()
    ).evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => undefined;
    });
    await write('untold');
    await stored('untold');
    expect(await countOf(popup)).toBe(before);
    await chromium.stopBackground();
    await findRow(popup, { key: 'untold' });
  });

  it('goes on with what comes after everything was cleared, as it is when the browser starts', async () => {
    await (await chromium.background()).evaluate(startBrowser);
    await waitFor('no record to be left', async () => (await countOf(popup)) === 0);
    await write('after all was cleared');
    await stored('after all was cleared');
    await findRow(popup, { key: 'after all was cleared' });
    expect(await countOf(popup)).toBe(1);
  });

  it('shows nothing any more of what was cleared by a background that was stopped before it could tell', async () => {
    await write('old');
    await findRow(popup, { key: 'old' });
    const worker = await chromium.background();
    await worker.evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => undefined;
    });
    await worker.evaluate(startBrowser);
    await waitFor('the store to be empty', async () => {
      const { records } = await chromium.stored(site.origin);
      return records.length === 0;
    });
    await chromium.stopBackground();
    await waitFor('no record to be left', async () => (await countOf(popup)) === 0);
  });
});

/** Runs in the background: what the browser does there when it starts. Its events have a method that is not documented. */
function startBrowser(): void {
  (chrome.runtime.onStartup as unknown as { dispatch(): void }).dispatch();
}
