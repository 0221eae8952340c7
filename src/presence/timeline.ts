/** A value that changes over time, as one context's records tell of it: times never go back. */
export interface Timeline<T> {
  set(time: number, value: T): void;
  /** The value at that time, its own changes included. */
  at(time: number): T;
  readonly last: T;
  /** Since when it has the value of that time. */
  changedAt(time: number): number;
  /** Since when it has its last value. */
  readonly since: number;
  /** Whether any value between the two times, both included, passes. */
  some(from: number, to: number, passes: (value: T) => boolean): boolean;
  /** Lets go of changes before that time, except the one that is in force. */
  forget(before: number): void;
}

export function createTimeline<T>(initial: T, since = -Infinity): Timeline<T> {
  let times: number[] = [since];
  let values: T[] = [initial];

  /** Index of the last change at or before the time; 0 where all are later. */
  function indexAt(time: number): number {
    let low = 0;
    let high = times.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((times[middle] ?? 0) <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function valueAt(index: number): T {
    return values[index] as T;
  }

  return {
    set(time, value) {
      if (valueAt(values.length - 1) === value) return;
      times.push(time);
      values.push(value);
    },
    at: (time) => valueAt(indexAt(time)),
    changedAt: (time) => times[indexAt(time)] ?? -Infinity,
    get last() {
      return valueAt(values.length - 1);
    },
    get since() {
      return times[times.length - 1] ?? -Infinity;
    },
    some(from, to, passes) {
      for (let index = indexAt(from); index < times.length; index += 1) {
        if (index > 0 && (times[index] ?? 0) > to) return false;
        if (passes(valueAt(index))) return true;
      }
      return false;
    },
    forget(before) {
      const keep = indexAt(before);
      if (keep === 0) return;
      times = times.slice(keep);
      values = values.slice(keep);
    },
  };
}
