import type { Page } from 'puppeteer-core';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { showList } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';

describeInBoth('views without a message', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/a': '<!doctype html><title>a</title><script>addEventListener("storage", () => {})</script>',
    }),
  );
  let inspector: Page;

  beforeAll(async () => {
    await browser.open(`${site.origin}/a`);
    inspector = await browser.openViewer(site.origin);
    await inspector.setViewport({ width: 900, height: 360 });
    await inspector.bringToFront();
    await inspector.waitForSelector('.view-connections');
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
