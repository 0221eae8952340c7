import browser from 'webextension-polyfill';
import { allSites, patternOf, type WatchList } from '../src/protocol/watch-list';
import { ownPatterns, portsInPatterns } from './registration';

/**
 * Starts watching in pages that are open already: partial, since the page's own code has run. The isolated
 * script is told so by a global of its world, and comes first, as at document_start. Frames that are not to
 * be watched are told to stop when they connect.
 */
export function startIn(origins: readonly string[]): Promise<void> {
  return startInPatterns(origins.map((origin) => patternOf(origin, portsInPatterns)));
}

/** After installation or an update: in every open page that is watched. Chromium does not do it by itself. */
export function startInWatched({ all, added }: WatchList): Promise<void> {
  if (all) return startInPatterns(allSites);
  return startInPatterns([...ownPatterns(), ...added.map((origin) => patternOf(origin, portsInPatterns))]);
}

/** In every open page that one of the match patterns covers. */
export async function startInPatterns(patterns: readonly string[]): Promise<void> {
  if (patterns.length === 0) return;
  const tabs = await browser.tabs.query({ url: [...patterns] });
  // A discarded tab has no page; it is watched when it is loaded again.
  const ids = tabs.filter(({ discarded }) => discarded !== true).map(({ id }) => id);
  // Rejected where the tab is gone by now or shows an error page: there is nothing to watch.
  await Promise.allSettled(ids.filter((id) => id !== undefined).map(startInTab));
}

async function startInTab(tabId: number): Promise<void> {
  const common = { target: { tabId, allFrames: true }, injectImmediately: true };
  await browser.scripting.executeScript({ ...common, func: markLate });
  await browser.scripting.executeScript({ ...common, files: ['content/main.js'] });
  await browser.scripting.executeScript({ ...common, files: ['page/main.js'], world: 'MAIN' });
}

/** Runs in the page's isolated world. */
function markLate(): void {
  (globalThis as { tabsharkLate?: boolean }).tabsharkLate = true;
}
