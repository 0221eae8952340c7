/** Rows that are drawn, each with the number of its element. */
export interface Drawn {
  readonly ids: readonly string[];
  readonly elements: readonly number[];
}

/**
 * The elements of the next rows: a row that stays keeps its own; one that comes takes that of a row that
 * went, in their order. So nothing moves where all are others, and only what comes is drawn where some stay.
 */
export function drawnNext(before: Drawn, ids: readonly string[]): Drawn {
  const known = new Map(before.ids.map((id, index) => [id, before.elements[index]]));
  const kept = new Set(ids.map((id) => known.get(id)));
  const free = before.elements.filter((element) => !kept.has(element));
  let unused = 0;
  function fresh(): number {
    while (kept.has(unused) || before.elements.includes(unused)) unused += 1;
    return unused++;
  }
  return { ids, elements: ids.map((id) => known.get(id) ?? free.shift() ?? fresh()) };
}
