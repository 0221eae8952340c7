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
 */
export function mergeByPlace(list: Record[], added: readonly Record[]): number {
  const sorted = [...added].sort(byPlace);
  const first = sorted[0];
  if (!first) return list.length;
  let from = list.length;
  for (let last = list[from - 1]; last && byPlace(last, first) > 0; last = list[from - 1]) from -= 1;
  const tail = list.splice(from);
  let at = 0;
  for (const record of sorted) {
    for (let next = tail[at]; next && byPlace(next, record) <= 0; next = tail[at]) {
      list.push(next);
      at += 1;
    }
    list.push(record);
  }
  for (const record of tail.slice(at)) list.push(record);
  return from;
}
