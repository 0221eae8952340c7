import { mergeByTime } from '../by-time';
import type { Record } from '../record';

/**
 * Gives records on in the order of their times, `delay` milliseconds after they happened: by then the other contexts' records of the same time
 * are here too. One that is later than that is given on at once.
 */
export interface InOrder {
  add(records: readonly Record[]): void;
  /** Gives on what is older than `now - delay`. */
  advance(now: number): void;
  /** Everything before that time has been given on. */
  readonly frontier: number;
}

export function createInOrder(delay: number, give: (record: Record) => void): InOrder {
  const waiting: Record[] = [];
  let frontier = -Infinity;

  function advance(now: number): void {
    frontier = Math.max(frontier, now - delay);
    let count = 0;
    while (count < waiting.length && (waiting[count]?.time ?? 0) <= frontier) count += 1;
    for (const record of waiting.splice(0, count)) give(record);
  }

  return {
    add(records) {
      mergeByTime(waiting, records);
      let latest = -Infinity;
      for (const { time } of records) if (time > latest) latest = time;
      advance(latest);
    },
    advance,
    get frontier() {
      return frontier;
    },
  };
}
