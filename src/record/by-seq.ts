import { firstIndex } from './held';
import type { RecordRef } from '../exchange/types';

/**
 * What is known of records, by context and seq: arrays, since most seqs of a context have no holes between
 * them.
 */
export interface BySeq<T> {
  set(ref: RecordRef, item: T): void;
  get(ref: RecordRef): T | undefined;
  /** Drops the first ones of each context, as long as they pass. */
  forget(passes: (item: T) => boolean): void;
}

/** Items whose seqs are near to each other. */
interface Run<T> {
  /** seq of the first item. */
  first: number;
  items: (T | undefined)[];
}

/** More places than this are not left empty in an array: a gap can stand for millions of seqs. */
const maxHole = 100;

export function createBySeq<T>(): BySeq<T> {
  /** Of each context, in the order of their seqs. */
  const rows = new Map<string, Run<T>[]>();

  /** The last one that begins at or before that seq; -1: all are later. */
  function indexOf(runs: readonly Run<T>[], seq: number): number {
    const last = runs[runs.length - 1];
    return last && last.first <= seq ? runs.length - 1 : firstIndex(runs, ({ first }) => first > seq) - 1;
  }

  return {
    set({ context, seq }, item) {
      let runs = rows.get(context);
      if (!runs) {
        runs = [];
        rows.set(context, runs);
      }
      const index = indexOf(runs, seq);
      const run = runs[index];
      if (!run || seq > run.first + run.items.length + maxHole)
        runs.splice(index + 1, 0, { first: seq, items: [item] });
      else {
        for (let hole = run.first + run.items.length; hole < seq; hole += 1) run.items.push(undefined);
        run.items[seq - run.first] = item;
      }
    },
    get({ context, seq }) {
      const runs = rows.get(context);
      const run = runs?.[indexOf(runs, seq)];
      return run?.items[seq - run.first];
    },
    forget(passes) {
      for (const [context, runs] of rows) {
        let dropped = 0;
        for (const run of runs) {
          const keep = run.items.findIndex((item) => item !== undefined && !passes(item));
          if (keep > 0) {
            run.items = run.items.slice(keep);
            run.first += keep;
          }
          if (keep !== -1) break;
          dropped += 1;
        }
        if (dropped === runs.length) rows.delete(context);
        else runs.splice(0, dropped);
      }
    },
  };
}
