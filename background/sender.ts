import browser, { type Runtime } from 'webextension-polyfill';
import type { Claims } from '../src/protocol/background';
import type { Browser, Context } from '../src/record/record';
import { keepTitle, keepUrl } from '../src/record/text';
import { withoutUserInfo } from '../src/record/user-info';

/** Chromium tells more of a sender than the polyfill's types know. */
interface Sender extends Runtime.MessageSender {
  readonly origin?: string;
  readonly documentId?: string;
}

const ownBrowser: Browser = browser.runtime.getURL('').startsWith('moz-') ? 'firefox' : 'chromium';

/** Who is at a port's other end: the browser's word where it has one, the document's own for the rest. */
export function senderOf(port: Runtime.Port, claims: Claims): Context {
  const sender: Sender = port.sender ?? {};
  const url = sender.url ?? claims.url;
  // about:blank, srcdoc and blob: frames have their creator's origin, which only `origin` tells.
  const origin = sender.origin ?? (hasOwnOrigin(url) ? new URL(url).origin : claims.origin);
  return {
    id: claims.context,
    origin,
    url: withoutUserInfo(url.slice(0, keepUrl)),
    title: cutTitle(claims.title),
    favicon: '',
    tab: sender.tab?.id ?? null,
    frame: sender.frameId ?? null,
    document: sender.documentId ?? null,
    topOrigin: sender.frameId === 0 ? origin : (tabOrigin(sender) ?? claims.topOrigin),
    incognito: sender.tab?.incognito ?? false,
    partial: claims.partial,
    created: claims.created,
    ended: null,
    closed: null,
    browser: ownBrowser,
    clockAhead: 0,
    openerTab: sender.tab?.openerTabId ?? null,
  };
}

export function cutTitle(title: string): string {
  return title.slice(0, keepTitle);
}

export function isTop(context: Context): boolean {
  return context.frame === 0 && context.tab !== null;
}

/**
 * Whether two senders are one document. A document that is prerendered changes its frame and tab when it is
 * shown, and keeps its id; one without an id (Firefox, or not seen by the background at all) is known by its
 * place.
 */
export function isSameDocument(a: Context, b: Context): boolean {
  if (a.document !== null && a.document === b.document) return true;
  if (a.tab === null || b.tab === null) return a.origin === b.origin;
  return a.tab === b.tab && a.frame === b.frame && a.origin === b.origin;
}

function hasOwnOrigin(url: string): boolean {
  return /^https?:/.test(url) && URL.canParse(url);
}

function tabOrigin({ tab }: Sender): string | undefined {
  return tab?.url !== undefined && hasOwnOrigin(tab.url) ? new URL(tab.url).origin : undefined;
}
