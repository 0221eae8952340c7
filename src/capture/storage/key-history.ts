import { firstIndex } from '../../record/held';
import type { Record, Text } from '../../record/record';
import { alike, valueAfter, type Change, type How } from './change';
import { mayBeLateMs } from '../../time-windows';

/** Changes within that time that are looked at. */
const lookBack = 100;

/** Everything that became of one key of one area, in the order of time. Values stay in their records. */
export interface KeyHistory {
  readonly key: string;
  readonly count: () => number;
  /** Undefined beyond the ends. */
  at(index: number): Change | undefined;
  /** Index of the last change at that time or before; -1: none. */
  indexAt(time: number): number;
  /** How many writes there were among the first `to` changes. */
  writes(to: number): number;
  /** Whether it had this value at that time, or shortly before. */
  hadLately(value: Text | null, time: number): boolean;
  push(record: Record, how: How, time: number): void;
  /** Undoes the last. */
  pop(): void;
  /** Keeps the order of time. */
  insert(record: Record, how: How, time: number): void;
  /** A change was seen earlier than it was known to be. */
  moveUp(index: number, time: number): void;
}

/** `writesBefore`: of records that are not held any more. */
export function createKeyHistory(key: string, writesBefore = 0): KeyHistory {
  const records: Record[] = [];
  const hows: How[] = [];
  const times: number[] = [];
  /** How many of the changes up to each are writes. */
  const writes: number[] = [];

  function at(index: number): Change | undefined {
    const [record, how, time] = [records[index], hows[index], times[index]];
    if (!record || !how || time === undefined) return undefined;
    return { time, how, record, value: valueAfter(record, how, key) };
  }

  function count(index: number): void {
    for (let one = index; one < hows.length; one += 1)
      writes[one] = (writes[one - 1] ?? writesBefore) + (hows[one] === 'write' ? 1 : 0);
  }

  function indexAt(time: number): number {
    return firstIndex(times, (one) => one > time) - 1;
  }

  return {
    key,
    count: () => records.length,
    at,
    indexAt,
    writes: (to) => writes[to - 1] ?? writesBefore,
    hadLately(value, time) {
      const last = indexAt(time);
      for (let index = last; index >= Math.max(0, last - lookBack); index -= 1) {
        const change = at(index);
        if (!change) return false;
        if (alike(change.value, value)) return true;
        if (change.time < time - mayBeLateMs) return false;
      }
      return last < lookBack && value === null;
    },
    push(record, how, time) {
      records.push(record);
      hows.push(how);
      times.push(time);
      count(records.length - 1);
    },
    pop() {
      records.pop();
      hows.pop();
      times.pop();
      writes.pop();
    },
    insert(record, how, time) {
      const index = indexAt(time) + 1;
      records.splice(index, 0, record);
      hows.splice(index, 0, how);
      times.splice(index, 0, time);
      count(index);
    },
    moveUp(index, time) {
      if (time < (times[index] ?? 0) && time >= (times[index - 1] ?? -Infinity)) times[index] = time;
    },
  };
}
