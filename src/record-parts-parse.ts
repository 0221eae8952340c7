import { count, fields, finite, flag, oneOf, text } from './parse';
import { channelKinds, type Channel, type Context, type ErrorInfo, type Text } from './record';

/** The parts that records share, and what is known of a context; each copied field by field, undefined for anything else. */

export function parseText(value: unknown): Text | undefined {
  if (typeof value === 'string') return value;
  const given = fields(value);
  const head = text(given?.head);
  const tail = text(given?.tail);
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
  const name = text(given?.name);
  return kind === undefined || name === undefined ? undefined : { kind, name };
}

export function parseError(value: unknown): ErrorInfo | undefined {
  const given = fields(value);
  const name = text(given?.name);
  const message = text(given?.message);
  if (name === undefined || message === undefined) return undefined;
  if (given?.path === undefined) return { name, message };
  const path = text(given.path);
  return path === undefined ? undefined : { name, message, path };
}

/** A context as it is stored. */
export function parseContext(value: unknown): Context | undefined {
  const given = fields(value);
  const id = text(given?.id);
  const origin = text(given?.origin);
  const url = text(given?.url);
  const title = text(given?.title);
  const favicon = text(given?.favicon);
  if (id === undefined || origin === undefined || url === undefined || title === undefined) return undefined;
  const tab = orNull(given?.tab, count);
  const frame = orNull(given?.frame, count);
  const document = orNull(given?.document, text);
  if (favicon === undefined || tab === undefined || frame === undefined || document === undefined)
    return undefined;
  const topOrigin = text(given?.topOrigin);
  const incognito = flag(given?.incognito);
  const partial = flag(given?.partial);
  const created = finite(given?.created);
  if (topOrigin === undefined || incognito === undefined || partial === undefined) return undefined;
  const ended = orNull(given?.ended, finite);
  if (created === undefined || ended === undefined) return undefined;
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
  };
}

function orNull<T>(value: unknown, parse: (value: unknown) => T | undefined): T | null | undefined {
  return value === null ? null : parse(value);
}
