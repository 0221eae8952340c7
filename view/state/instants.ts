import type { Selection } from './selection';

/** The instant that State shows, and the one that it compares with. */
export type Instant = 'at' | 'since';

/**
 * Moves one of them: what is compared with is never the later one. `latest`: where `at` is while nobody moved
 * it.
 */
export function moveInstant(
  { at, since }: Pick<Selection, Instant>,
  which: Instant,
  time: number,
  latest: number,
): void {
  if (which === 'since') {
    since.value = Math.min(time, at.value ?? latest);
    return;
  }
  at.value = time;
  if (since.value !== null && since.value > time) since.value = time;
}
