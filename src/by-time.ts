import type { Record } from './record';

/**
 * Adds records to a list that is in the order of their times. Contexts are committed in any order; one context's records keep theirs, since
 * its clock never goes back. Returns the first index that changed.
 */
export function mergeByTime(list: Record[], added: readonly Record[]): number {
  const sorted = [...added].sort((a, b) => a.time - b.time);
  const first = sorted[0];
  if (!first) return list.length;
  let from = list.length;
  while (from > 0 && (list[from - 1]?.time ?? 0) > first.time) from -= 1;
  const tail = list.splice(from);
  let at = 0;
  for (const record of sorted) {
    for (let next = tail[at]; next && next.time <= record.time; next = tail[at]) {
      list.push(next);
      at += 1;
    }
    list.push(record);
  }
  for (const record of tail.slice(at)) list.push(record);
  return from;
}
