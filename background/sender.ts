import type { Runtime } from 'webextension-polyfill';
import type { Claims } from '../src/protocol/background';
import type { Context } from '../src/record';

/** Chromium tells more of a sender than the polyfill's types know. */
interface Sender extends Runtime.MessageSender {
  readonly origin?: string;
  readonly documentId?: string;
}

/** Who is at a port's other end: the browser's word where it has one, the document's own for the rest. */
export function senderOf(port: Runtime.Port, claims: Claims): Context {
  const sender: Sender = port.sender ?? {};
  const url = sender.url ?? claims.url;
  return {
    id: claims.context,
    // about:blank, srcdoc and blob: frames have their creator's origin, which only `origin` tells; Firefox does not have it.
    origin: sender.origin ?? (hasOwnOrigin(url) ? new URL(url).origin : claims.origin),
    url,
    title: claims.title,
    favicon: '',
    tab: sender.tab?.id ?? null,
    frame: sender.frameId ?? null,
    document: sender.documentId ?? null,
    topOrigin: topOrigin(sender) ?? claims.topOrigin,
    incognito: sender.tab?.incognito ?? false,
    partial: claims.partial,
    created: claims.created,
  };
}

/** What is known of a document that went away before the background could ask the browser. */
export function unseenContext(claims: Claims): Context {
  const { context: id, origin, url, title, topOrigin, partial, created } = claims;
  const unknown = { favicon: '', tab: null, frame: null, document: null, incognito: false };
  return { id, origin, url, title, topOrigin, partial, created, ...unknown };
}

function hasOwnOrigin(url: string): boolean {
  return /^https?:/.test(url) && URL.canParse(url);
}

function topOrigin({ tab }: Sender): string | undefined {
  return tab?.url !== undefined && hasOwnOrigin(tab.url) ? new URL(tab.url).origin : undefined;
}
