import { effect, signal, type Signal } from '@preact/signals';
import { nameOf } from '../../src/exchange/record-name';
import type { RecordRef } from '../../src/exchange/types';
import type { Finding } from '../../src/findings/types';
import type { Record } from '../../src/record';
import type { History } from './history';
import { keepState, signalsOf, type ViewName, type ViewSignals, type ViewState } from './view-state';

/** Leads to a record in the list. */
export type ShowRecord = (record: RecordRef) => void;

/** The view state, with the ways that lead from one thing to another. */
export interface Selection extends ViewSignals {
  readonly record: Signal<Record | null>;
  select(record: Record | null): void;
  /** Another view, without details. */
  show(view: ViewName): void;
  letAllPass(): void;
  showRecord: ShowRecord;
  showFinding(finding: Finding): void;
  showContext(id: string): void;
  end(): void;
}

/** `kept`: changes go into the page's address and are remembered. */
export function createSelection(history: History, first: ViewState, kept: boolean): Selection {
  const signals = signalsOf(first);
  const record = signal<Record | null>(null);
  const endFilter = effect(() => {
    history.filter(signals.filter.value, signals.kinds.value, signals.problemsOnly.value);
  });
  const endKeeping = kept ? keepState(signals, history.origin) : () => undefined;

  function go(to: ViewName): void {
    signals.view.value = to;
    signals.opened.value = true;
  }

  function letAllPass(): void {
    signals.filter.value = '';
    signals.kinds.value = null;
    signals.problemsOnly.value = false;
  }

  function select(chosen: Record | null): void {
    record.value = chosen;
    signals.message.value = chosen && nameOf(chosen);
  }

  return {
    ...signals,
    record,
    select,
    letAllPass,
    show(view) {
      if (view !== signals.view.value) signals.opened.value = false;
      signals.view.value = view;
    },
    showRecord(ref) {
      const found = history.analysis.correlator.record(ref);
      if (!found) return;
      if (!history.passes(found)) letAllPass();
      select(found);
      go('messages');
    },
    showFinding({ id }) {
      if (!history.findings().some((one) => one.id === id && history.passesFinding(one))) letAllPass();
      signals.finding.value = id;
      go('findings');
    },
    showContext(id) {
      signals.context.value = id;
      signals.connections.value = 'contexts';
      go('connections');
    },
    end() {
      endFilter();
      endKeeping();
    },
  };
}

/** The record that is selected: the one that was clicked, or, after a reload, the one that the address names. */
export function selectedRecord(history: History, selection: Selection): Record | null {
  if (selection.record.value) return selection.record.value;
  const ref = refOf(selection.message.value);
  return (ref && history.analysis.correlator.record(ref)) ?? null;
}

/** `context/seq`, as nameOf writes it. */
export function refOf(name: string | null): RecordRef | null {
  const slash = name?.lastIndexOf('/') ?? -1;
  if (name === null || slash < 0) return null;
  return { context: name.slice(0, slash), seq: Number(name.slice(slash + 1)) };
}
