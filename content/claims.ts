import type { Claims } from '../src/protocol/background';
import { documentTitle, documentUrl } from './facts';

/**
 * What this document says of itself when it connects; the background believes the browser where that knows it
 * too.
 */
export function claimsOf(partial: boolean, created: number, replaces: string | null): Claims {
  // Not in every browser; the nearest first.
  const ancestors = [...((location as { ancestorOrigins?: Iterable<string> }).ancestorOrigins ?? [])];
  return {
    context: randomId(),
    origin: self.origin,
    url: documentUrl(),
    topOrigin: ancestors.at(-1) ?? (window === top ? self.origin : ''),
    within: ancestors.find((origin) => origin !== 'null') ?? '',
    title: documentTitle(),
    partial,
    created,
    replaces,
    read: false,
  };
}

/** 128 random bits; crypto.randomUUID is missing on http pages. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
