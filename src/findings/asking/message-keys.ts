import type { Record, StorageWrite } from '../../record/record';
import { keyName } from './names';
import { LimitedMap, LimitedSet } from '../../limited';

type Write = StorageWrite & { readonly context: string; readonly seq: number };

/**
 * Keys that carry messages, or are locks: whoever sets one removes it again itself, at once or over and over.
 * Such a key holds nothing that could be lost, overwritten or overlooked.
 */
export interface MessageKeys {
  see(record: Record): void;
  is(key: string): boolean;
  /** Calls when a key turns out to be one. */
  whenFound(call: (key: string) => void): void;
}

/** A value that is removed so many milliseconds after it was set was meant for the event. */
const atOnce = 10;
/** A value that lives for so long at most, so many times in a row, was too. */
const shortLived = 5_000;
const inARow = 2;
const maxKeys = 5_000;

interface OfKey {
  readonly set: Write;
  readonly rounds: number;
}

export function createMessageKeys(): MessageKeys {
  const latest = new LimitedMap<string, OfKey>(maxKeys);
  const found = new LimitedSet<string>();
  const calls: ((key: string) => void)[] = [];

  function wrote(write: Write, key: string): void {
    const before = latest.get(key);
    if (write.newValue !== null) {
      latest.set(key, { set: write, rounds: before?.rounds ?? 0 });
      return;
    }
    if (!before) return;
    const lived = write.time - before.set.time;
    const isOwn = before.set.context === write.context;
    const rounds = isOwn && lived < shortLived ? before.rounds + 1 : 0;
    latest.set(key, { ...before, rounds });
    if (rounds >= inARow || (isOwn && lived <= atOnce)) add(key);
  }

  function add(key: string): void {
    if (found.size >= maxKeys || found.has(key)) return;
    found.add(key);
    for (const call of calls) call(key);
  }

  return {
    see(record) {
      if (record.type !== 'storage-write' || record.error || record.key === null) return;
      wrote(record, keyName(record.key));
    },
    is: (key) => found.has(key),
    whenFound(call) {
      calls.push(call);
    },
  };
}
