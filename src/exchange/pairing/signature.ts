import { changesNothing, wholeText } from '../../shown/columns';
import { rootOf } from './brief';
import type { Record, StorageEventRecord, StorageWrite, Text } from '../../record/record';

/** How the records of one group belong together. */
export type Mode =
  /** A write or send reaches every other object at most once. */
  | 'all'
  /** A send reaches one object. */
  | 'one'
  /**
   * What a worker or a server sends: only the receives are seen, and equal ones to several objects are one.
   */
  | 'fan-out';

/**
 * What a record has in common with those that it may be paired with. Parts instead of one long key: no text
 * is copied to look a group up.
 */
export interface Signature {
  readonly kind: string;
  /** Of the channel; the key of a storage area. */
  readonly name: string;
  /**
   * The new value or the data: text itself, or what stands for it. `undefined`: of clear(), which tells
   * neither key nor value.
   */
  readonly value: unknown;
  readonly mode: Mode;
  /** Its picture was cut for speed: what its value has in common with others' is not all in it. */
  readonly brief?: true;
  /**
   * `idle`: a write that changed nothing in its own tab's copy of the area, but may have changed what another
   * tab had written meanwhile.
   */
  readonly side: 'source' | 'sink' | 'idle';
}

/** null for a record that is no part of an exchange; `alone` for one that is an exchange of its own. */
export function signatureOf(record: Record): Signature | 'alone' | null {
  switch (record.type) {
    case 'storage-write':
      return record.error ? null : change(record, changesNothing(record) ? 'idle' : 'source');
    case 'storage-event':
      return record.isTrusted ? change(record, 'sink') : null;
    case 'send':
      return record.error ? null : message(record, 'source');
    case 'receive':
      return record.isTrusted ? message(record, 'sink') : null;
    default:
      return null;
  }
}

function message(
  record: Record & { type: 'send' | 'receive' },
  side: Signature['side'],
): Signature | 'alone' | null {
  switch (record.channel.kind) {
    case 'broadcast-channel':
      return alike(record, 'all', side);
    case 'message-port':
      return alike(record, 'one', side);
    case 'shared-worker':
    case 'service-worker':
    case 'websocket':
    case 'event-source':
      // Sends are exchanges of their own: what comes back has other data.
      return side === 'source' ? 'alone' : alike(record, 'fan-out', side);
    case 'window':
      return side === 'sink' ? 'alone' : null;
    default:
      return null;
  }
}

function alike(
  record: Record & { type: 'send' | 'receive' },
  mode: Mode,
  side: Signature['side'],
): Signature {
  const { channel, data, size } = record;
  const { kind, name } = channel;
  if (typeof data === 'string') return { kind, name, value: data, mode, side };
  const value = `${size ?? ''} ${digest(JSON.stringify(withoutPorts(record)))}`;
  const alike = { kind: `${kind} data`, name: `${name}\n${rootOf(data) ?? ''}`, value, mode, side };
  return record.brief ? { ...alike, brief: true } : alike;
}

/** A transferred port has another number at each end. */
function withoutPorts(record: Record & { type: 'send' | 'receive' }): unknown {
  return record.ports === undefined
    ? record.data
    : JSON.stringify(record.data, (name, value: unknown) => (name === 'port' ? undefined : value));
}

/** Of the writes that made the value which an event names as the old one. */
export function beforeOf(event: StorageEventRecord): Signature | null {
  return event.key === null ? null : change({ ...event, newValue: event.oldValue }, 'sink');
}

/** A write and its events. */
function change(record: StorageWrite | StorageEventRecord, side: Signature['side']): Signature {
  const { kind } = record.channel;
  const mode = 'all';
  if (record.key === null) return { kind, name: '', value: undefined, mode, side };
  return {
    kind,
    name: brief(record.key),
    value: record.newValue === null ? null : brief(record.newValue),
    mode,
    side,
  };
}

function brief(text: Text): string {
  return typeof text === 'string' ? text : `${text.length}:${digest(wholeText(text))}`;
}

/**
 * A short text itself; of a long one its length and two FNV-1a sums, so that thousands of them can be held.
 */
function digest(text: string): string {
  if (text.length <= 200) return text;
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
  }
  return `${text.length}:${a >>> 0}:${b >>> 0}`;
}
