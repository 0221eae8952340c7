import browser from 'webextension-polyfill';
import { patternOf } from '../src/watch-list';
import { ownPatterns, portsInPatterns } from './registration';

/**
 * Starts watching in pages that are open already: partial, since the page's own code has run. The isolated script is told so by a global of
 * its world, and comes first, as at document_start.
 */
export async function startIn(origin: string): Promise<void> {
  await startInTabs([patternOf(origin, portsInPatterns)]);
}

/** After installation or an update: in every open page that is watched. Chromium does not do it by itself. */
export async function startInOwn(added: readonly string[]): Promise<void> {
  await startInTabs([...ownPatterns(), ...added.map((origin) => patternOf(origin, portsInPatterns))]);
}

async function startInTabs(patterns: readonly string[]): Promise<void> {
  for (const tab of await browser.tabs.query({ url: [...patterns] })) {
    // A discarded tab has no page; it is watched when it is loaded again.
    if (tab.id !== undefined && tab.discarded !== true) await startInTab(tab.id).catch(() => undefined);
  }
}

async function startInTab(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  const common = { target, injectImmediately: true };
  await browser.scripting.executeScript({
    ...common,
    func: () => {
      (globalThis as { tabsharkLate?: boolean }).tabsharkLate = true;
    },
  });
  await browser.scripting.executeScript({ ...common, files: ['content/main.js'] });
  await browser.scripting.executeScript({ ...common, files: ['page/main.js'], world: 'MAIN' });
}
