import { TargetType, type Browser, type Page } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import type { Driver } from './harness/driver';
import { describeInFirefox, launchFirefox } from './harness/firefox';
import { internalsUrl, stopWorker } from './harness/stop-worker';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

const stops = 3;

describe('an extension whose background is stopped again and again right after it was installed, in Chromium', () => {
  watchesAllTheSame(() => launchChromium({ installed: stopOften }));
});

describeInFirefox(
  'an extension whose background is stopped again and again right after it was installed, in Firefox',
  () => {
    watchesAllTheSame(() => launchFirefox({ installed: stopOftenInFirefox }));
  },
);

function watchesAllTheSame(launch: () => Promise<Driver>): void {
  const { browser, site } = withBrowser(launch);

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
}

async function stopOften(browser: Browser, extensionId: string): Promise<void> {
  const internals = await browser.newPage();
  await internals.goto(internalsUrl);
  const own = `chrome-extension://${extensionId}/`;
  for (let stop = 0; stop < stops; stop += 1) {
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

async function stopOftenInFirefox(
  stop: () => Promise<void>,
  open: (file: string) => Promise<Page>,
): Promise<void> {
  for (let count = 0; count < stops; count += 1) {
    await stop();
    const viewer = await open('popup/popup.html');
    await viewer.close();
  }
}
