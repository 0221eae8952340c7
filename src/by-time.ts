import type { Record } from './record';

/**
 * Adds records to a list that is in the order of their times. Contexts are committed in any order; one context's records keep theirs, since
 * its clock never goes back. Returns the first index that changed.
 */
export function mergeByTime(list: Record[], added: readonly Record[]): number {
  return merge(list, added, (a, b) => a.time - b.time);
}

/** The same for records that are known to belong there in any order: those of one time are in the order of their places. */
export function mergeByPlace(list: Record[], added: readonly Record[]): number {
  return merge(list, added, byPlace);
}

/** By time; those of one time by document, and by their place there. */
export function byPlace(a: Record, b: Record): number {
  return a.time - b.time || (a.context < b.context ? -1 : a.context > b.context ? 1 : a.seq - b.seq);
}

function merge(list: Record[], added: readonly Record[], compare: (a: Record, b: Record) => number): number {
  const sorted = [...added].sort(compare);
  const first = sorted[0];
  if (!first) return list.length;
  let from = list.length;
  for (let last = list[from - 1]; last && compare(last, first) > 0; last = list[from - 1]) from -= 1;
  const tail = list.splice(from);
  let at = 0;
  for (const record of sorted) {
    for (let next = tail[at]; next && compare(next, record) <= 0; next = tail[at]) {
      list.push(next);
      at += 1;
    }
    list.push(record);
  }
  for (const record of tail.slice(at)) list.push(record);
  return from;
}
