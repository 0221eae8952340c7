import type { Context } from '../record/record';
import { isWatchable } from '../protocol/watch-list';

/**
 * The site's origin that a document belongs to. A sandboxed frame and one with a data: URL have none of their
 * own: that of its address, else that of the nearest document around it with one (`within`), else that of its
 * tab.
 */
export function ownerOf({ origin, url, topOrigin }: Owned, within: string): string {
  if (isWatchable(origin)) return origin;
  return [originOf(url), within, topOrigin].find(isWatchable) ?? origin;
}

/**
 * Whether a document without an origin of its own is to be cleared with a site: it comes from there, or is in
 * one of its tabs.
 */
export function isOpaqueOf({ origin, url, topOrigin }: Owned, site: string): boolean {
  return !isWatchable(origin) && (topOrigin === site || originOf(url) === site);
}

type Owned = Pick<Context, 'origin' | 'url' | 'topOrigin'>;

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
