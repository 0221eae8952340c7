import type { Page } from 'puppeteer-core';
import type { Chromium } from './chromium';

/** Has an origin watched that the extension was not granted yet, by the button in a viewer of it. */
export async function watch(chromium: Chromium, viewer: Page, origin: string): Promise<void> {
  await chromium.grant(`${origin.replace(/:\d+$/, '')}/*`);
  await viewer.click('.empty .watch');
  await viewer.waitForSelector('.toolbar .unwatch');
}
