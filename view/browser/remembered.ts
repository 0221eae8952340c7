import browser from 'webextension-polyfill';
import { fields } from '../../src/record/parse';

/**
 * What viewers remember from one opening to the next: as their own storage holds it, read at once, before the
 * first paint. Private windows leave nothing behind.
 */
export function recall(key: string): { readonly [name: string]: unknown } {
  if (browser.extension.inIncognitoContext) return {};
  try {
    return fields(JSON.parse(localStorage.getItem(key) ?? '{}')) ?? {};
  } catch {
    // Edited by hand, or the browser blocks storage: as if nothing was remembered.
    return {};
  }
}

export function remember(key: string, value: { readonly [name: string]: unknown }): void {
  if (browser.extension.inIncognitoContext) return;
  try {
    localStorage.setItem(key, JSON.stringify({ ...recall(key), ...value }));
  } catch {
    // Full or blocked: the next opening begins as the first one.
  }
}

/** For every site, and for one. */
export const forAll = 'viewer';
const siteKey = 'site ';
export function forSite(origin: string): string {
  return siteKey + origin;
}

/** Origins of which something is remembered. */
export function sites(): string[] {
  return Object.keys(localStorage).flatMap((key) =>
    key.startsWith(siteKey) ? [key.slice(siteKey.length)] : [],
  );
}
