import type { FindingCode } from '../types';

/** How often a tab of a loop spoke, and when first. */
interface Turns {
  readonly count: number;
  readonly first: { readonly time: number };
}

/** What a loop makes besides is no matter of its own. */
export const besideALoop: readonly FindingCode[] = ['S2', 'S15', 'S19', 'R2', 'R3', 'B12'];

/** The rounds of two tabs that answer each other, up to that time. */
export function roundsOf(one: Turns, other: Turns, until: number) {
  const rounds = Math.max(one.count, other.count);
  const seconds = Math.max(0.001, (until - Math.min(one.first.time, other.first.time)) / 1_000);
  return { rounds, seconds, aSecond: Math.max(1, Math.round((rounds - 1) / seconds)) };
}
