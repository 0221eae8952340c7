import type { Batch } from '../../src/protocol/background';
import type { Record } from '../../src/record/record';
import type { Database } from '../../store/database';
import { readRecords } from '../../store/history';

/** All that the store holds of an origin. */
export async function allRecords(database: Database, origin = 'http://x'): Promise<Record[]> {
  return (await readRecords(database, origin, 0, Infinity)).records;
}

/** A write of local storage that came `seq`th of its document. */
export function writeRecord(context: string, seq: number, value: string): Record {
  return {
    type: 'storage-write',
    time: 1_000 + seq,
    channel: { kind: 'local-storage', name: '' },
    context,
    seq,
    method: 'setItem',
    key: 'k',
    oldValue: null,
    newValue: value,
  };
}

/** Such writes as a document sends them. */
export function writeNotes(first: number, count: number): Batch {
  const notes = Array.from({ length: count }, (_, index) => ({
    ...writeRecord('', first + index, `${first + index}`),
    context: undefined,
    seq: undefined,
  }));
  return { first, count, parts: [JSON.stringify(notes)] };
}
