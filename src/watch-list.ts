import { fields, list, text } from './parse';

/** The user's word on which sites are watched, beside the manifest's host permissions. */
export interface WatchList {
  /** Origins. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export function parseWatchList(value: unknown): WatchList {
  const given = fields(value);
  return { added: list(given?.added, text) ?? [], removed: list(given?.removed, text) ?? [] };
}

export function withOrigin({ added, removed }: WatchList, origin: string): WatchList {
  return {
    added: [...added.filter((one) => one !== origin), origin],
    removed: removed.filter((one) => one !== origin),
  };
}

export function withoutOrigin({ added, removed }: WatchList, origin: string): WatchList {
  return {
    added: added.filter((one) => one !== origin),
    removed: [...removed.filter((one) => one !== origin), origin],
  };
}

/** Only pages of these schemes can be watched. */
export function isWatchable(origin: string): boolean {
  return /^https?:\/\/[^/]+$/.test(origin) && URL.canParse(origin);
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
