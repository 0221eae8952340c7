import { TargetType, type Browser } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import { startSite } from './harness/site';
import { internalsUrl, stopWorker } from './harness/stop-worker';
import { waitFor } from './harness/wait';

describe('an extension whose background is stopped again and again right after it was installed', () => {
  it('watches pages all the same, and stores what they do', async () => {
    const site = await startSite();
    const chromium = await launchChromium({ installed: stopOften });
    try {
      const page = await chromium.open(`${site.origin}/writer`);
      await page.evaluate(() => {
        for (let index = 0; index < 20; index += 1) localStorage.setItem('installed', String(index));
      });
      await waitFor('every write', async () => {
        const { records } = await chromium.stored(site.origin);
        return records.filter(({ type }) => type === 'storage-write').length === 20;
      });
    } finally {
      await chromium.close();
      await site.close();
    }
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
