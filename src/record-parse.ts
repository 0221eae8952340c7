import { count, fields, finite, flag, list, oneOf, text, type Fields } from './parse';
import { parsePreview } from './preview-parse';
import {
  channelKinds,
  gapReasons,
  lifecycleStates,
  objectStates,
  type Channel,
  type Context,
  type ErrorInfo,
  type Observation,
  type Record,
  type Text,
} from './record';

/** An observation copied field by field; undefined for anything that page/ and content/ do not build. Never throws. */
export function parseObservation(value: unknown): Observation | undefined {
  const given = fields(value);
  const time = given && finite(given.time);
  const channel = given && parseChannel(given.channel);
  return time === undefined || !channel ? undefined : parseByType(given, { time, channel });
}

/** A whole record, as it is stored and exported. */
export function parseRecord(value: unknown): Record | undefined {
  const observation = parseObservation(value);
  const given = fields(value);
  const context = given && text(given.context);
  const seq = given && count(given.seq);
  if (!observation || context === undefined || seq === undefined) return undefined;
  return { context, seq, ...observation };
}

interface Base {
  readonly time: number;
  readonly channel: Channel;
}

function parseByType(given: Fields, base: Base): Observation | undefined {
  switch (given.type) {
    case 'storage-write': {
      const method = oneOf(['setItem', 'removeItem', 'clear'] as const, given.method);
      const change = parseChange(given);
      return (
        method &&
        change &&
        drop({
          type: 'storage-write',
          ...base,
          method,
          ...change,
          cleared: count(given.cleared),
          ...sender(given),
        })
      );
    }
    case 'storage-event': {
      const change = parseChange(given);
      const url = parseText(given.url);
      const isTrusted = flag(given.isTrusted);
      if (!change || url === undefined || isTrusted === undefined) return undefined;
      return drop({ type: 'storage-event', ...base, ...change, url, isTrusted, mark: count(given.mark) });
    }
    case 'gap': {
      const lost = count(given.count);
      const reason = oneOf(gapReasons, given.reason);
      return lost === undefined || !reason ? undefined : { type: 'gap', ...base, count: lost, reason };
    }
    case 'lifecycle': {
      const state = oneOf(lifecycleStates, given.state);
      return state && { type: 'lifecycle', ...base, state };
    }
    default: {
      const object = count(given.object);
      return object === undefined ? undefined : parseOnObject(given, { ...base, object });
    }
  }
}

function parseOnObject(given: Fields, base: Base & { readonly object: number }): Observation | undefined {
  switch (given.type) {
    case 'send': {
      const data = parsePreview(given.data);
      if (data === undefined) return undefined;
      const transfer = list(given.transfer, text);
      const ports = list(given.ports, count);
      return drop({
        type: 'send',
        ...base,
        data,
        size: count(given.size),
        transfer,
        ports,
        targetOrigin: text(given.targetOrigin),
        ...sender(given),
      });
    }
    case 'receive': {
      const data = parsePreview(given.data);
      const event = oneOf(['message', 'messageerror'] as const, given.event);
      const isTrusted = flag(given.isTrusted);
      if (data === undefined || !event || isTrusted === undefined) return undefined;
      const source = oneOf(
        ['self', 'parent', 'opener', 'top', 'child', 'other', 'none'] as const,
        given.source,
      );
      const ports = list(given.ports, count);
      return drop({
        type: 'receive',
        ...base,
        event,
        data,
        isTrusted,
        size: count(given.size),
        origin: text(given.origin),
        source,
        ports,
        mark: count(given.mark),
      });
    }
    case 'open':
      return drop({
        type: 'open',
        ...base,
        url: parseText(given.url),
        options: parsePreview(given.options),
        from: count(given.from),
        ...sender(given),
      });
    case 'close':
      return drop({
        type: 'close',
        ...base,
        code: count(given.code),
        reason: parseText(given.reason),
        wasClean: flag(given.wasClean),
      });
    case 'error': {
      const message = parseText(given.message);
      return message === undefined ? undefined : { type: 'error', ...base, message };
    }
    case 'state': {
      const state = oneOf(objectStates, given.state);
      const { stack, cause } = sender(given);
      return (
        state && drop({ type: 'state', ...base, state, detail: parsePreview(given.detail), stack, cause })
      );
    }
    case 'listeners': {
      const event = text(given.event);
      const number = count(given.count);
      return event === undefined || number === undefined
        ? undefined
        : { type: 'listeners', ...base, event, count: number };
    }
    default:
      return undefined;
  }
}

type Loose<T> = T extends Observation ? { readonly [K in keyof T]: T[K] | undefined } : never;

/** The same object without the fields that are undefined: what was not there is not stored as being there. */
function drop(loose: Loose<Observation>): Observation {
  const result: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(loose)) if (value !== undefined) result[name] = value;
  return result as unknown as Observation;
}

interface Sender {
  readonly error: ErrorInfo | undefined;
  readonly stack: string | undefined;
  readonly cause: number | undefined;
}

function sender(given: Fields): Sender {
  return { error: parseError(given.error), stack: text(given.stack), cause: count(given.cause) };
}

function parseChange(
  given: Fields,
): { key: Text | null; oldValue: Text | null; newValue: Text | null } | undefined {
  const key = parseNullable(given.key);
  const oldValue = parseNullable(given.oldValue);
  const newValue = parseNullable(given.newValue);
  return key === undefined || oldValue === undefined || newValue === undefined
    ? undefined
    : { key, oldValue, newValue };
}

function parseNullable(value: unknown): Text | null | undefined {
  return value === null ? null : parseText(value);
}

function parseText(value: unknown): Text | undefined {
  if (typeof value === 'string') return value;
  const given = fields(value);
  const head = given && text(given.head);
  const tail = given && text(given.tail);
  const length = given && count(given.length);
  return head === undefined || tail === undefined || length === undefined
    ? undefined
    : { head, tail, length };
}

function parseChannel(value: unknown): Channel | undefined {
  const given = fields(value);
  const kind = given && oneOf(channelKinds, given.kind);
  const name = given && text(given.name);
  return kind && name !== undefined ? { kind, name } : undefined;
}

function parseError(value: unknown): ErrorInfo | undefined {
  const given = fields(value);
  const name = given && text(given.name);
  const message = given && text(given.message);
  const path = given && text(given.path);
  if (name === undefined || message === undefined) return undefined;
  return path === undefined ? { name, message } : { name, message, path };
}

/** A context as it is stored and exported. */
export function parseContext(value: unknown): Context | undefined {
  const given = fields(value);
  if (!given) return undefined;
  const id = text(given.id);
  const origin = text(given.origin);
  const url = text(given.url);
  const title = text(given.title);
  const favicon = text(given.favicon);
  const topOrigin = text(given.topOrigin);
  const incognito = flag(given.incognito);
  const partial = flag(given.partial);
  const created = finite(given.created);
  if (id === undefined || origin === undefined || url === undefined || title === undefined) return undefined;
  if (favicon === undefined || topOrigin === undefined || created === undefined) return undefined;
  if (incognito === undefined || partial === undefined) return undefined;
  const tab = count(given.tab) ?? null;
  const frame = count(given.frame) ?? null;
  const document = text(given.document) ?? null;
  return { id, origin, url, title, favicon, tab, frame, document, topOrigin, incognito, partial, created };
}
