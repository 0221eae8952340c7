import { mergeByPlace } from '../record/by-time';
import type { Record } from '../record/record';

/**
 * Gives records on in the order of their times, `delay` milliseconds after they happened: by then the other
 * contexts' records of the same time are here too. One that is later than that is given on at once. After a
 * burst, `add` gives on little more than what was added: the rest waits for the next time.
 */
export interface InOrder {
  /** `most`: as in `advance`. */
  add(records: readonly Record[], most?: number): number;
  /**
   * Gives on what is older than `now - delay`, as long as that is not more than `most`; says how much was
   * left of it.
   */
  advance(now: number, most?: number): number;
  /** Everything before that time, and nothing after it, has been given on. */
  readonly frontier: number;
}

/** So many more than are added are given on. */
const beside = 500;

/** `before` does what comes before a record of that time, no more than `most`, and says how much it was. */
export function createInOrder(
  delay: number,
  give: (record: Record) => void,
  before: (time: number, most: number) => number = () => 0,
): InOrder {
  const waiting: Record[] = [];
  let frontier = -Infinity;

  function advance(now: number, most = Infinity): number {
    const until = Math.max(frontier, now - delay);
    let left = most;
    let count = 0;
    for (let next = waiting[0]; next && next.time <= until; next = waiting[count]) {
      left -= before(next.time, left);
      if (left <= 0) break;
      give(next);
      left -= 1;
      count += 1;
    }
    waiting.splice(0, count);
    frontier = Math.max(frontier, Math.min(until, waiting[0]?.time ?? Infinity));
    return left;
  }

  return {
    add(records, most = records.length + beside) {
      mergeByPlace(waiting, records);
      let latest = -Infinity;
      for (const { time } of records) if (time > latest) latest = time;
      return advance(latest, most);
    },
    advance,
    get frontier() {
      return frontier;
    },
  };
}
