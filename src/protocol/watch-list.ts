import { fields, flag, list, text } from '../record/parse';

/** Where the list was in storage.local before it was in the store. */
export const watchListKey = 'watch';

/** The match patterns of all pages that can be watched. */
export const allSites = ['http://*/*', 'https://*/*'] as const;

/** The user's word on which sites are watched, beside the manifest's host permissions. */
export interface WatchList {
  /** All sites are watched, but for the removed ones. */
  readonly all: boolean;
  /** Origins. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * What is no origin (storage is edited by hand at times) is left out: one bad pattern would keep all from
 * being registered.
 */
export function parseWatchList(value: unknown): WatchList {
  const given = fields(value);
  const origins = (listed: unknown): string[] => list(listed, text)?.filter(isWatchable) ?? [];
  return { all: flag(given?.all) ?? false, added: origins(given?.added), removed: origins(given?.removed) };
}

/** `withPort` as in patternOf: where patterns have no ports, all ports of a host are one entry. */
export function withOrigin({ all, added, removed }: WatchList, origin: string, withPort: boolean): WatchList {
  return {
    all,
    added: [...without(added, origin, withPort), origin],
    removed: without(removed, origin, withPort),
  };
}

export function withoutOrigin(
  { all, added, removed }: WatchList,
  origin: string,
  withPort: boolean,
): WatchList {
  return {
    all,
    added: without(added, origin, withPort),
    removed: [...without(removed, origin, withPort), origin],
  };
}

function without(origins: readonly string[], origin: string, withPort: boolean): string[] {
  return origins.filter((one) => !isSameSite(one, origin, withPort));
}

function isSameSite(a: string, b: string, withPort: boolean): boolean {
  return patternOf(a, withPort) === patternOf(b, withPort);
}

/**
 * Whether an origin is to be watched: the user's word on it first, then that on all sites and the manifest's
 * own patterns.
 */
export function isListed(
  { all, added, removed }: WatchList,
  own: readonly string[],
  origin: string,
  withPort: boolean,
): boolean {
  const same = (one: string): boolean => isSameSite(one, origin, withPort);
  return added.some(same) || (!removed.some(same) && (all || own.some((pattern) => covers(pattern, origin))));
}

/** Only pages of these schemes can be watched. */
export function isWatchable(origin: string): boolean {
  return /^https?:\/\/[^/*]+$/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

/**
 * The match pattern of an origin's pages. Chromium's may name a port; Firefox's may not, so that there all
 * ports of a host are one (MDN, Match patterns). Permissions are asked for without it in both.
 */
export function patternOf(origin: string, withPort: boolean): string {
  const { protocol, hostname, port } = new URL(origin);
  return `${protocol}//${hostname}${withPort && port ? `:${port}` : ''}/*`;
}

/**
 * Whether one of the manifest's own patterns covers an origin: scheme and host, where the host may begin with
 * `*.`.
 */
export function covers(pattern: string, origin: string): boolean {
  const match = /^(\*|https?):\/\/(\*|\*\.[^/*]+|[^/*]+)\/\*$/.exec(pattern);
  if (!match) return false;
  const [, scheme = '', host = ''] = match;
  const { protocol, hostname } = new URL(origin);
  if (scheme !== '*' && `${scheme}:` !== protocol) return false;
  if (host === '*') return true;
  if (!host.startsWith('*.')) return host === hostname;
  return hostname === host.slice(2) || hostname.endsWith(host.slice(1));
}
