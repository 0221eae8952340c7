import { firstIndex } from '../../record/held';
import type { ChannelKind, Record } from '../../record/record';
import { sizeOf } from '../../shown/size';
import type { TimeWindow } from '../view';

/**
 * Counts of what passes a filter: they follow what comes, so that no question looks at every record again.
 */
export interface Tally {
  /** `records`: in the order of time, those before `from` as they were; those from `until` on come later. */
  take(records: readonly Record[], from: number, until?: number): void;
  /** Lets go of what was before that time. */
  forget(before: number): void;
  kinds(): ReadonlyMap<ChannelKind, Series>;
  /** Of all kinds together. */
  all(): Series;
}

/** Records of a kind, in the order of time. */
export interface Series {
  /** How many there are in a window; null: in all. */
  count(window: TimeWindow | null): number;
  /** How many, or how many bytes, are in each part; `partOf` is of a time, from 0, and never falls. */
  parts(bins: number, of: 'messages' | 'bytes', partOf: (time: number) => number): number[];
  /** The most within any second. */
  busiest(of: 'messages' | 'bytes'): number;
}

interface Growing extends Series {
  cut(from: number): void;
  forget(before: number): void;
  push(time: number, bytes: number): void;
}

/** `counts`: whether a record is counted. */
export function createTally(counts: (record: Record) => boolean): Tally {
  const kinds = new Map<ChannelKind, Growing>();
  const all = createSeries();
  return {
    take(records, from, until = Infinity) {
      for (const series of [all, ...kinds.values()]) series.cut(from);
      for (let at = firstIndex(records, ({ time }) => time >= from); at < records.length; at += 1) {
        const record = records[at];
        if (!record || record.time >= until) break;
        if (!counts(record)) continue;
        let series = kinds.get(record.channel.kind);
        if (!series) {
          series = createSeries();
          kinds.set(record.channel.kind, series);
        }
        const bytes = sizeOf(record) ?? 0;
        series.push(record.time, bytes);
        all.push(record.time, bytes);
      }
    },
    forget(before) {
      for (const series of [all, ...kinds.values()]) series.forget(before);
    },
    kinds: () => kinds,
    all: () => all,
  };
}

function createSeries(): Growing {
  const times: number[] = [];
  /** Bytes of all up to each. */
  const bytes: number[] = [];
  /** Of the second that ends with each: where it begins, and the most in any second up to then. */
  const begins: number[] = [];
  const mostMessages: number[] = [];
  const mostBytes: number[] = [];

  const lists = [times, bytes, begins, mostMessages, mostBytes];

  function measure(at: number): void {
    const begin = begins[at] ?? 0;
    mostMessages[at] = Math.max(mostMessages[at - 1] ?? 0, at + 1 - begin);
    mostBytes[at] = Math.max(mostBytes[at - 1] ?? 0, before(at + 1) - before(begin));
  }

  /** Bytes of all before an index. */
  function before(index: number): number {
    return bytes[index - 1] ?? 0;
  }

  return {
    cut(from) {
      const length = firstIndex(times, (time) => time >= from);
      for (const list of lists) list.length = length;
    },
    forget(from) {
      const gone = firstIndex(times, (time) => time >= from);
      const goneBytes = before(gone);
      for (const list of lists) list.splice(0, gone);
      for (let at = 0; at < times.length; at += 1) {
        bytes[at] = before(at + 1) - goneBytes;
        begins[at] = Math.max(0, (begins[at] ?? 0) - gone);
        measure(at);
      }
    },
    push(time, size) {
      const at = times.length;
      times.push(time);
      bytes.push(before(at) + size);
      let begin = begins[at - 1] ?? 0;
      while ((times[begin] ?? time) <= time - 1_000) begin += 1;
      begins.push(begin);
      measure(at);
    },
    count(window) {
      if (!window) return times.length;
      return firstIndex(times, (time) => time > window.to) - firstIndex(times, (time) => time >= window.from);
    },
    parts(bins, of, partOf) {
      let from = 0;
      return Array.from({ length: bins }, (_, bin) => {
        const start = from;
        from = firstIndex(times, (time) => partOf(time) > bin);
        return of === 'messages' ? from - start : before(from) - before(start);
      });
    },
    busiest: (of) => (of === 'messages' ? mostMessages : mostBytes).at(-1) ?? 0,
  };
}
