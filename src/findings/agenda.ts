/** Calls that wait for their time, in the time of the records. */
export interface Agenda {
  add(time: number, call: () => void): void;
  /** Calls what is due at that time, in order; at most `width` milliseconds late. */
  pass(time: number): void;
}

/** Calls are kept in slots of so many milliseconds: thousands wait, and each is added and called once. */
const width = 100;

/** `reached` hears of the time of the calls that are made next. */
export function createAgenda(reached: (time: number) => void): Agenda {
  const slots = new Map<number, { readonly time: number; readonly call: () => void }[]>();
  let earliest = Infinity;

  return {
    add(time, call) {
      const end = Math.floor(time / width) * width + width;
      const slot = slots.get(end);
      if (slot) slot.push({ time, call });
      else slots.set(end, [{ time, call }]);
      if (end < earliest) earliest = end;
    },
    pass(time) {
      while (earliest <= time) {
        const slot = slots.get(earliest) ?? [];
        slots.delete(earliest);
        reached(earliest);
        earliest = Infinity;
        for (const end of slots.keys()) if (end < earliest) earliest = end;
        for (const { call } of slot.sort((a, b) => a.time - b.time)) call();
      }
    },
  };
}
