import type { Channel, Record } from '../../record/record';
import { urlWithoutQuery } from '../../shown/url-names';

/** Sockets of one address, whatever their queries: those often hold a token that is another each time. */
export function addressOf({ name }: Channel): string {
  return urlWithoutQuery(name);
}

/** A channel of all sockets of its address. */
export function withoutQuery(channel: Channel): Channel {
  return { ...channel, name: addressOf(channel) };
}

/** Codes with which a page or a server ends a socket on purpose (RFC 6455, 7.4.1). */
const regular: ReadonlySet<number | undefined> = new Set([1000, 1001, 1005]);

/** Neither the page nor the server ended it on purpose, as far as its code tells. */
export function isAbnormal({ code }: { readonly code?: number }): boolean {
  return !regular.has(code);
}

export type OfSocket = Record & { readonly object: number };

export function socketOf({ context, object }: OfSocket): string {
  return `${context}/${object}`;
}
