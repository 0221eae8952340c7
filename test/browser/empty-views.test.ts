import type { Page } from 'puppeteer-core';
import { describeInBoth } from './harness/both';
import type { Chromium } from './harness/chromium';
import type { Firefox } from './harness/firefox';
import { showList } from './harness/popup';
import { startSite, type Site } from './harness/site';
import { waitFor } from './harness/wait';

describeInBoth('views without a message', (launch) => {
  let browser: Chromium | Firefox;
  let site: Site;
  let inspector: Page;

  beforeAll(async () => {
    site = await startSite({
      '/a': '<!doctype html><title>a</title><script>addEventListener("storage", () => {})</script>',
    });
    browser = await launch();
    await browser.open(`${site.origin}/a`);
    inspector = await browser.openViewer(site.origin);
    await inspector.setViewport({ width: 900, height: 360 });
    await inspector.bringToFront();
    await inspector.waitForSelector('.view-connections');
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  async function says(text: string): Promise<void> {
    let seen = '';
    await waitFor(text, async () => {
      seen = (await inspector.$$eval('.empty p', (all) => all.map((one) => one.textContent))).join();
      return seen === text;
    }).catch(() => undefined);
    expect(seen).toBe(text);
  }

  it('say that another tab is needed where only one is open, and that there are none yet where two are', async () => {
    for (const view of ['timeline', 'messages'] as const) {
      await showList(inspector, view);
      await says('Only one tab is open. Open another to see messages between them.');
    }
    await browser.open(`${site.origin}/a`);
    await inspector.bringToFront();
    for (const view of ['timeline', 'messages', 'rates'] as const) {
      await showList(inspector, view);
      await says('No messages yet.');
    }
  });
});
