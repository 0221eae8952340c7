import { firstIndex } from './held';
import type { Record } from './record';

/**
 * By time; those of one time by document, and by their place there: the order does not depend on which came
 * first.
 */
export function byPlace(a: Record, b: Record): number {
  return a.time - b.time || (a.context < b.context ? -1 : a.context > b.context ? 1 : a.seq - b.seq);
}

/**
 * Adds records, in any order, to a list that is in order (`byPlace`). Returns the first index that changed.
 * Records are compared as often as a search needs, however many are moved.
 */
export function mergeByPlace(list: Record[], added: readonly Record[]): number {
  const sorted = [...added].sort(byPlace);
  const [first] = sorted;
  if (!first) return list.length;
  const from = placeOf(first, list);
  const tail = list.splice(from);
  let moved = 0;
  function move(until: number): void {
    for (; moved < until; moved += 1) list.push(tail[moved] as Record);
  }
  for (const record of sorted) {
    move(placeOf(record, tail));
    list.push(record);
  }
  move(tail.length);
  return from;
}

/** The index at which a record comes after all that are not later; most come last. */
function placeOf(record: Record, list: readonly Record[]): number {
  const last = list.at(-1);
  if (last && byPlace(last, record) <= 0) return list.length;
  return firstIndex(list, (there) => byPlace(there, record) > 0);
}
