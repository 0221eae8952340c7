/**
 * First in, first out. Taking one costs the same however many there are; an array's own shift moves all of a
 * long one.
 */
export interface Fifo<T> {
  readonly length: number;
  push(item: T): void;
  /** The `index`th from the oldest. */
  at(index: number): T | undefined;
  shift(): T | undefined;
}

/** So many places of taken items are put up with. */
const slack = 1_000;

export function createFifo<T>(): Fifo<T> {
  let items: (T | undefined)[] = [];
  let first = 0;
  return {
    get length() {
      return items.length - first;
    },
    push(item) {
      items.push(item);
    },
    at: (index) => items[first + index],
    shift() {
      const item = items[first];
      if (first === items.length) return undefined;
      items[first] = undefined;
      first += 1;
      if (first > slack && first * 2 > items.length) {
        items = items.slice(first);
        first = 0;
      }
      return item;
    },
  };
}
