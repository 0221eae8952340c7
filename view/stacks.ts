import { signal, type Signal } from '@preact/signals';
import browser from 'webextension-polyfill';
import { fields, flag } from '../src/parse';
import { command } from './commands';

/** Whether senders' call stacks are recorded: a setting of the user's, for all sites. */
export interface Stacks {
  readonly on: Signal<boolean>;
  toggle(): void;
}

export function followStacks(): Stacks {
  const on = signal(false);
  async function read(): Promise<void> {
    const { settings } = await browser.storage.local.get('settings');
    on.value = flag(fields(settings)?.stacks) ?? false;
  }
  void read();
  browser.storage.local.onChanged.addListener((changes) => {
    if ('settings' in changes) void read();
  });
  return {
    on,
    toggle() {
      void command({ type: 'set-stacks', on: !on.value });
    },
  };
}
