import browser from 'webextension-polyfill';
import type { Database } from '../store/database';
import { webOrigin } from '../src/web-origin';
import { latestOrigin } from '../view/browser/latest-origin';

/** The tab that these DevTools are of, as browser.tabs numbers it. */
export function inspectedTab(): number {
  return browser.devtools.inspectedWindow.tabId;
}

/**
 * The origin of the tab's document; null where it has none that can be watched. Needs no permission for the
 * site.
 */
async function inspectedOrigin(): Promise<string | null> {
  const [origin] = await browser.devtools.inspectedWindow.eval('location.origin');
  return webOrigin(origin);
}

/** That origin, else the one that had records last. */
export async function firstOrigin(database: Promise<Database>): Promise<string> {
  return (await inspectedOrigin()) ?? (await latestOrigin(await database));
}

/** Hears of the origin of each document that the tab goes on to. */
export function followInspected(heard: (origin: string) => void): void {
  browser.devtools.network.onNavigated.addListener((url) => {
    const origin = webOrigin(url);
    if (origin !== null) heard(origin);
  });
}
