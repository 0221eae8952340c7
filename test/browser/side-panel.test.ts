import type { Page } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import { findRow, showRawRecords } from './harness/popup';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

// In Chromium alone, which has this API.
describe('the side panel', () => {
  const { browser, site } = withBrowser(launchChromium);
  let page: Page;
  let panel: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/one`);
  });

  const origin = (): Promise<string | undefined> =>
    panel.$eval('.picker .origin', (current) => (current as HTMLElement).dataset.origin);

  it('is one click away from the popup, shows the site of the tab, and stays', async () => {
    const popup = await browser.openRealPopup(page);
    await popup.waitForSelector('.in-side');
    await popup.click('.in-side');
    const target = await browser.browser.waitForTarget((one) => one.url().endsWith('/side/side.html'));
    panel = await target.asPage();
    await panel.waitForSelector('.picker .origin');
    expect(await origin()).toBe(site.origin);
    await page.evaluate(() => {
      localStorage.setItem('beside', '1');
    });
    await showRawRecords(panel);
    await findRow(panel, { type: 'storage-write', key: 'beside' });
  });

  it('follows the tab to another site', async () => {
    const other = site.at('127.0.0.1');
    await page.goto(`${other}/two`);
    await waitFor('the other site', async () => (await origin()) === other);
    await page.evaluate(() => {
      localStorage.setItem('elsewhere', '1');
    });
    await findRow(panel, { type: 'storage-write', key: 'elsewhere' });
  });
});
