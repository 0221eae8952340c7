import {
  count,
  fields,
  finite,
  flag,
  list,
  listUpTo,
  moment,
  oneOf,
  text,
  textUpTo,
  type Fields,
} from './parse';
import { parsePreview } from './preview-parse';
import { parseChannel, parseError, parseText, parseTextOrNull } from './record-parts-parse';
import {
  gapReasons,
  lifecycleStates,
  listensOn,
  objectStates,
  type Channel,
  type Close,
  type ErrorRecord,
  type Listeners,
  type Observation,
  type Open,
  type Receive,
  type Record,
  type Send,
  type State,
  type StorageEventRecord,
  type StorageWrite,
  type Text,
} from './record';
import { sharedChannel } from './stored-records';
import { keepUrl, mostStored } from './text';

/**
 * An observation copied field by field from plain data (JSON, structured clone); undefined for anything that
 * page/ and content/ do not build: an unknown type, a required field that is missing, an optional one that is
 * there and wrong. Does not throw.
 */
export function parseObservation(value: unknown): Observation | undefined {
  const given = fields(value);
  const time = moment(given?.time);
  const channel = parseChannel(given?.channel);
  return given && time !== undefined && channel ? parseByType(given, time, channel) : undefined;
}

/** A whole record, as it is stored and exported. */
export function parseRecord(value: unknown): Record | undefined {
  const given = fields(value);
  const context = text(given?.context);
  const seq = count(given?.seq);
  const observation = parseObservation(value);
  if (context === undefined || seq === undefined || !observation) return undefined;
  return recordOf(context, seq, { ...observation, channel: sharedChannel(observation.channel) });
}

/** An observation of our own making with its place. */
export function recordOf(context: string, seq: number, observation: Observation): Record {
  return { context, seq, ...observation };
}

function parseByType(given: Fields, time: number, channel: Channel): Observation | undefined {
  switch (given.type) {
    case 'storage-write':
      return parseWrite(given, time, channel);
    case 'storage-event':
      return parseStorageEvent(given, time, channel);
    case 'lifecycle': {
      const state = oneOf(lifecycleStates, given.state);
      return state && { type: 'lifecycle', time, channel, state };
    }
    case 'gap': {
      const reason = oneOf(gapReasons, given.reason);
      const isUnknown = given.count === null && (reason === 'extension-restarted' || reason === 'not-noted');
      const lost = isUnknown ? null : count(given.count);
      return lost === undefined || !reason ? undefined : { type: 'gap', time, channel, count: lost, reason };
    }
    case 'clock': {
      const ahead = finite(given.ahead);
      return ahead === undefined ? undefined : { type: 'clock', time, channel, ahead };
    }
    case 'stored': {
      const entries = listUpTo(mostStored, given.entries, parseEntry);
      const left = count(given.left);
      return entries && left !== undefined ? { type: 'stored', time, channel, entries, left } : undefined;
    }
    default: {
      const object = count(given.object);
      return object === undefined ? undefined : parseOnObject(given, time, channel, object);
    }
  }
}

/** Observations on one object of the page. */
function parseOnObject(
  given: Fields,
  time: number,
  channel: Channel,
  object: number,
): Observation | undefined {
  switch (given.type) {
    case 'send': {
      const data = parsePreview(given.data);
      return data === undefined ? undefined : fillSend(given, { type: 'send', time, channel, object, data });
    }
    case 'receive':
      return parseReceive(given, time, channel, object);
    case 'open':
      return fillOpen(given, { type: 'open', time, channel, object });
    case 'close':
      return fillClose(given, { type: 'close', time, channel, object });
    case 'error': {
      const message = parseText(given.message);
      return message === undefined
        ? undefined
        : fillError(given, { type: 'error', time, channel, object, message });
    }
    case 'state': {
      const state = oneOf(objectStates, given.state);
      return state && fillState(given, { type: 'state', time, channel, object, state });
    }
    case 'listeners': {
      const event = shortText(given.event);
      const now = count(given.count);
      if (event === undefined || now === undefined) return undefined;
      return fillListeners(given, { type: 'listeners', time, channel, object, event, count: now });
    }
    default:
      return undefined;
  }
}

/** Origins, names of events and classes, call stacks. */
const shortText = textUpTo(keepUrl);

type Made<T> = { -readonly [K in keyof T]: T[K] };

const methods = ['setItem', 'removeItem', 'clear'] as const;

function parseWrite(given: Fields, time: number, channel: Channel): StorageWrite | undefined {
  const method = oneOf(methods, given.method);
  const key = parseTextOrNull(given.key);
  const oldValue = parseTextOrNull(given.oldValue);
  const newValue = parseTextOrNull(given.newValue);
  if (!method || key === undefined || oldValue === undefined || newValue === undefined) return undefined;
  const made: Made<StorageWrite> = { type: 'storage-write', time, channel, method, key, oldValue, newValue };
  return optional(made, 'cleared', given, count) &&
    optional(made, 'foreign', given, isTrue) &&
    optional(made, 'error', given, parseError) &&
    fillStack(given, made)
    ? made
    : undefined;
}

function parseEntry(value: unknown): readonly [Text, Text] | undefined {
  const [key, held, ...more] = list(value, parseText) ?? [];
  return key === undefined || held === undefined || more.length > 0 ? undefined : [key, held];
}

function isTrue(value: unknown): true | undefined {
  return value === true ? value : undefined;
}

function parseStorageEvent(given: Fields, time: number, channel: Channel): StorageEventRecord | undefined {
  const key = parseTextOrNull(given.key);
  const oldValue = parseTextOrNull(given.oldValue);
  const newValue = parseTextOrNull(given.newValue);
  const url = parseText(given.url);
  const isTrusted = flag(given.isTrusted);
  if (key === undefined || oldValue === undefined || newValue === undefined) return undefined;
  if (url === undefined || isTrusted === undefined) return undefined;
  const type = 'storage-event';
  const made: Made<StorageEventRecord> = { type, time, channel, key, oldValue, newValue, url, isTrusted };
  return optional(made, 'stamp', given, moment) ? made : undefined;
}

const events = ['message', 'messageerror'] as const;
const sources = ['self', 'parent', 'opener', 'top', 'child', 'other', 'none'] as const;

function parseReceive(given: Fields, time: number, channel: Channel, object: number): Receive | undefined {
  const event = oneOf(events, given.event);
  const data = parsePreview(given.data);
  const isTrusted = flag(given.isTrusted);
  if (!event || data === undefined || isTrusted === undefined) return undefined;
  const made: Made<Receive> = { type: 'receive', time, channel, object, event, data, isTrusted };
  return optional(made, 'size', given, count) &&
    optional(made, 'brief', given, isTrue) &&
    optional(made, 'origin', given, shortText) &&
    optional(made, 'source', given, (value) => oneOf(sources, value)) &&
    optional(made, 'ports', given, counts) &&
    optional(made, 'name', given, shortText) &&
    optional(made, 'stamp', given, moment)
    ? made
    : undefined;
}

function fillSend(given: Fields, made: Made<Send>): Send | undefined {
  return optional(made, 'size', given, count) &&
    optional(made, 'brief', given, isTrue) &&
    optional(made, 'transfer', given, texts) &&
    optional(made, 'ports', given, counts) &&
    optional(made, 'error', given, parseError) &&
    fillStack(given, made)
    ? made
    : undefined;
}

function fillOpen(given: Fields, made: Made<Open>): Open | undefined {
  return optional(made, 'url', given, parseText) &&
    optional(made, 'options', given, parsePreview) &&
    optional(made, 'from', given, count) &&
    optional(made, 'error', given, parseError) &&
    fillStack(given, made)
    ? made
    : undefined;
}

function fillClose(given: Fields, made: Made<Close>): Close | undefined {
  return optional(made, 'code', given, count) &&
    optional(made, 'reason', given, parseText) &&
    optional(made, 'wasClean', given, flag)
    ? made
    : undefined;
}

function fillState(given: Fields, made: Made<State>): State | undefined {
  return optional(made, 'detail', given, parsePreview) &&
    optional(made, 'oldValue', given, parseTextOrNull) &&
    optional(made, 'stamp', given, moment) &&
    fillStack(given, made)
    ? made
    : undefined;
}

function fillStack(given: Fields, made: Made<Pick<Send, 'stack' | 'cause'>>): boolean {
  return optional(made, 'stack', given, shortText) && optional(made, 'cause', given, moment);
}

function fillError(given: Fields, made: Made<ErrorRecord>): ErrorRecord | undefined {
  return optional(made, 'cause', given, moment) ? made : undefined;
}

function fillListeners(given: Fields, made: Made<Listeners>): Listeners | undefined {
  return optional(made, 'on', given, (value) => oneOf(listensOn, value)) ? made : undefined;
}

function texts(value: unknown): string[] | undefined {
  return list(value, shortText);
}

function counts(value: unknown): number[] | undefined {
  return list(value, count);
}

/** Copies a field that may be missing; false where it is there and not what it should be. */
function optional<T, K extends keyof T & string>(
  made: T,
  name: K,
  given: Fields,
  parse: (value: unknown) => Exclude<T[K], undefined> | undefined,
): boolean {
  const value = given[name];
  if (value === undefined) return true;
  const parsed = parse(value);
  if (parsed === undefined) return false;
  made[name] = parsed;
  return true;
}
