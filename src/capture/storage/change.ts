import { wholeText } from '../../shown/columns';
import { cookieWrite } from '../../record/cookie-text';
import type { Record, Text } from '../../record/record';
import { cookieOf } from '../../shown/content';

/**
 * How a key came to its value. write: a call, or an event of a write that no hook saw. clear: everything
 * went. before: it was there when the area was read, or before a write or event, which says so, and nothing
 * else did. unseen: the same, where something else was known.
 */
export type How = 'write' | 'clear' | 'before' | 'unseen';

/** One change of one key, or a write that left it as it was. */
export interface Change {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly how: How;
  /** null: it is not there. */
  readonly value: Text | null;
  readonly record: Record;
}

/** What a change made of its key; worked out of its record, so that nothing is kept twice. */
export function valueAfter(record: Record, how: How, key: string): Text | null {
  if (how === 'clear') return null;
  if (record.type === 'stored') return heldIn(record).get(key) ?? null;
  if (how === 'before' || how === 'unseen') return valueBefore(record) ?? null;
  if (record.type === 'storage-write' || record.type === 'storage-event') return record.newValue;
  if (record.type !== 'state' || record.state === 'deleted') return null;
  const write = cookieWrite(record);
  if (write) return write.removes ? null : write.value;
  return cookieOf(record).value;
}

const held = new WeakMap<Record, ReadonlyMap<string, Text>>();

/**
 * The values that an area held when it was read, by key. Of cookies with one name, that which is listed
 * first.
 */
export function heldIn(record: Record & { readonly type: 'stored' }): ReadonlyMap<string, Text> {
  let values = held.get(record);
  if (!values) {
    values = new Map([...record.entries].reverse().map(([key, value]) => [wholeText(key), value]));
    held.set(record, values);
  }
  return values;
}

/** undefined: nothing tells. */
export function valueBefore(record: Record): Text | null | undefined {
  if (record.type === 'storage-write' || record.type === 'storage-event') return record.oldValue;
  return record.type === 'state' ? record.oldValue : undefined;
}

/** Whether two values can be equal: as far as their kept parts say. */
export function alike(a: Text | null, b: Text | null): boolean {
  if (a === null || b === null) return a === b;
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (a.length !== b.length) return false;
  const [one, other] = [endsOf(a), endsOf(b)];
  const head = Math.min(one.head.length, other.head.length);
  const tail = Math.min(one.tail.length, other.tail.length);
  return (
    one.head.slice(0, head) === other.head.slice(0, head) &&
    one.tail.slice(one.tail.length - tail) === other.tail.slice(other.tail.length - tail)
  );
}

function endsOf(text: Text): { readonly head: string; readonly tail: string } {
  return typeof text === 'string' ? { head: text, tail: text } : text;
}
