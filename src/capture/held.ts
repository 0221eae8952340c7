import { byPlace, mergeByPlace } from '../record/by-time';
import { firstIndex } from '../record/held';
import type { Record } from '../record/record';

/**
 * What a viewer holds of an origin: its latest records, and while it is paused those that wait. Both are
 * bounded, and what is let go is counted.
 */
export interface Held {
  /** In the order of their times. The list grows; after something was let go it is another one. */
  readonly all: () => readonly Record[];
  readonly waiting: () => number;
  /** How many older ones are not here: let go, or never read. */
  readonly leftOut: () => number;
  /** There is no room for older ones than so many beside those that are held. */
  isFull(more: number): boolean;
  /** Records as they come; the older ones that were let go for them. */
  add(records: readonly Record[]): readonly Record[];
  /** Older ones than all that are held; the list becomes its own. */
  prepend(records: Record[]): void;
  /** Records that are not to be shown yet. */
  wait(records: readonly Record[]): void;
  /** Those that waited; none waits then. */
  takeWaiting(): readonly Record[];
  /** So many older ones are not read. */
  leaveOut(count: number): void;
  clear(): void;
}

/** More than the store keeps by default. */
export const maxHeld = 300_000;

export function createHeld(max = maxHeld): Held {
  /** What is left when the oldest are let go: a tenth less, so that it is not to be done again at once. */
  const kept = Math.floor(max * 0.9);
  let all: Record[] = [];
  let waiting: Record[] = [];
  let leftOut = 0;

  function latest(records: Record[]): Record[] {
    if (records.length <= max) return records;
    const most = records.length - kept;
    const from = records[most]?.time ?? Infinity;
    // Those of one time stay together, where there are earlier ones.
    const gone = firstIndex(records, ({ time }) => time >= from) || most;
    leftOut += gone;
    return records.slice(gone);
  }

  return {
    all: () => all,
    waiting: () => waiting.length,
    leftOut: () => leftOut,
    // Once something was let go, what is older would leave a hole before the rest.
    isFull: (more) => leftOut > 0 || all.length + more >= kept,
    add(records) {
      mergeByPlace(all, records);
      const before = all;
      all = latest(before);
      return before.slice(0, before.length - all.length);
    },
    prepend(records) {
      // As they were committed: those of several documents are not quite in the order of time.
      records.sort(byPlace);
      mergeByPlace(records, all);
      all = latest(records);
    },
    wait(records) {
      for (const record of records) waiting.push(record);
      waiting = latest(waiting);
    },
    takeWaiting() {
      const records = waiting;
      waiting = [];
      return records;
    },
    leaveOut(count) {
      leftOut += count;
    },
    clear() {
      all = [];
      waiting = [];
      leftOut = 0;
    },
  };
}
