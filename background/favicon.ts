import browser from 'webextension-polyfill';
import type { Context } from '../src/record/record';
import { parseFavicon } from '../src/record/record-parts-parse';

/** One look at an origin serves all its frames for so many milliseconds. */
const lookAgainAfter = 1_000;
const maxKept = 200;
const kept = new Map<string, { readonly at: number; readonly icon: Promise<string> }>();

/**
 * A page's icon as a data: URL, '' if none is known. Never fetched from the network: Firefox tells it as a
 * data: URL, Chromium keeps it for its own use and hands it out under our own address (permission `favicon`).
 */
export function faviconOf({ origin, url, tab }: Context): Promise<string> {
  const now = Date.now();
  const known = kept.get(origin);
  if (known && now - known.at < lookAgainAfter) return known.icon;
  const icon = (hasFaviconPermission() ? fromOwnAddress(url) : fromTab(tab)).catch(() => '');
  if (kept.size >= maxKept) kept.clear();
  kept.set(origin, { at: now, icon });
  return icon;
}

function hasFaviconPermission(): boolean {
  return browser.runtime.getManifest().permissions?.includes('favicon') === true;
}

async function fromTab(tab: number | null): Promise<string> {
  const icon = tab === null ? undefined : (await browser.tabs.get(tab)).favIconUrl;
  return parseFavicon(icon) ?? '';
}

async function fromOwnAddress(url: string): Promise<string> {
  const [icon, none] = await Promise.all([stored(url), stored(unknownPage)]);
  return icon === none ? '' : icon;
}

/** For a page without an icon Chromium gives its grey globe. */
const unknownPage = 'http://unknown.invalid/';

async function stored(url: string): Promise<string> {
  const address = `_favicon/?pageUrl=${encodeURIComponent(url)}&size=16`;
  const response = await fetch(browser.runtime.getURL(address));
  return response.ok ? dataUrl(await response.blob()) : '';
}

async function dataUrl(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let characters = '';
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return `data:${blob.type || 'image/png'};base64,${btoa(characters)}`;
}
