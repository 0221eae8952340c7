import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from './harness/chromium';
import { openOptions } from './harness/options';
import { showList } from './harness/popup';
import { startSite, type Site } from './harness/site';
import { waitFor } from './harness/wait';

describe('a finding that the user does not want to see', () => {
  let chromium: Chromium;
  let site: Site;
  let inspector: Page;

  beforeAll(async () => {
    site = await startSite();
    chromium = await launchChromium();
    const page = await chromium.open(`${site.origin}/one`);
    inspector = await chromium.openPopup(site.origin);
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

  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  const isListed = async (): Promise<boolean> => (await inspector.$('.row[data-code="B10"]')) !== null;

  it('goes for the site, after a reload too', async () => {
    await waitFor('the finding', isListed);
    await inspector.click('.row[data-code="B10"]');
    await inspector.waitForSelector('.never .menu-face');
    await inspector.click('.never .menu-face');
    await inspector.click('.never-code');
    await waitFor('none', async () => !(await isListed()));
    await inspector.reload();
    await inspector.waitForSelector('.empty, .row');
    await waitFor('the rest of the history', async () =>
      inspector.$eval('.status .checked', (text) => /[1-9]/.test(text.textContent)),
    );
    expect(await isListed()).toBe(false);
  });

  it('comes back by the options', async () => {
    const options = await openOptions(chromium);
    await options.waitForSelector('.show-again');
    await options.click('.show-again');
    await waitFor('none to be hidden', async () => (await options.$('.show-again')) === null);
    await options.close();
    await inspector.reload();
    await waitFor('the finding', isListed);
  });
});
