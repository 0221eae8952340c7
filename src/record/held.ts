import type { Record } from './record';
import type { RecordRef } from '../exchange/types';

/** The records of each context in the order of their seq, for looking one up. */
export interface Held {
  add(record: Record): void;
  get(ref: RecordRef): Record | undefined;
  forget(before: number): void;
}

export function createHeld(): Held {
  const byContext = new Map<string, Record[]>();
  return {
    add(record) {
      const list = byContext.get(record.context);
      if (list) list.push(record);
      else byContext.set(record.context, [record]);
    },
    get({ context, seq }) {
      const list = byContext.get(context) ?? [];
      const at = firstIndex(list, (record) => record.seq >= seq);
      return list[at]?.seq === seq ? list[at] : undefined;
    },
    forget(before) {
      for (const [context, list] of byContext) {
        const at = firstIndex(list, ({ time }) => time >= before);
        if (at === list.length) byContext.delete(context);
        else if (at > 0) byContext.set(context, list.slice(at));
      }
    },
  };
}

/**
 * Index of the first element that passes, in a list where all after it do too; the length where none does.
 */
export function firstIndex<T>(list: readonly T[], passes: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Takes what was before that time from a list in the order of times. */
export function takeBefore(list: Record[], before: number): Record[] {
  const count = firstIndex(list, ({ time }) => time >= before);
  return list.splice(0, count);
}

/** Lets go of what was before that time. */
export function deleteBefore(
  records: { keys(): Iterable<Record>; delete(record: Record): boolean },
  before: number,
): void {
  for (const record of records.keys()) if (record.time < before) records.delete(record);
}

/** Adds to a list that is in the order of times, behind those of the same time. */
export function insertByTime<T>(list: T[], item: T, timeOf: (item: T) => number): void {
  const last = list[list.length - 1];
  if (last === undefined || timeOf(last) <= timeOf(item)) list.push(item);
  else
    list.splice(
      firstIndex(list, (one) => timeOf(one) > timeOf(item)),
      0,
      item,
    );
}
