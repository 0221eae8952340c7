/** Calls that wait for their time, in the time of the records. */
export interface Agenda {
  add(time: number, call: () => void): void;
  /**
   * Calls what is due at that time, in order, no more than `most`, at most `width` milliseconds late; says
   * how many that were.
   */
  pass(time: number, most?: number): number;
}

/** Calls are kept in slots of so many milliseconds: thousands wait, and each is added and called once. */
const width = 100;

interface Slot {
  readonly end: number;
  readonly calls: { readonly time: number; readonly call: () => void }[];
  /** Calls that were made; -1: none, and they are not in order yet. */
  made: number;
}

/** `reached` hears of the time of the calls that are made next. */
export function createAgenda(reached: (time: number) => void): Agenda {
  const slots = new Map<number, Slot>();
  const queue = createQueue();

  return {
    add(time, call) {
      const end = Math.floor(time / width) * width + width;
      let slot = slots.get(end);
      if (!slot || slot.made !== -1) {
        slot = { end, calls: [], made: -1 };
        slots.set(end, slot);
        queue.add(slot);
      }
      slot.calls.push({ time, call });
    },
    pass(time, most = Infinity) {
      let made = 0;
      for (let slot = queue.first(); slot && slot.end <= time && made < most; slot = queue.first()) {
        if (slot.made === -1) {
          slot.calls.sort((a, b) => a.time - b.time);
          slot.made = 0;
        }
        const next = slot.calls[slot.made];
        slot.made += 1;
        if (next) {
          made += 1;
          reached(slot.end);
          next.call();
        } else {
          queue.shift();
          if (slots.get(slot.end) === slot) slots.delete(slot.end);
        }
      }
      return made;
    },
  };
}

/** Slots, the earliest first: a binary heap, since times may be as far apart as a page likes. */
function createQueue() {
  const heap: Slot[] = [];

  function endAt(at: number): number {
    return heap[at]?.end ?? Infinity;
  }

  function swap(one: number, other: number): void {
    const [a, b] = [heap[one], heap[other]];
    if (a && b) [heap[one], heap[other]] = [b, a];
  }

  return {
    first: (): Slot | undefined => heap[0],
    add(slot: Slot): void {
      heap.push(slot);
      for (let at = heap.length - 1; at > 0;) {
        const above = (at - 1) >> 1;
        if (endAt(above) <= endAt(at)) return;
        swap(above, at);
        at = above;
      }
    },
    shift(): void {
      const last = heap.pop();
      if (!last || heap.length === 0) return;
      heap[0] = last;
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const least = endAt(right) < endAt(left) ? right : left;
        if (endAt(at) <= endAt(least)) return;
        swap(at, least);
        at = least;
      }
    },
  };
}
