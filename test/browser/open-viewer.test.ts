import type { Page } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import { countOf, findRow } from './harness/popup';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

// In Chromium alone: its driver runs code in the background.
describe('a viewer that is open', () => {
  const { browser, site } = withBrowser(launchChromium);
  let popup: Page;
  let page: Page;

  beforeAll(async () => {
    popup = await browser.openPopup(site.origin);
    page = await browser.open(`${site.origin}/writer`);
  });

  const write = (key: string): Promise<void> =>
    page.evaluate((name) => {
      localStorage.setItem(name, '1');
    }, key);

  const stored = (key: string): Promise<boolean> =>
    waitFor(`${key} to be stored`, async () =>
      (await browser.stored(site.origin)).records.some(
        (record) => record.type === 'storage-write' && record.key === key,
      ),
    );

  it('shows what was committed last before the background was stopped, which did not come to tell of it', async () => {
    await write('told');
    await findRow(popup, { key: 'told' });
    const before = await countOf(popup);
    await (
      await browser.background()
    ).evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => undefined;
    });
    await write('untold');
    await stored('untold');
    expect(await countOf(popup)).toBe(before);
    await browser.stopBackground();
    await findRow(popup, { key: 'untold' });
  });

  it('goes on with what comes after everything was cleared, as it is when the browser starts', async () => {
    const worker = await browser.background();
    // A run of the extension that nobody has begun begins with the next start of its background.
    await worker.evaluate(() => chrome.storage.session.clear());
    await browser.stopBackground();
    await write('wakes it');
    await waitFor(
      'no record to be left but those that came meanwhile',
      async () => (await countOf(popup)) < 5,
    );
    await write('after all was cleared');
    await stored('after all was cleared');
    await findRow(popup, { key: 'after all was cleared' });
    await waitFor(
      'the count of all that is stored',
      async () => (await browser.stored(site.origin)).records.length === (await countOf(popup)),
    );
  });

  it('shows nothing any more of what was cleared by a background that was stopped before it could tell', async () => {
    await write('old');
    await findRow(popup, { key: 'old' });
    await (
      await browser.background()
    ).evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => undefined;
    });
    const other = await browser.extensionPage();
    await other.evaluate((origin) => chrome.runtime.sendMessage({ type: 'clear', origin }), site.origin);
    await waitFor('the store to be empty', async () => {
      const { records } = await browser.stored(site.origin);
      return records.length === 0;
    });
    await browser.stopBackground();
    await waitFor('no record to be left', async () => (await countOf(popup)) === 0);
  });
});
