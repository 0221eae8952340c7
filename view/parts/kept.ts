import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';

/**
 * Draws what `name` names anew only when one of the values is another, in their order, than those that it
 * was drawn of last. Preact looks no further into what it was given before.
 */
export type Keep = (name: string | number, of: readonly unknown[], draw: () => VNode) => VNode;

/** Holds what was kept in the last drawing of a component. */
export function useKept(): Keep {
  const last = useRef(new Map<string | number, Kept>());
  const before = last.current;
  const now = new Map<string | number, Kept>();
  last.current = now;
  return (name, of, draw) => {
    const known = before.get(name);
    const kept = known && isSame(known.of, of) ? known : { of, drawn: draw() };
    now.set(name, kept);
    return kept.drawn;
  };
}

interface Kept {
  readonly of: readonly unknown[];
  readonly drawn: VNode;
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && now.every((value, index) => Object.is(value, before[index]));
}
