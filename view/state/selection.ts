import { signal, type Signal } from '@preact/signals';
import type { RecordRef } from '../../src/exchange/types';
import type { Finding } from '../../src/findings/types';
import type { Record } from '../../src/record';
import type { History } from './history';

export const viewNames = ['records', 'findings', 'contexts', 'latencies'] as const;
export type ViewName = (typeof viewNames)[number];

/** Leads to a record in the list. */
export type ShowRecord = (record: RecordRef) => void;

/** What a person looks at: which list, what is selected in it, and whether its details are open. */
export interface Selection {
  readonly view: Signal<ViewName>;
  readonly record: Signal<Record | null>;
  /** Ids: what they name is made anew with each change. */
  readonly finding: Signal<string | null>;
  readonly context: Signal<string | null>;
  readonly opened: Signal<boolean>;
  showRecord: ShowRecord;
  showFinding(finding: Finding): void;
  showContext(id: string): void;
}

export function createSelection(history: History): Selection {
  const view = signal<ViewName>('records');
  const record = signal<Record | null>(null);
  const finding = signal<string | null>(null);
  const context = signal<string | null>(null);
  const opened = signal(false);

  function go(to: ViewName): void {
    view.value = to;
    opened.value = true;
  }

  return {
    view,
    record,
    finding,
    context,
    opened,
    showRecord(ref) {
      const found = history.analysis.correlator.record(ref);
      if (!found) return;
      if (!history.passes(found)) history.filter('');
      record.value = found;
      go('records');
    },
    showFinding({ id }) {
      if (!history.analysis.findings().some((one) => one.id === id && history.passesFinding(one)))
        history.filter('');
      finding.value = id;
      go('findings');
    },
    showContext(id) {
      context.value = id;
      go('contexts');
    },
  };
}
