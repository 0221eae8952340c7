import { firstIndex } from '../../record/held';
import type { Record } from '../../record/record';
import type { Unit } from './folding';

/** One row of a list, before anything of it is worked out. */
export type Slot =
  | { readonly slot: 'unit'; readonly unit: Unit; readonly expanded: boolean }
  /** One of a fold's, below it. */
  | { readonly slot: 'member'; readonly record: Record; readonly expanded: boolean }
  | { readonly slot: 'delivery'; readonly head: Record; readonly index: number; readonly depth: number };

/** What of a list is expanded. */
export interface Expanded {
  /** Records whose deliveries are shown. */
  readonly deliveries: ReadonlySet<Record>;
  /** First records of folds whose members are shown. */
  readonly folds: ReadonlySet<Record>;
}

/** Rows of units, with those below what is expanded. The rest is an index: nothing grows with the list. */
export interface Listing {
  readonly total: number;
  slots(from: number, to: number): Slot[];
  /**
   * Index of the row that shows a unit's, or a folded, record; `fold`: of the fold, not of the one below it.
   * -1: none does.
   */
  indexOf(record: Record, fold: boolean): number;
}

interface Opened {
  /** Index of the unit. */
  readonly at: number;
  readonly below: readonly Slot[];
}

/** `sorted`: the units are not in the order of time. `deliveriesOf`: how many rows a record has below it. */
export function createListing(
  units: readonly Unit[],
  { deliveries, folds }: Expanded,
  deliveriesOf: (head: Record) => number,
  sorted: boolean,
): Listing {
  const opened = openedOf();
  const more = opened.reduce((sum, { below }) => sum + below.length, 0);

  function openedOf(): Opened[] {
    const byUnit = new Map<number, Opened>();
    for (const record of [...deliveries, ...folds]) {
      const at = unitOf(units, record, sorted);
      const unit = units[at];
      if (!unit || byUnit.has(at)) continue;
      const below = belowOf(unit);
      if (below.length > 0) byUnit.set(at, { at, below });
    }
    return [...byUnit.values()].sort((a, b) => a.at - b.at);
  }

  function belowOf({ head, members }: Unit): Slot[] {
    if (!members) return deliveryRows(head, 1);
    if (!folds.has(head)) return [];
    return members.flatMap((record) => {
      const below = deliveryRows(record, 2);
      return [{ slot: 'member', record, expanded: below.length > 0 } as const, ...below];
    });
  }

  function deliveryRows(head: Record, depth: number): Slot[] {
    if (!deliveries.has(head)) return [];
    return Array.from({ length: deliveriesOf(head) }, (_, index) => ({
      slot: 'delivery',
      head,
      index,
      depth,
    }));
  }

  /** Index of a unit's row. */
  function rowOf(at: number): number {
    let row = at;
    for (const one of opened) if (one.at < at) row += one.below.length;
    return row;
  }

  return {
    total: units.length + more,
    slots(from, to) {
      const slots: Slot[] = [];
      let row = 0;
      let at = 0;
      let next = 0;
      // To the unit of the first row that is asked for.
      for (; next < opened.length; next += 1) {
        const one = opened[next];
        if (!one || row + (one.at - at) + 1 + one.below.length > from) break;
        row += one.at - at + 1 + one.below.length;
        at = one.at + 1;
      }
      const nextAt = opened[next]?.at ?? Infinity;
      const skip = Math.max(0, Math.min(from - row, nextAt - at));
      row += skip;
      at += skip;
      for (; at < units.length && row < to; at += 1) {
        const unit = units[at];
        if (!unit) break;
        const below = opened[next]?.at === at ? (opened[next]?.below ?? []) : [];
        if (below.length > 0) next += 1;
        for (const slot of [{ slot: 'unit', unit, expanded: below.length > 0 } as const, ...below]) {
          if (row >= from && row < to) slots.push(slot);
          row += 1;
        }
      }
      return slots;
    },
    indexOf(record, fold) {
      const at = unitOf(units, record, sorted);
      const unit = units[at];
      if (!unit) return -1;
      if (fold) return rowOf(at);
      const below = opened.find((one) => one.at === at)?.below ?? [];
      const inside = below.findIndex((slot) => slot.slot === 'member' && slot.record === record);
      return rowOf(at) + 1 + inside;
    },
  };
}

/** Index of the unit that holds a record; -1 where none does. */
function unitOf(units: readonly Unit[], record: Record, sorted: boolean): number {
  const holds = ({ head, members }: Unit): boolean => head === record || members?.includes(record) === true;
  if (sorted) return units.findIndex(holds);
  const after = firstIndex(units, ({ head }) => head.time > record.time);
  for (let at = after - 1; at >= 0; at -= 1) if (holds(units[at] as Unit)) return at;
  return -1;
}
