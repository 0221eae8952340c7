import type { LockBar } from '../../src/capture/timeline/types';

/** Bars of different locks of one lane are in so many rows. */
const barRows = 2;

/** Each lock has a row of its own, as far as there are rows. */
export function rowsOf(locks: readonly LockBar[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (const { name } of locks) if (!rows.has(name)) rows.set(name, rows.size % barRows);
  return rows;
}

/** A lock that one held was granted to another who waited for it. */
export function handOvers(locks: readonly LockBar[]): (readonly [LockBar, LockBar])[] {
  const held = locks.filter(({ state }) => state === 'held').sort((a, b) => a.from - b.from);
  const waited = new Set(
    locks.filter(({ state }) => state === 'waiting').map(({ lane, name, to }) => `${lane} ${to} ${name}`),
  );
  const last = new Map<string, LockBar>();
  return held.flatMap((bar) => {
    const before = last.get(bar.name);
    last.set(bar.name, bar);
    const isHandedOver =
      before && before.lane !== bar.lane && before.to !== null && before.to <= bar.from + 1;
    return isHandedOver && waited.has(`${bar.lane} ${bar.from} ${bar.name}`) ? [[before, bar] as const] : [];
  });
}
