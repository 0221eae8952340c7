import { effect, signal, type Signal } from '@preact/signals';
import { nameOf } from '../../src/exchange/record-name';
import type { Details, ExchangeRow, Row } from '../../src/capture/types';
import type { RecordRef } from '../../src/exchange/types';
import type { Finding } from '../../src/findings/types';
import { quoted } from '../../src/filter/print';
import { channelKinds, type ChannelKind, type Record } from '../../src/record';
import type { History } from './history';
import { keepState, signalsOf, type ViewName, type ViewSignals, type ViewState } from './view-state';

/** Leads to a record in the list. */
export type ShowRecord = (record: RecordRef) => void;

/** The view state, with the ways that lead from one thing to another. */
export interface Selection extends ViewSignals {
  readonly record: Signal<Record | null>;
  /** Ids of rows that show what is below them. */
  readonly expanded: Signal<readonly string[]>;
  /** A second exchange, kept beside the one that is selected; null where there is none. */
  readonly pinned: Signal<string | null>;
  select(record: Record | null): void;
  /** A row among messages, by its id. */
  selectRow(row: Pick<Row, 'id' | 'record'>): void;
  /** Everything on the channels of a chain, from a second before it to a second after it. */
  follow(row: ExchangeRow, details: Details): void;
  onlyKey(row: Pick<ExchangeRow, 'subject'>): void;
  /** Another view, without details. */
  show(view: ViewName): void;
  letAllPass(): void;
  showRecord: ShowRecord;
  showFinding(finding: Pick<Finding, 'id'>): void;
  showContext(id: string): void;
  end(): void;
}

/** Milliseconds that are shown before and after what is followed. */
const around = 1_000;

/** `kept`: changes are remembered; `inAddress`: they also go into the page's address. */
export function createSelection(
  history: History,
  first: ViewState,
  { kept, inAddress }: { readonly kept: boolean; readonly inAddress: boolean },
): Selection {
  const signals = signalsOf(first);
  const record = signal<Record | null>(null);
  const expanded = signal<readonly string[]>([]);
  const pinned = signal<string | null>(null);
  const endFilter = effect(() => {
    const { filter, kinds, problemsOnly, window } = signals;
    history.filter(filter.value, kinds.value, problemsOnly.value, window.value);
  });
  const endKeeping = kept ? keepState(signals, history.origin, inAddress) : () => undefined;

  function go(to: ViewName): void {
    signals.view.value = to;
    signals.opened.value = true;
  }

  function letAllPass(): void {
    signals.filter.value = '';
    signals.kinds.value = null;
    signals.problemsOnly.value = false;
    signals.window.value = null;
  }

  function select(chosen: Record | null): void {
    record.value = chosen;
    signals.message.value = chosen && nameOf(chosen);
  }

  return {
    ...signals,
    record,
    expanded,
    pinned,
    select,
    selectRow({ id, record: ref }) {
      record.value = history.analysis.correlator.record(ref) ?? null;
      signals.message.value = id;
    },
    follow({ channel, time }, { chain: { steps } }) {
      const kinds = new Set<ChannelKind>([channel.kind, ...steps.map((step) => step.channel.kind)]);
      const times = [time, ...steps.map((step) => step.time)];
      letAllPass();
      signals.kinds.value = channelKinds.filter((kind) => kinds.has(kind));
      signals.window.value = { from: Math.min(...times) - around, to: Math.max(...times) + around };
    },
    onlyKey({ subject }) {
      signals.filter.value = quoted(subject);
    },
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
