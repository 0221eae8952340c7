import type { Record } from '../../src/record/record';
import { createRandom } from './random';
import type { Simulation } from './simulated-tabs';

/**
 * For tests: the records of all contexts in some interleaving: each context's in its order, in batches, none
 * much later than the others.
 */
export function interleave({ records }: Simulation, seed: number): Record[][] {
  const random = createRandom(seed);
  const left = [...records.values()].map((list) => [...list]);
  const batches: Record[][] = [];
  while (left.some((list) => list.length > 0)) {
    const there = left.filter((list) => list.length > 0);
    const list = there[Math.floor(random() * there.length)];
    if (list) batches.push(list.splice(0, 1 + Math.floor(random() * 40)));
  }
  return batches;
}

/** Batches of what all saw in 50 ms, but for one tab, which is heard of so many milliseconds later. */
export function arriveLate({ records }: Simulation, context: string, late: number): Record[][] {
  const slots = new Map<number, Record[]>();
  for (const record of [...records.values()].flat()) {
    const slot = Math.floor((record.time + (record.context === context ? late : 0)) / 50);
    const batch = slots.get(slot);
    if (batch) batch.push(record);
    else slots.set(slot, [record]);
  }
  return [...slots].sort(([a], [b]) => a - b).map(([, batch]) => batch);
}

/**
 * In batches of some dozens in the order of their times, as in a viewer that is open; what each context sends
 * comes so many milliseconds later, at most.
 */
export function arriveLive({ records }: Simulation, seed: number, late: number): Record[][] {
  const random = createRandom(seed);
  const arriving = [...records.values()].flatMap((own) => {
    const lag = random() * late;
    return own.map((record) => ({ record, at: record.time + lag }));
  });
  arriving.sort((a, b) => a.at - b.at);
  const batches: Record[][] = [];
  while (arriving.length > 0)
    batches.push(arriving.splice(0, 1 + Math.floor(random() * 50)).map(({ record }) => record));
  return batches;
}
