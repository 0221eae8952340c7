import { textField } from './preview-field';
import type { Record } from './record';

/** What a page said when it wrote a cookie. */
export interface CookieWrite {
  readonly name: string;
  readonly value: string;
  /** It deleted the cookie: by `cookieStore.delete`, or with an end that had passed (RFC 6265, 5.2). */
  readonly removes: boolean;
  /** The path and the domain that it gave; null: it was cookieStore, whose records do not say. */
  readonly for: { readonly path: string | undefined; readonly domain: string | undefined } | null;
}

/** undefined for a record that is no write of a cookie, or whose text is not whole. */
export function cookieWrite(record: Record): CookieWrite | undefined {
  if (record.channel.kind !== 'cookie' || record.type !== 'state' || record.state !== 'written')
    return undefined;
  const { detail, time } = record;
  const text = textField(detail, 'text');
  if (text !== undefined) {
    const [first = '', ...attributes] = text.split(';');
    const [name, value] = cookiePair(first);
    const [path, domain] = [attribute(attributes, 'path'), attribute(attributes, 'domain')];
    return { name, value, removes: hasEnded(attributes, time), for: { path, domain } };
  }
  const name = textField(detail, 'name');
  if (name === undefined) return undefined;
  return {
    name,
    value: textField(detail, 'value') ?? '',
    removes: textField(detail, 'by') === 'cookieStore.delete',
    for: null,
  };
}

/** A cookie without a name is all value. */
export function cookiePair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** The last of a name counts; an empty one is none. */
function attribute(attributes: readonly string[], name: string): string | undefined {
  const found = attributes.map(cookiePair).findLast(([one]) => one.toLowerCase() === name);
  return found?.[1] === '' ? undefined : found?.[1];
}

/** Max-Age wins over Expires, and the last of each counts. */
function hasEnded(attributes: readonly string[], now: number): boolean {
  let age: number | undefined;
  let end: number | undefined;
  for (const [name, value] of attributes.map(cookiePair)) {
    if (/^max-age$/i.test(name) && /^-?\d+$/.test(value)) age = Number(value);
    else if (/^expires$/i.test(name)) end = Date.parse(value);
  }
  return age === undefined ? end !== undefined && end <= now : age <= 0;
}
