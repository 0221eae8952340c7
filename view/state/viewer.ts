import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Database, OriginRow } from '../../store/database';
import { readOrigins } from '../../store/history';
import type { OwnRules } from '../../src/file/redaction/own-rules';
import { parseSettings } from '../../src/protocol/settings';
import { onRingOfPages } from '../browser/doorbell';
import type { Captures } from '../browser/capture-worker';
import { readUser } from '../browser/user';
import { t } from '../browser/i18n';
import { createHistory, type History } from './history';
import type { ImportedHistory } from './imported-history';
import { createOpenedFiles, type OpenedFiles } from './opened-files';
import { readNeighbours } from '../browser/neighbours';
import { createSite, type Site } from './site';
import { followStacks, type Stacks } from './stacks';

/** One origin: watched and in the store, or out of a file. */
export interface Shown {
  readonly history: History;
  /** null for one out of a file. */
  readonly site: Site | null;
  readonly imported: ImportedHistory | null;
}

/** What a viewer shows: one origin at a time, the list of all, and what troubles the store. */
export interface Viewer {
  readonly current: Signal<Shown>;
  readonly origins: Signal<readonly OriginRow[]>;
  readonly imports: Signal<readonly ImportedHistory[]>;
  readonly trouble: ReadonlySignal<string>;
  /** Why nothing new is shown until this page is loaded anew; '' where all is well. */
  readonly failure: ReadonlySignal<string>;
  /** The user's own rules for what is saved. */
  readonly rules: () => Promise<OwnRules>;
  /** null where nothing is recorded. */
  readonly stacks: Stacks | null;
  choose(origin: string): void;
  chooseImported(imported: ImportedHistory): void;
  /** Several at once are one capture. */
  readonly files: Pick<OpenedFiles, 'opening' | 'open' | 'cancel'>;
}

/** To the origin of the tab that a viewer follows. A file stays until the user chooses something else. */
export function goAlong(viewer: Viewer, origin: string): void {
  const { history, imported } = viewer.current.value;
  if (!imported && origin !== history.origin) viewer.choose(origin);
}

/** Milliseconds between two readings of the counts and the neighbours. */
const countEvery = 500;

export function openViewer(captures: Captures, database: Promise<Database>, origin: string): Viewer {
  const { worker } = captures;
  const origins = signal<readonly OriginRow[]>([]);
  const trouble = signal('');
  let history = open(origin);
  let site = createSite(origin, database);
  const current = signal<Shown>({ history, site, imported: null });
  let counting = 0;
  /** Documents came or went since their last reading. */
  let moved = true;

  function open(chosen: string): History {
    return createHistory(chosen, worker.open(chosen));
  }

  function count(): void {
    counting = 0;
    void database.then(readOrigins).then((rows) => {
      origins.value = rows;
    });
    if (!moved) return;
    moved = false;
    const { client, origin: of } = history;
    void database.then((store) => readNeighbours(store, of)).then(client.setNeighbours);
  }
  count();

  onRingOfPages((ring) => {
    if (ring.type === 'context' || ring.type === 'started') moved = true;
    if (ring.type === 'watch-changed') site.refresh();
    if (ring.type === 'trouble') {
      trouble.value = ring.message && t('store_failing', ring.message);
      // The list of watched sites is in the same store.
      if (ring.message === '') site.refresh();
    }
    if (counting === 0) counting = window.setTimeout(count, countEvery);
  });

  function chooseImported(imported: ImportedHistory): void {
    current.value = { history: imported.history, site: null, imported };
  }
  const files = createOpenedFiles(worker, chooseImported, (sentence) => {
    trouble.value = sentence;
  });

  return {
    current,
    origins,
    imports: files.imports,
    trouble: computed(
      () => trouble.value || captures.trouble.value || (current.value.history.status.value?.trouble ?? ''),
    ),
    failure: captures.failure,
    async rules() {
      const { redactNames: names, redactPatterns: patterns } = parseSettings(await readUser('settings'));
      return { names, patterns };
    },
    stacks: followStacks(),
    choose(chosen) {
      if (chosen !== history.origin) {
        history.close();
        history = open(chosen);
        site = createSite(chosen, database);
        moved = true;
        count();
      }
      current.value = { history, site, imported: null };
    },
    chooseImported,
    files,
  };
}
