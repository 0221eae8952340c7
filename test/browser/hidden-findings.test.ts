import type { Page } from 'puppeteer-core';
import { openOptions } from './harness/options';
import { reloadOwn, showList } from './harness/popup';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('a finding that the user does not want to see', (launch) => {
  const { browser, site } = withBrowser(launch);
  let inspector: Page;

  beforeAll(async () => {
    const page = await browser.open(`${site.origin}/one`);
    inspector = await browser.openPopup(site.origin);
    await inspector.setViewport({ width: 1_280, height: 800 });
    await page.evaluate(() => {
      try {
        new BroadcastChannel('app').postMessage(() => undefined);
      } catch {
        // What is to be found.
      }
    });
    await showList(inspector, 'findings');
  });

  const isListed = async (): Promise<boolean> => (await inspector.$('.row[data-code="B10"]')) !== null;

  it('goes for the site, after a reload too', async () => {
    await waitFor('the finding', isListed);
    await inspector.click('.row[data-code="B10"]');
    await inspector.waitForSelector('.never .menu-face');
    await inspector.click('.never .menu-face');
    await inspector.click('.never-code');
    await waitFor('none', async () => !(await isListed()));
    await reloadOwn(inspector);
    await inspector.waitForSelector('.empty, .row');
    await waitFor('the rest of the history', async () =>
      inspector.$eval('.status .checked', (text) => /[1-9]/.test(text.textContent)),
    );
    expect(await isListed()).toBe(false);
  });

  it('comes back by the options', async () => {
    const options = await openOptions(browser);
    await options.waitForSelector('.show-again');
    await options.click('.show-again');
    await waitFor('none to be hidden', async () => (await options.$('.show-again')) === null);
    await options.close();
    await reloadOwn(inspector);
    await waitFor('the finding', isListed);
  });
});
