import browser, { type Scripting } from 'webextension-polyfill';
import { allSites, patternOf, type WatchList } from '../src/watch-list';

/** Chromium's match patterns may name a port, in scripting, tabs.query and permissions alike; Firefox's may not. */
export const portsInPatterns = !('getBrowserInfo' in browser.runtime);

export function ownPatterns(): readonly string[] {
  return browser.runtime.getManifest().host_permissions ?? [];
}

export function isGranted(origin: string): Promise<boolean> {
  return areGranted([patternOf(origin, false)]);
}

export function areGranted(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...patterns] });
}

/**
 * Registers the content scripts for what is listed and granted, and nothing else. The isolated one must run first, so that it hears the hello of the
 * other. Measured in Chromium 156: scripts of one call run in the alphabetical order of their ids, whatever the order in the call; scripts of separate
 * calls in the order of the calls; one that is updated alone moves behind the other; after a restart of the browser all are again in the order of
 * their ids. Firefox keeps the order of the call. Hence: both always in one call, `tabshark-content` before `tabshark-page` in both orders.
 */
export async function register(list: WatchList): Promise<void> {
  const matches = new Set(ownPatterns());
  if (list.all && (await areGranted(allSites))) for (const pattern of allSites) matches.add(pattern);
  for (const origin of list.added) {
    if (await isGranted(origin)) matches.add(patternOf(origin, portsInPatterns));
  }
  const shared = {
    matches: [...matches],
    excludeMatches: list.removed.map((origin) => patternOf(origin, portsInPatterns)),
    runAt: 'document_start' as const,
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  };
  const scripts: Scripting.RegisteredContentScript[] = [
    { ...shared, id: 'tabshark-content', js: ['content/main.js'], world: 'ISOLATED' },
    { ...shared, id: 'tabshark-page', js: ['page/main.js'], world: 'MAIN' },
  ];
  const known = new Set((await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id));
  if (scripts.every(({ id }) => known.has(id))) {
    await browser.scripting.updateContentScripts(scripts);
    return;
  }
  if (known.size > 0) await browser.scripting.unregisterContentScripts({ ids: [...known] });
  await browser.scripting.registerContentScripts(scripts);
}
