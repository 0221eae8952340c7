import { fields, list, text } from './parse';

/** The user's word on which sites are watched, beside the manifest's host permissions. */
export interface WatchList {
  /** Origins. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What is no origin (storage is edited by hand at times) is left out: one bad pattern would keep all from being registered. */
export function parseWatchList(value: unknown): WatchList {
  const given = fields(value);
  const origins = (listed: unknown): string[] => list(listed, text)?.filter(isWatchable) ?? [];
  return { added: origins(given?.added), removed: origins(given?.removed) };
}

/** `withPort` as in patternOf: where patterns have no ports, all ports of a host are one entry. */
export function withOrigin({ added, removed }: WatchList, origin: string, withPort: boolean): WatchList {
  return {
    added: [...without(added, origin, withPort), origin],
    removed: without(removed, origin, withPort),
  };
}

export function withoutOrigin({ added, removed }: WatchList, origin: string, withPort: boolean): WatchList {
  return {
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

/** Whether an origin is to be watched: the user's word first, then the manifest's own patterns. */
export function isListed(
  { added, removed }: WatchList,
  own: readonly string[],
  origin: string,
  withPort: boolean,
): boolean {
  const same = (one: string): boolean => isSameSite(one, origin, withPort);
  return added.some(same) || (!removed.some(same) && own.some((pattern) => covers(pattern, origin)));
}

/** Only pages of these schemes can be watched. */
export function isWatchable(origin: string): boolean {
  return /^https?:\/\/[^/*]+$/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

/**
 * The match pattern of an origin's pages. Chromium's may name a port; Firefox's may not, so that there all ports of a host are one
 * (MDN, Match patterns). Permissions are asked for without it in both.
 */
export function patternOf(origin: string, withPort: boolean): string {
  const { protocol, hostname, port } = new URL(origin);
  return `${protocol}//${hostname}${withPort && port ? `:${port}` : ''}/*`;
}

/** Whether one of the manifest's own patterns covers an origin: scheme and host, where the host may begin with `*.`. */
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
