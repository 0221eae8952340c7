import type { Page } from 'puppeteer-core';
import { findRow, rowsOf } from './harness/popup';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('watching a site that was not granted', (launch) => {
  const { browser, site } = withBrowser(launch);
  let page: Page;
  let other: Page;
  let popup: Page;
  let origin: string;

  beforeAll(async () => {
    origin = site.at('app.test');
    page = await browser.open(`${origin}/a`);
    other = await browser.open(`${origin}/b`);
    popup = await browser.openPopup(origin);
  });

  /** Our proxies can be told from natives by one line on the stack of what they throw, and by that alone. */
  const hooked = (of: Page): Promise<boolean> =>
    of.evaluate(() => {
      const lines = (call: (none: string) => unknown): number => {
        try {
          call(Object.create(null) as string);
        } catch (error) {
          return String((error as Error).stack)
            .trim()
            .split('\n').length;
        }
        throw new Error('what can not be a string must throw');
      };
      return lines((none) => localStorage.setItem(none, '')) > lines((none) => document.createElement(none));
    });

  it('begins with a sentence and a button, and nothing of ours in the page', async () => {
    await popup.waitForSelector('.empty .watch');
    expect(await popup.$eval('.empty p', (text) => text.textContent)).toContain("isn't watching");
    expect(await hooked(page)).toBe(false);
    await page.evaluate(() => {
      localStorage.setItem('unseen', '1');
    });
    expect((await browser.stored(origin)).records).toEqual([]);
  });

  it('goes from one click to rows, without reloading anything', async () => {
    await browser.grant(`${origin.replace(/:\d+$/, '')}/*`);
    await popup.click('.empty .watch');
    await popup.waitForSelector('.toolbar .unwatch');
    await page.bringToFront();
    await waitFor('a write to be seen', async () => {
      await page.evaluate(() => {
        localStorage.setItem('seen', String(Math.random()));
      });
      return (await rowsOf(popup)).some(({ type, key }) => type === 'storage-write' && key === 'seen');
    });
    await findRow(popup, { type: 'storage-event', key: 'seen', url: `${origin}/a` });
    expect(await hooked(page)).toBe(true);
  });

  it('says that pages which were open before are half seen, and offers to reload them', async () => {
    await popup.waitForSelector('.notice .reload');
    const loaded = other.waitForNavigation();
    await popup.click('.notice .reload');
    await loaded;
    await waitFor('the notice to go', async () => (await popup.$('.notice .reload')) === null);
  });

  it('shows on the toolbar button that the tab is watched', async () => {
    await waitFor('a badge', async () => {
      const own = await browser.extensionPage();
      return own.evaluate(async (url) => {
        // Firefox's patterns name no port.
        const tab = (await chrome.tabs.query({})).find((one) => one.url === url);
        return tab?.id !== undefined && (await chrome.action.getBadgeText({ tabId: tab.id })) !== '';
      }, `${origin}/b`);
    });
  });

  it('takes everything back when watching stops', async () => {
    await popup.click('.toolbar .unwatch');
    await popup.waitForSelector('.toolbar .watch');
    await waitFor('the hooks to be gone', async () => !(await hooked(page)));
    const before = (await browser.stored(origin)).records.length;
    await page.evaluate(() => {
      localStorage.setItem('afterwards', '1');
    });
    await page.reload();
    const own = await browser.extensionPage();
    expect(
      await own.evaluate(
        (pattern) => chrome.permissions.contains({ origins: [pattern] }),
        `${origin.replace(/:\d+$/, '')}/*`,
      ),
    ).toBe(false);
    expect(
      (await browser.stored(origin)).records.slice(before).filter(({ type }) => type !== 'lifecycle'),
    ).toEqual([]);
  });
});
