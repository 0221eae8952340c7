import { effect, signal, type Signal } from '@preact/signals';
import { channelKinds, type ChannelKind } from '../../src/record/record';
import { rateUnits, type RateOf } from '../../src/capture/rates/types';
import { rateParts, type RateBy } from '../../src/capture/rates/types';
import { flag, list, oneOf, text } from '../../src/record/parse';
import { forAll, forSite, recall, remember } from '../browser/remembered';

export const viewNames = ['messages', 'timeline', 'state', 'connections', 'findings'] as const;
export type ViewName = (typeof viewNames)[number];
export const modes = ['exchanges', 'events'] as const;
export type Mode = (typeof modes)[number];
/** How times are shown: of day, since the first record, since the row above, since the selected row. */
export const timeModes = ['clock', 'start', 'previous', 'selected'] as const;
export type TimeMode = (typeof timeModes)[number];
export const connectionLists = ['boards', 'rates', 'contexts', 'latencies'] as const;
export type ConnectionList = (typeof connectionLists)[number];

/** Milliseconds since the epoch, both included. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** What a person looks at. It goes into the page's address: a reload, and another tab, show the same. */
export interface ViewState {
  readonly view: ViewName;
  readonly mode: Mode;
  readonly connections: ConnectionList;
  readonly filter: string;
  /** The filter that is switched off for a moment, where none is on; else ''. */
  readonly filterOff: string;
  /** null: all kinds of channels. */
  readonly kinds: readonly ChannelKind[] | null;
  readonly problemsOnly: boolean;
  readonly window: TimeWindow | null;
  /** Ids of what is selected in each view; of an exchange or a record, `context/seq`. */
  readonly message: string | null;
  readonly finding: string | null;
  readonly context: string | null;
  /**
   * A storage area and a key in it; the instant that is looked at, null: the latest; an earlier one to
   * compare with.
   */
  readonly area: string | null;
  readonly key: string | null;
  readonly at: number | null;
  readonly since: number | null;
  /** Whether the details of what is selected are open. */
  readonly opened: boolean;
  readonly time: TimeMode;
  /** What the bars over time count, and what they are parted into. */
  readonly rateOf: RateOf;
  readonly rateBy: RateBy;
}

export type ViewSignals = { readonly [name in keyof ViewState]: Signal<ViewState[name]> };

const version = 1;

export const firstState: ViewState = {
  view: 'messages',
  mode: 'exchanges',
  connections: 'boards',
  filter: '',
  filterOff: '',
  kinds: null,
  problemsOnly: false,
  window: null,
  message: null,
  finding: null,
  context: null,
  area: null,
  key: null,
  at: null,
  since: null,
  opened: false,
  time: 'start',
  rateOf: 'messages',
  rateBy: 'channel',
};

/** The part of an address after `#`: what differs from the first state, with the version of its form. */
export function toHash(state: ViewState): string {
  const parameters = new URLSearchParams({ v: String(version) });
  const { view, mode, connections, filter, kinds, problemsOnly, window, opened, time } = state;
  const put = (name: string, value: string, usual: string): void => {
    if (value !== usual) parameters.set(name, value);
  };
  put('view', view, firstState.view);
  put('mode', mode, firstState.mode);
  put('connections', connections, firstState.connections);
  put('filter', filter, '');
  put('filter-off', state.filterOff, '');
  if (kinds) parameters.set('kinds', kinds.join(' '));
  if (problemsOnly) parameters.set('problems', '1');
  if (window) parameters.set('window', `${window.from} ${window.to}`);
  for (const name of ['message', 'finding', 'context', 'area', 'key'] as const)
    put(name, state[name] ?? '', '');
  for (const name of ['at', 'since'] as const) put(name, String(state[name] ?? ''), '');
  if (opened) parameters.set('opened', '1');
  put('time', time, firstState.time);
  put('of', state.rateOf, firstState.rateOf);
  put('by', state.rateBy, firstState.rateBy);
  return parameters.toString();
}

/** An address may be written by anybody: what cannot be read is as at first. */
export function fromHash(hash: string, first: ViewState = firstState): ViewState {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  if (parameters.get('v') !== String(version)) return first;
  return {
    view: oneOf(viewNames, parameters.get('view')) ?? firstState.view,
    mode: oneOf(modes, parameters.get('mode')) ?? firstState.mode,
    connections: oneOf(connectionLists, parameters.get('connections')) ?? firstState.connections,
    filter: parameters.get('filter') ?? '',
    filterOff: parameters.get('filter-off') ?? '',
    kinds: kindsOf(parameters.get('kinds')),
    problemsOnly: parameters.has('problems'),
    window: windowOf(parameters.get('window')),
    message: parameters.get('message'),
    finding: parameters.get('finding'),
    context: parameters.get('context'),
    area: parameters.get('area'),
    key: parameters.get('key'),
    at: timeOf(parameters.get('at')),
    since: timeOf(parameters.get('since')),
    opened: parameters.has('opened'),
    time: oneOf(timeModes, parameters.get('time')) ?? firstState.time,
    rateOf: oneOf(rateUnits, parameters.get('of')) ?? firstState.rateOf,
    rateBy: oneOf(rateParts, parameters.get('by')) ?? firstState.rateBy,
  };
}

function kindsOf(value: string | null): readonly ChannelKind[] | null {
  return value === null ? null : channelKinds.filter((kind) => value.split(' ').includes(kind));
}

function windowOf(value: string | null): TimeWindow | null {
  const [from = NaN, to = NaN] = (value ?? '').split(' ').map(Number);
  return from <= to ? { from, to } : null;
}

function timeOf(value: string | null): number | null {
  const time = Number(value ?? NaN);
  return Number.isFinite(time) && value !== '' ? time : null;
}

export function signalsOf(state: ViewState): ViewSignals {
  return {
    view: signal(state.view),
    mode: signal(state.mode),
    connections: signal(state.connections),
    filter: signal(state.filter),
    filterOff: signal(state.filterOff),
    kinds: signal(state.kinds),
    problemsOnly: signal(state.problemsOnly),
    window: signal(state.window),
    message: signal(state.message),
    finding: signal(state.finding),
    context: signal(state.context),
    area: signal(state.area),
    key: signal(state.key),
    at: signal(state.at),
    since: signal(state.since),
    opened: signal(state.opened),
    time: signal(state.time),
    rateOf: signal(state.rateOf),
    rateBy: signal(state.rateBy),
  };
}

export function stateOf(signals: ViewSignals): ViewState {
  return {
    view: signals.view.value,
    mode: signals.mode.value,
    connections: signals.connections.value,
    filter: signals.filter.value,
    filterOff: signals.filterOff.value,
    kinds: signals.kinds.value,
    problemsOnly: signals.problemsOnly.value,
    window: signals.window.value,
    message: signals.message.value,
    finding: signals.finding.value,
    context: signals.context.value,
    area: signals.area.value,
    key: signals.key.value,
    at: signals.at.value,
    since: signals.since.value,
    opened: signals.opened.value,
    time: signals.time.value,
    rateOf: signals.rateOf.value,
    rateBy: signals.rateBy.value,
  };
}

/**
 * As the user left a site: its filter and channels; view and mode as in any site. Selections and windows are
 * not kept.
 */
export function recalledState(origin: string): ViewState {
  const all = recall(forAll);
  const site = recall(forSite(origin));
  return {
    ...firstState,
    view: oneOf(viewNames, all.view) ?? firstState.view,
    mode: oneOf(modes, all.mode) ?? firstState.mode,
    time: oneOf(timeModes, all.time) ?? firstState.time,
    filter: text(site.filter) ?? '',
    filterOff: text(site.filterOff) ?? '',
    kinds: list(site.kinds, (kind) => oneOf(channelKinds, kind)) ?? null,
    problemsOnly: flag(site.problemsOnly) ?? false,
  };
}

/** What is kept of a view state. */
export interface Kept {
  /** In the page's address, so that a reload shows the same. */
  readonly inAddress: boolean;
  /** The view and its mode for the next opening: a popup always shows messages. */
  readonly view: boolean;
}

/** Writes each change down for the next opening, and where it is kept else; the undo ends that. */
export function keepState(signals: ViewSignals, origin: string, kept: Kept): () => void {
  return effect(() => {
    const state = stateOf(signals);
    const { view, mode, time, filter, filterOff, kinds, problemsOnly } = state;
    const search = new URLSearchParams({ origin });
    if (kept.inAddress) history.replaceState(null, '', `?${search.toString()}#${toHash(state)}`);
    remember(forAll, kept.view ? { view, mode, time } : { time });
    remember(forSite(origin), { filter, filterOff, kinds, problemsOnly });
  });
}
