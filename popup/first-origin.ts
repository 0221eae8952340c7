import browser from 'webextension-polyfill';
import type { Database } from '../store/database';
import { webOrigin } from '../src/web-origin';
import { latestOrigin } from '../view/browser/latest-origin';

/**
 * The origin to begin with: the one in the popup's own address, else the current tab's (activeTab lets the
 * popup see it), else the one that had records last. '' for a page that has none.
 */
export async function firstOrigin(database: Promise<Database>, search: string): Promise<string> {
  const named = new URLSearchParams(search).get('origin');
  if (named !== null) return named;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const url = tab?.url ?? '';
  const own = webOrigin(url);
  if (own !== null) return own;
  if (url !== '' && !url.startsWith(browser.runtime.getURL(''))) return '';
  return latestOrigin(await database);
}
