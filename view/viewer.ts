import { signal, type Signal } from '@preact/signals';
import type { Database, OriginRow } from '../store/database';
import { readOrigins } from '../store/history';
import { onRing } from './doorbell';
import { openHistory, type History } from './history';
import { t } from './i18n';
import { createSite, type Site } from './site';
import { followStacks, type Stacks } from './stacks';

/** What a viewer shows: one origin at a time, the list of all, and what troubles the store. */
export interface Viewer {
  readonly database: Database;
  readonly current: Signal<{ readonly history: History; readonly site: Site }>;
  readonly origins: Signal<readonly OriginRow[]>;
  readonly trouble: Signal<string>;
  readonly stacks: Stacks;
  choose(origin: string): void;
}

/** Milliseconds between two readings of the counts. */
const countEvery = 500;

export function openViewer(database: Database, origin: string): Viewer {
  const origins = signal<readonly OriginRow[]>([]);
  const trouble = signal('');
  const current = signal(show(origin));
  let counting = 0;

  function show(chosen: string): { history: History; site: Site } {
    const history = openHistory(database, chosen, (message) => {
      trouble.value = message;
    });
    return { history, site: createSite(chosen) };
  }

  function count(): void {
    counting = 0;
    void readOrigins(database).then((rows) => {
      origins.value = rows;
    });
  }
  count();

  onRing((ring) => {
    current.value.history.take(ring);
    if (ring.type === 'watch-changed') current.value.site.refresh();
    if (ring.type === 'trouble') trouble.value = ring.message && t('store_failing', ring.message);
    if (counting === 0) counting = window.setTimeout(count, countEvery);
  });

  return {
    database,
    current,
    origins,
    trouble,
    stacks: followStacks(),
    choose(chosen) {
      if (chosen === current.value.history.origin) return;
      current.value.history.close();
      current.value = show(chosen);
    },
  };
}
