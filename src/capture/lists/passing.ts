import { deleteBefore, firstIndex } from '../../record/held';
import type { Record } from '../../record/record';
import type { Host } from '../host';

/** Those of a list, in the order of time, that pass a test: in slices, the newest first. */
export interface Passing {
  /** As far as it has looked. After each change another list, equal up to `changedFrom`. */
  list(): readonly Record[];
  readonly complete: () => boolean;
  /** Everything from that time on was looked at; -Infinity: all. */
  begins(): number;
  /** It was looked at, and does not pass. */
  leavesOut(record: Record): boolean;
  /** Looks at more of them, for so many milliseconds; whether it looked at any. */
  work(milliseconds: number): boolean;
  /** The source has changed from that time on. */
  changed(from: number): void;
  /** Another source. */
  replaced(): void;
  /** The same source, without what was before that time. */
  letGo(before: number): void;
  /** What was said of any does not hold any more. */
  forget(): void;
  /** What was said of these does not hold any more. */
  doubt(records: Iterable<Record>): void;
  /**
   * Since the last call: the earliest time from which on the list is another one, whatever older ones were
   * looked at meanwhile; Infinity where it is the same.
   */
  takeChange(): number;
}

/** Records that are looked at between two looks at the clock. */
const slice = 20;

/** `test`: null lets all pass. */
export function createPassing(
  source: () => readonly Record[],
  test: ((record: Record) => boolean) | null,
  host: Host,
): Passing {
  const verdicts = new Map<Record, boolean>();
  let list: Record[] = [];
  /** Everything from that time on is looked at, and in the list. */
  let swept = Infinity;
  let listed = Infinity;
  /** The source, or what was said of it, has changed from there on. */
  let from = -Infinity;
  /** What `takeChange` tells next. */
  let told = -Infinity;

  function look(record: Record): boolean {
    const known = verdicts.get(record);
    if (known !== undefined) return known;
    const passes = test?.(record) ?? true;
    verdicts.set(record, passes);
    return passes;
  }

  function change(time: number): void {
    from = Math.min(from, time);
    told = Math.min(told, time);
  }

  function passingIn(begin: number, end: number): Record[] {
    const all = source();
    const found: Record[] = [];
    for (let at = firstIndex(all, ({ time }) => time >= begin); at < all.length; at += 1) {
      const record = all[at];
      if (!record || record.time >= end) break;
      if (look(record)) found.push(record);
    }
    return found;
  }

  return {
    list() {
      if (!test) return source();
      if (from < Infinity) {
        // Before all that is listed: everything that was looked at is listed anew.
        if (from <= listed) from = listed = swept;
        const begin = from;
        const before = firstIndex(list, ({ time }) => time >= begin);
        list = list.slice(0, before).concat(passingIn(begin, Infinity));
        from = Infinity;
      }
      if (swept < listed) {
        list = passingIn(swept, listed).concat(list);
        listed = swept;
      }
      return list;
    },
    complete: () => !test || swept === -Infinity,
    begins: () => (test ? swept : -Infinity),
    leavesOut: (record) => verdicts.get(record) === false,
    work(milliseconds) {
      if (!test || swept === -Infinity) return false;
      const all = source();
      const until = host.clock() + milliseconds;
      let at = firstIndex(all, ({ time }) => time >= swept) - 1;
      for (let done = 1; at >= 0; at -= 1, done += 1) {
        const record = all[at];
        if (record) look(record);
        // Records of one time are looked at together.
        if (done < slice || all[at - 1]?.time === record?.time) continue;
        done = 0;
        if (host.clock() >= until) break;
      }
      swept = at > 0 ? (all[at]?.time ?? -Infinity) : -Infinity;
      return true;
    },
    changed: change,
    replaced() {
      const here = new Set(source());
      for (const record of verdicts.keys()) if (!here.has(record)) verdicts.delete(record);
      change(-Infinity);
    },
    letGo(before) {
      deleteBefore(verdicts, before);
      list = list.slice(firstIndex(list, ({ time }) => time >= before));
    },
    forget() {
      verdicts.clear();
      swept = Infinity;
      change(-Infinity);
    },
    doubt(records) {
      for (const record of records) if (verdicts.delete(record)) change(record.time);
    },
    takeChange() {
      const time = told;
      told = Infinity;
      return time;
    },
  };
}
