import browser from 'webextension-polyfill';
import type { Database } from '../store/database';
import { webOrigin } from '../src/web-origin';
import { latestOrigin } from '../view/browser/latest-origin';

/**
 * The origin of the window's active tab; null where the browser does not say: a page that nobody may look
 * into.
 */
export async function activeOrigin(): Promise<string | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return webOrigin(tab?.url);
}

/** That origin, else the one that had records last. */
export async function firstOrigin(database: Promise<Database>): Promise<string> {
  return (await activeOrigin()) ?? (await latestOrigin(await database));
}

/** Hears of another origin in the active tab: another tab, or the same one at another address. */
export function followActiveTab(heard: (origin: string) => void): void {
  async function look(): Promise<void> {
    const origin = await activeOrigin();
    if (origin !== null) heard(origin);
  }
  browser.tabs.onActivated.addListener(() => void look());
  browser.tabs.onUpdated.addListener((_tab, change) => {
    if (change.url !== undefined || change.status === 'complete') void look();
  });
}
