import { computed, type ReadonlySignal } from '@preact/signals';
import { command } from '../browser/commands';
import { followSettings } from '../browser/settings';

/** Whether senders' call stacks are recorded: a setting of the user's, for all sites. */
export interface Stacks {
  readonly on: ReadonlySignal<boolean>;
  toggle(): void;
}

export function followStacks(): Stacks {
  const settings = followSettings();
  const on = computed(() => settings.value.stacks);
  return {
    on,
    toggle() {
      void command({ type: 'change-settings', change: { stacks: !on.value } });
    },
  };
}
