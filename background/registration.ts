import browser, { type Scripting } from 'webextension-polyfill';
import { covers, isWatchable, patternOf, type WatchList } from '../src/watch-list';

/** Chromium's match patterns may name a port. */
export const portsInPatterns = !('getBrowserInfo' in browser.runtime);

export function ownPatterns(): readonly string[] {
  return browser.runtime.getManifest().host_permissions ?? [];
}

export function isGranted(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [patternOf(origin, false)] });
}

/** On the watch list: named by the user, or covered by the manifest and not taken off. */
export function isListed(list: WatchList, origin: string): boolean {
  if (list.added.includes(origin)) return true;
  return !list.removed.includes(origin) && ownPatterns().some((pattern) => covers(pattern, origin));
}

/**
 * Registers the content scripts for what is listed and granted, and nothing else. The two run in the order of their registration, the
 * isolated one first, so that it hears the hello of the other (tested in test/browser).
 */
export async function register(list: WatchList): Promise<void> {
  const granted: string[] = [];
  for (const origin of list.added) {
    if (isWatchable(origin) && (await isGranted(origin))) granted.push(patternOf(origin, portsInPatterns));
  }
  const matches = [...ownPatterns(), ...granted.filter((pattern) => !ownPatterns().includes(pattern))];
  const excludeMatches = list.removed.filter(isWatchable).map((origin) => patternOf(origin, portsInPatterns));
  const shared = {
    matches,
    excludeMatches,
    runAt: 'document_start',
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  } as const;
  const scripts: Scripting.RegisteredContentScript[] = [
    {
      ...shared,
      id: 'tabshark-content',
      js: ['content/main.js'],
      world: 'ISOLATED',
      matches,
      excludeMatches,
    },
    { ...shared, id: 'tabshark-page', js: ['page/main.js'], world: 'MAIN', matches, excludeMatches },
  ];
  const known = new Set((await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id));
  if (scripts.every(({ id }) => known.has(id))) await browser.scripting.updateContentScripts(scripts);
  else {
    if (known.size > 0) await browser.scripting.unregisterContentScripts();
    await browser.scripting.registerContentScripts(scripts);
  }
}
