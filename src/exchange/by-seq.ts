import { nameOf } from './record-name';
import type { RecordRef } from './types';

/** What is known of records, by context and seq: an array for each context, since seqs have no holes. */
export interface BySeq<T> {
  set(ref: RecordRef, item: T): void;
  get(ref: RecordRef): T | undefined;
  /** Drops the first ones of each context, as long as they pass. */
  forget(passes: (item: T) => boolean): void;
}

interface Row<T> {
  /** seq of the first item. */
  first: number;
  items: (T | undefined)[];
}

/** More places than this are not left empty in an array: a gap can stand for millions of seqs. */
const maxHole = 100_000;

export function createBySeq<T>(): BySeq<T> {
  const rows = new Map<string, Row<T>>();
  /** The few that are far from the others. */
  const strays = new Map<string, T>();

  return {
    set(ref, item) {
      let row = rows.get(ref.context);
      if (!row) {
        row = { first: ref.seq, items: [] };
        rows.set(ref.context, row);
      }
      const at = ref.seq - row.first;
      const { length } = row.items;
      if (at < 0 || at > length + maxHole) {
        strays.set(nameOf(ref), item);
        return;
      }
      for (let hole = length; hole < at; hole += 1) row.items.push(undefined);
      row.items[at] = item;
    },
    get(ref) {
      const row = rows.get(ref.context);
      const item = row?.items[ref.seq - row.first];
      return item ?? (strays.size === 0 ? undefined : strays.get(nameOf(ref)));
    },
    forget(passes) {
      for (const [context, row] of rows) {
        const keep = row.items.findIndex((item) => item !== undefined && !passes(item));
        if (keep === -1) rows.delete(context);
        else if (keep > 0) {
          row.items = row.items.slice(keep);
          row.first += keep;
        }
      }
      for (const [name, item] of strays) if (passes(item)) strays.delete(name);
    },
  };
}
