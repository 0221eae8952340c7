import { TargetType, type Browser } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import { internalsUrl, stopWorker } from './harness/stop-worker';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

describe('an extension whose background is stopped again and again right after it was installed', () => {
  const { browser, site } = withBrowser(() => launchChromium({ installed: stopOften }));

  it('watches pages all the same, and stores what they do', async () => {
    const page = await browser.open(`${site.origin}/writer`);
    await page.evaluate(() => {
      for (let index = 0; index < 20; index += 1) localStorage.setItem('installed', String(index));
    });
    await waitFor('every write', async () => {
      const { records } = await browser.stored(site.origin);
      return records.filter(({ type }) => type === 'storage-write').length === 20;
    });
  });
});

async function stopOften(browser: Browser, extensionId: string): Promise<void> {
  const internals = await browser.newPage();
  await internals.goto(internalsUrl);
  const own = `chrome-extension://${extensionId}/`;
  for (let stop = 0; stop < 3; stop += 1) {
    const target = await browser.waitForTarget(
      (one) => one.type() === TargetType.SERVICE_WORKER && one.url().startsWith(own),
    );
    await stopWorker(internals, target);
    // A viewer that is opened starts it again.
    const viewer = await browser.newPage();
    await viewer.goto(`${own}popup/popup.html`);
    await viewer.close();
  }
  await internals.close();
}
