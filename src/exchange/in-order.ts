import { mergeByTime } from '../by-time';
import type { Record } from '../record';

/**
 * Gives records on in the order of their times, `delay` milliseconds after they happened: by then the other contexts' records of the same time
 * are here too. One that is later than that is given on at once. After a burst, `add` gives on little more than what was added: the rest waits for the
 * next time.
 */
export interface InOrder {
  add(records: readonly Record[]): void;
  /** Gives on what is older than `now - delay`. */
  advance(now: number): void;
  /** Everything before that time, and nothing after it, has been given on. */
  readonly frontier: number;
}

/** So many more than are added are given on. */
const beside = 500;

export function createInOrder(delay: number, give: (record: Record) => void): InOrder {
  const waiting: Record[] = [];
  let frontier = -Infinity;

  function advance(now: number, most = waiting.length): void {
    const until = Math.max(frontier, now - delay);
    let count = 0;
    while (count < Math.min(most, waiting.length) && (waiting[count]?.time ?? 0) <= until) count += 1;
    for (const record of waiting.splice(0, count)) give(record);
    frontier = Math.max(frontier, Math.min(until, waiting[0]?.time ?? Infinity));
  }

  return {
    add(records) {
      mergeByTime(waiting, records);
      let latest = -Infinity;
      for (const { time } of records) if (time > latest) latest = time;
      advance(latest, records.length + beside);
    },
    advance: (now) => {
      advance(now);
    },
    get frontier() {
      return frontier;
    },
  };
}
