import type { Page } from 'puppeteer-core';
import type { Driver } from './driver';

/** Has an origin watched that the extension was not granted yet, by the button in a viewer of it. */
export async function watch(browser: Driver, viewer: Page, origin: string): Promise<void> {
  await browser.grant(`${origin.replace(/:\d+$/, '')}/*`);
  await viewer.click('.empty .watch');
  await viewer.waitForSelector('.toolbar .unwatch');
}
