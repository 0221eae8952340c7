import { signal, type Signal } from '@preact/signals';
import browser from 'webextension-polyfill';
import type { WatchState } from '../../src/protocol/background';
import { isWatchable } from '../../src/protocol/watch-list';
import type { Database } from '../../store/database';
import { command, watchSite } from '../browser/commands';
import { readNeighbours } from '../browser/neighbours';
import { t } from '../browser/i18n';
import type { Source } from '../saving/protocol';

/** Whether an origin is watched, and what the user can do about it. */
export interface Site {
  readonly origin: string;
  /** null until it is known. */
  readonly state: Signal<WatchState | null>;
  /** A sentence for the user: what went wrong. */
  readonly trouble: Signal<string>;
  refresh(): void;
  watch(): void;
  unwatch(): void;
  reloadTabs(): void;
  clear(): void;
  /** Where its records are, to save them. */
  source(): Promise<Source>;
}

export function createSite(origin: string, database: Promise<Database>): Site {
  const state = signal<WatchState | null>(null);
  const trouble = signal('');
  /** Why the last command was not carried out; '' where it was. */
  let failed = '';

  async function run(type: 'watch-state' | 'unwatch' | 'reload-tabs' | 'clear'): Promise<void> {
    const answer = await command({ type, origin });
    if (!answer.ok) {
      failed = answer.message;
      trouble.value = failed;
      return;
    }
    state.value = answer.state;
    if (trouble.value === failed) trouble.value = '';
    failed = '';
  }

  function refresh(): void {
    if (isWatchable(origin)) void run('watch-state');
  }
  refresh();

  return {
    origin,
    state,
    trouble,
    refresh,
    watch() {
      trouble.value = '';
      watchSite(origin).then(
        (granted) => {
          if (!granted) trouble.value = t('watch_refused');
          refresh();
        },
        (error: unknown) => {
          trouble.value = String(error);
        },
      );
    },
    unwatch: () => void run('unwatch'),
    reloadTabs: () => void run('reload-tabs'),
    clear: () => void run('clear'),
    async source() {
      const { version: extension } = browser.runtime.getManifest();
      const neighbours = await readNeighbours(await database, origin);
      return { from: 'store', origin, neighbours, extension };
    },
  };
}

export function isWatched(state: WatchState | null): boolean {
  return state?.listed === true && state.granted;
}
