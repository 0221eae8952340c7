import type { Observation } from './record';

/**
 * By how many milliseconds the times of a context's records are ahead of its own clock, from this record on:
 * the most that the wall clock is known to have been ahead, so that they never go back. `before`: what it
 * was; 0 at first.
 */
export function correction(before: number, record: Observation): number {
  return record.type === 'clock' ? Math.max(before, record.ahead) : before;
}
