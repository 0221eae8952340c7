import browser, { type Scripting } from 'webextension-polyfill';
import { allSites, patternOf, type WatchList } from '../src/protocol/watch-list';
import { isPrivate } from './user';

/**
 * Chromium's match patterns may name a port, in scripting, tabs.query and permissions alike; Firefox's may
 * not.
 */
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
 * Registers the content scripts for what is listed and granted, and nothing else. The isolated one must run
 * first, so that it hears the hello of the other. Measured in Chromium 156: scripts of one call run in the
 * alphabetical order of their ids, whatever the order in the call; scripts of separate calls in the order of
 * the calls; one that is updated alone moves behind the other; after a restart of the browser all are again
 * in the order of their ids. Firefox keeps the order of the call. Hence: both always in one call,
 * `tabshark-content` before `tabshark-page` in both orders.
 */
export async function register(list: WatchList): Promise<void> {
  const matches = new Set(ownPatterns());
  if (list.all && (await areGranted(allSites))) for (const pattern of allSites) matches.add(pattern);
  for (const origin of list.added) {
    if (await isGranted(origin)) matches.add(patternOf(origin, portsInPatterns));
  }
  if (isPrivate) return registerPrivate([...matches]);
  const excludeMatches = list.removed.map((origin) => patternOf(origin, portsInPatterns));
  const scripts = scriptsFor('tabshark', [...matches], excludeMatches, true);
  const known = new Set((await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id));
  if (scripts.every(({ id }) => known.has(id))) {
    await browser.scripting.updateContentScripts(scripts);
    return;
  }
  const own = scripts.map(({ id }) => id).filter((id) => known.has(id));
  if (own.length > 0) await browser.scripting.unregisterContentScripts({ ids: own });
  await browser.scripting.registerContentScripts(scripts);
}

/**
 * What is registered holds in all windows: that of the other background stays as it is, and nothing of the
 * private ones gets on the disk. In a window that is not private the other background stops the scripts
 * again.
 */
async function registerPrivate(matches: readonly string[]): Promise<void> {
  const known = await browser.scripting.getRegisteredContentScripts();
  const own = known.filter(({ id }) => id.startsWith(privatePrefix));
  const others = new Set(known.filter((script) => !own.includes(script)).flatMap((script) => script.matches));
  const missing = matches.filter((pattern) => !others.has(pattern));
  if (own.length > 0) await browser.scripting.unregisterContentScripts({ ids: own.map(({ id }) => id) });
  if (missing.length > 0)
    await browser.scripting.registerContentScripts(scriptsFor(privatePrefix, missing, [], false));
}

const privatePrefix = 'tabshark-private';

function scriptsFor(
  prefix: string,
  matches: string[],
  excludeMatches: string[],
  persistAcrossSessions: boolean,
): Scripting.RegisteredContentScript[] {
  const shared = {
    matches,
    excludeMatches,
    runAt: 'document_start' as const,
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions,
  };
  return [
    { ...shared, id: `${prefix}-content`, js: ['content/main.js'], world: 'ISOLATED' },
    { ...shared, id: `${prefix}-page`, js: ['page/main.js'], world: 'MAIN' },
  ];
}
