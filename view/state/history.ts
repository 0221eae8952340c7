import { signal, type ReadonlySignal } from '@preact/signals';
import type { ContextInfo } from '../../src/exchange/types';
import { createTabNames, type TabNames } from '../../src/shown/tab-names';
import type { AnswerTo, Question } from '../../src/capture/types';
import type { ContextsAnswer, FindingRow, StatusAnswer } from '../../src/capture/lists/list-types';
import type { StoredClient } from '../browser/capture-client';
import { createAsker, rests } from './answers';
import { hiddenOf, type HiddenFindings } from './hidden';

/**
 * One origin's records as a viewer shows them: a capture in the worker, and what all views know of it.
 * Signals change once a frame at most.
 */
export interface History {
  readonly origin: string;
  /** Answers what lists and details ask, as plain values. */
  readonly client: StoredClient;
  /** null until the first answer. */
  readonly status: ReadonlySignal<StatusAnswer | null>;
  readonly documents: ReadonlySignal<Documents>;
  /** All, without what the user has hidden; null until the first answer. */
  readonly findings: () => readonly FindingRow[] | null;
  /** Findings that the user does not want to see. */
  readonly hidden: HiddenFindings;
  readonly paused: ReadonlySignal<boolean>;
  pause(paused: boolean): void;
  close(): void;
}

/** The documents of an origin, as of one version. */
export interface Documents {
  readonly tabs: TabNames;
  readonly contexts: readonly ContextInfo[];
  readonly names: ContextsAnswer['names'];
  /** How many tabs show the site now. */
  readonly openTabs: number;
}

const all = { filter: '', window: null } as const;

export function createHistory(origin: string, client: StoredClient): History {
  const status = signal<StatusAnswer | null>(null);
  const documents = signal(documentsOf(null, null));
  const found = signal<readonly FindingRow[] | null>(null);
  const paused = signal(false);
  const hidden = hiddenOf(origin);

  function follow<Q extends Question>(question: Q, take: (answer: AnswerTo<Q>) => void): () => void {
    const asker = createAsker<Q>(client, take, rests);
    asker.ask(question);
    return asker.end;
  }

  const ends = [
    follow({ ask: 'contexts', ...all }, (answer) => {
      documents.value = documentsOf(answer, documents.peek());
    }),
    follow({ ask: 'status' }, (answer) => {
      status.value = answer;
    }),
    follow({ ask: 'findings', kinds: null, ...all }, ({ findings }) => {
      found.value = findings;
    }),
  ];

  return {
    origin,
    client,
    status,
    documents,
    findings: () => found.value?.filter(({ finding }) => !hidden.hides(finding)) ?? null,
    hidden,
    paused,
    pause(value) {
      paused.value = value;
      client.pause(value);
    },
    close() {
      for (const end of ends) end();
      client.close();
    },
  };
}

/** `before`: names that are still the same stay the same list, and rows with them. */
function documentsOf(answer: ContextsAnswer | null, before: Documents | null): Documents {
  const tabs = createTabNames();
  for (const context of answer?.documents ?? []) tabs.add(context);
  const gone = new Set(answer?.names.filter((name) => name.gone).map(({ id }) => id));
  const open = tabs.all().filter(({ id }) => !gone.has(id));
  const names = answer?.names ?? [];
  return {
    tabs,
    contexts: answer?.contexts ?? [],
    names: before && JSON.stringify(before.names) === JSON.stringify(names) ? before.names : names,
    openTabs: new Set(open.map(({ tab }) => tab)).size,
  };
}
