import { changesNothing, wholeText } from '../columns';
import type { Record, StorageEventRecord, StorageWrite, Text } from '../record';
import { keyOf } from './channel-objects';

/** How the records of one group belong together. */
export type Mode =
  /** A write or send reaches every other object at most once. */
  | 'all'
  /** A send reaches one object. */
  | 'one'
  /** What a worker or a server sends: only the receives are seen, and equal ones to several objects are one. */
  | 'fan-out';

export interface Signature {
  /** Equal for records that may be of one exchange. */
  readonly key: string;
  readonly mode: Mode;
  readonly side: 'source' | 'sink';
  /** What usually agrees too: the old value of a change. Two tabs that write at once have each their own idea of it. */
  readonly usually: string;
}

/** What a record has in common with those that it may be paired with; null for one that is no part of an exchange. */
export function signatureOf(record: Record): Signature | null {
  switch (record.type) {
    case 'storage-write':
      return record.error || changesNothing(record) ? null : change(record, 'source');
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

function message(record: Record & { type: 'send' | 'receive' }, side: Signature['side']): Signature | null {
  const usually = '';
  switch (record.channel.kind) {
    case 'broadcast-channel':
      return { key: messageKey(record), mode: 'all', side, usually };
    case 'message-port':
      return { key: messageKey(record), mode: 'one', side, usually };
    case 'shared-worker':
    case 'service-worker':
    case 'websocket':
      // Sends are exchanges of their own: what comes back has other data.
      return side === 'source'
        ? { key: '', mode: 'fan-out', side, usually }
        : { key: messageKey(record), mode: 'fan-out', side, usually };
    case 'window':
      return side === 'sink' ? { key: '', mode: 'fan-out', side, usually } : null;
    default:
      return null;
  }
}

function messageKey(record: Record & { type: 'send' | 'receive' }): string {
  return `${keyOf(record.channel)}\n${record.size ?? ''}\n${dataDigest(record)}`;
}

function dataDigest(record: Record & { type: 'send' | 'receive' }): string {
  const { data } = record;
  return typeof data === 'string' ? `"${digest(data)}` : digest(JSON.stringify(withoutPorts(record)));
}

/** A transferred port has another number at each end. */
function withoutPorts(record: Record & { type: 'send' | 'receive' }): unknown {
  return record.ports === undefined
    ? record.data
    : JSON.stringify(record.data, (name, value: unknown) => (name === 'port' ? undefined : value));
}

/** A write and its events. For clear() the event tells neither key nor values. */
function change(record: StorageWrite | StorageEventRecord, side: Signature['side']): Signature {
  const { kind } = record.channel;
  if (record.key === null) return { key: kind, mode: 'all', side, usually: '' };
  return {
    key: `${kind} ${brief(record.key)} ${brief(record.newValue)}`,
    mode: 'all',
    side,
    usually: brief(record.oldValue),
  };
}

/** With its length, so that no two lists of texts look alike. */
function brief(text: Text | null): string {
  if (text === null) return '-';
  return typeof text === 'string'
    ? `${text.length}:${digest(text)}`
    : `${text.length}:${digest(wholeText(text))}`;
}

/** A short text itself; of a long one its length and two FNV-1a sums, so that a million of them can be held. */
function digest(text: string): string {
  if (text.length <= 200) return text;
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
  }
  return `${a >>> 0}:${b >>> 0}`;
}
