import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';

/** Whether the list stays at its end, and how many rows came since it does not. */
export interface Following {
  readonly on: Signal<boolean>;
  readonly missed: ReadonlySignal<number>;
  /** So many rows pass now. */
  saw(passing: number): void;
}

export function createFollowing(): Following {
  const on = signal(true);
  const passing = signal(0);
  const seen = signal(0);
  return {
    on,
    missed: computed(() => (on.value ? 0 : Math.max(0, passing.value - seen.value))),
    saw(now) {
      passing.value = now;
      // What a filter lets pass may become less.
      if (on.peek() || now < seen.peek()) seen.value = now;
    },
  };
}
