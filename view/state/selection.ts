import { signal, type Signal } from '@preact/signals';
import { nameOf } from '../../src/record/record-name';
import type { CaptureClient } from '../../src/capture/types';
import type { Details } from '../../src/capture/rows/details-types';
import type { ExchangeRow, PlaceAnswer, Row } from '../../src/capture/rows/row-types';
import type { View } from '../../src/capture/view';
import type { RecordRef } from '../../src/exchange/types';
import type { Finding } from '../../src/findings/types';
import { quoted } from '../../src/filter/print';
import { channelKinds, type ChannelKind } from '../../src/record/record';
import type { History } from './history';
import {
  keepState,
  signalsOf,
  type Kept,
  type ViewName,
  type ViewSignals,
  type ViewState,
} from './view-state';

/** Leads to a record in the list. */
export type ShowRecord = (record: RecordRef) => void;

/** The view state, with the ways that lead from one thing to another. */
export interface Selection extends ViewSignals {
  /** What the details of the selected row are about. */
  readonly record: Signal<RecordRef | null>;
  /** Ids of rows that show what is below them. */
  readonly expanded: Signal<readonly string[]>;
  /** A second exchange, kept beside the one that is selected; null where there is none. */
  readonly pinned: Signal<string | null>;
  select(record: RecordRef | null): void;
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

/** `kept`: null where nothing is remembered. */
export function createSelection(history: History, first: ViewState, kept: Kept | null): Selection {
  const signals = signalsOf(first);
  const record = signal<RecordRef | null>(null);
  const expanded = signal<readonly string[]>([]);
  const pinned = signal<string | null>(null);
  const endKeeping = kept ? keepState(signals, history.origin, kept) : () => undefined;

  function go(to: ViewName): void {
    signals.view.value = to;
    signals.opened.value = true;
  }

  function letAllPass(): void {
    signals.filter.value = '';
    signals.filterOff.value = '';
    signals.kinds.value = null;
    signals.problemsOnly.value = false;
    signals.window.value = null;
  }

  function select(chosen: RecordRef | null): void {
    record.value = chosen && { context: chosen.context, seq: chosen.seq };
    signals.message.value = chosen && nameOf(chosen);
  }

  async function showRecord(ref: RecordRef): Promise<void> {
    const { records } = await history.client.ask({ ask: 'records', records: [ref] });
    if (!records[0]) return;
    const view: View = { ...passing(), ...everyRecord };
    const { index } = await placeIn(history.client, view, nameOf(ref));
    if (index < 0) letAllPass();
    select(ref);
    go('messages');
  }

  async function showFinding({ id }: Pick<Finding, 'id'>): Promise<void> {
    const { filter, window } = passing();
    const { findings } = await history.client.ask({ ask: 'findings', filter, kinds: null, window });
    if (!findings.some(({ finding }) => finding.id === id)) letAllPass();
    signals.finding.value = id;
    go('findings');
  }

  function passing(): Pick<View, 'filter' | 'kinds' | 'problemsOnly' | 'window'> {
    const { filter, kinds, problemsOnly, window } = signals;
    return {
      filter: filter.peek(),
      kinds: kinds.peek(),
      problemsOnly: problemsOnly.peek(),
      window: window.peek(),
    };
  }

  return {
    ...signals,
    record,
    expanded,
    pinned,
    select,
    selectRow({ id, record: ref }) {
      record.value = ref;
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
      showRecord(ref).catch(lost);
    },
    showFinding(finding) {
      showFinding(finding).catch(lost);
    },
    showContext(id) {
      signals.context.value = id;
      signals.connections.value = 'contexts';
      go('connections');
    },
    end: endKeeping,
  };
}

/** Of a view: every raw record that passes, in the order of time. */
export const everyRecord = {
  mode: 'events',
  sort: null,
  expanded: [],
  fold: false,
} as const satisfies Partial<View>;

/** A capture that was closed meanwhile has nowhere to lead to. */
function lost(): void {
  // Its worker says what went wrong, where something did.
}

/** Where it is once the filter has seen everything. */
async function placeIn(client: CaptureClient, view: View, id: string): Promise<PlaceAnswer> {
  for (;;) {
    const place = await client.ask({ ask: 'place', view, id });
    if (place.index >= 0 || place.complete) return place;
    await new Promise<void>((resolve) => {
      const end = client.onVersion(() => {
        end();
        resolve();
      });
    });
  }
}

/**
 * The record that is selected: of the row that was clicked, or, after a reload, the one that the address
 * names.
 */
export function selectedRef(selection: Selection): RecordRef | null {
  return selection.record.value ?? refOf(selection.message.value);
}

/** `context/seq`, as nameOf writes it. */
export function refOf(name: string | null): RecordRef | null {
  const slash = name?.lastIndexOf('/') ?? -1;
  if (name === null || slash < 0) return null;
  return { context: name.slice(0, slash), seq: Number(name.slice(slash + 1)) };
}
