import { count, fields, finite, flag, moment, oneOf, text, textUpTo } from './parse';
import { channelKinds, type Browser, type Channel, type Context, type ErrorInfo, type Text } from './record';
import { keepHead, keepName, keepTail, keepText, keepTitle, keepUrl } from './text';

/**
 * The parts that records share, and what is known of a context; each copied field by field, undefined for
 * anything else.
 */

const whole = textUpTo(keepText);
const parseHead = textUpTo(keepHead);
const parseTail = textUpTo(keepTail);
const parseName = textUpTo(keepName);
const parseUrl = textUpTo(keepUrl);
const parseTitle = textUpTo(keepTitle);

export function parseText(value: unknown): Text | undefined {
  if (typeof value === 'string') return whole(value);
  const given = fields(value);
  const head = parseHead(given?.head);
  const tail = parseTail(given?.tail);
  const length = count(given?.length);
  return head === undefined || tail === undefined || length === undefined
    ? undefined
    : { head, tail, length };
}

export function parseTextOrNull(value: unknown): Text | null | undefined {
  return value === null ? null : parseText(value);
}

export function parseChannel(value: unknown): Channel | undefined {
  const given = fields(value);
  const kind = oneOf(channelKinds, given?.kind);
  const name = parseName(given?.name);
  return kind === undefined || name === undefined ? undefined : { kind, name };
}

export function parseError(value: unknown): ErrorInfo | undefined {
  const given = fields(value);
  const name = parseName(given?.name);
  const message = parseName(given?.message);
  if (name === undefined || message === undefined) return undefined;
  if (given?.path === undefined) return { name, message };
  const path = whole(given.path);
  return path === undefined ? undefined : { name, message, path };
}

/** Ids that the background takes are shorter; so are the browser's own of documents. */
const parseId = textUpTo(100);

/** A picture of the page's, in the text itself: viewers load it. */
export function parseFavicon(value: unknown): string | undefined {
  const given = text(value);
  return given !== undefined && (given === '' || isPicture(given)) ? given : undefined;
}

/** UTF-16 units; a page may name a picture of any size as its icon. */
const maxFavicon = 32_768;

function isPicture(url: string): boolean {
  return url.length <= maxFavicon && url.startsWith('data:image/');
}

/** A context as it is stored. */
export function parseContext(value: unknown): Context | undefined {
  const given = fields(value);
  const id = parseId(given?.id);
  const origin = parseUrl(given?.origin);
  const url = parseUrl(given?.url);
  const title = parseTitle(given?.title);
  const favicon = parseFavicon(given?.favicon);
  if (id === undefined || origin === undefined || url === undefined || title === undefined) return undefined;
  const tab = orNull(given?.tab, count);
  const frame = orNull(given?.frame, count);
  const document = orNull(given?.document, parseId);
  if (favicon === undefined || tab === undefined || frame === undefined || document === undefined)
    return undefined;
  const topOrigin = parseUrl(given?.topOrigin);
  const incognito = flag(given?.incognito);
  const partial = flag(given?.partial);
  const created = moment(given?.created);
  if (topOrigin === undefined || incognito === undefined || partial === undefined) return undefined;
  const ended = orNull(given?.ended, moment);
  const closed = orNull(given?.closed ?? null, moment);
  const browser = orNull(given?.browser ?? null, parseBrowser);
  const clockAhead = finite(given?.clockAhead ?? 0);
  const openerTab = orNull(given?.openerTab ?? null, count);
  if (created === undefined || ended === undefined || closed === undefined) return undefined;
  if (browser === undefined || clockAhead === undefined || openerTab === undefined) return undefined;
  return {
    id,
    origin,
    url,
    title,
    favicon,
    tab,
    frame,
    document,
    topOrigin,
    incognito,
    partial,
    created,
    ended,
    closed,
    browser,
    clockAhead,
    openerTab,
  };
}

function parseBrowser(value: unknown): Browser | undefined {
  return value === 'chromium' || value === 'firefox' ? value : undefined;
}

function orNull<T>(value: unknown, parse: (value: unknown) => T | undefined): T | null | undefined {
  return value === null ? null : parse(value);
}
