import { signal, type Signal } from '@preact/signals';
import type { Analysis } from '../../src/analysis';
import { mergeByTime } from '../../src/by-time';
import { parseFilter, type Filter } from '../../src/filter';
import type { FindingsOf } from '../../src/findings/by-record';
import type { Finding } from '../../src/findings/types';
import type { Context, Neighbour, Record } from '../../src/record';
import { createAnalysed } from './analysed';
import { findingTitle } from '../parts/finding-text';
import { createHeld } from './held';
import { createTabNames, type TabNames } from './tabs';

/** One origin's records as a viewer shows them, in the order of their times; filtered; standing still while paused. Signals change once a frame at most. */
export interface History {
  readonly origin: string;
  readonly tabs: TabNames;
  /** Ids of contexts whose records say that their document is gone. */
  readonly gone: ReadonlySet<string>;
  /** Exchanges and findings; while history loads, of its end alone. */
  readonly analysis: Analysis;
  /** Those that a record is evidence of. */
  readonly findingsOf: FindingsOf;
  /** Counts up whenever anything below, or what is known of tabs or exchanges, has changed. */
  readonly version: Signal<number>;
  readonly shown: () => readonly Record[];
  /** Without the filter. */
  readonly all: () => readonly Record[];
  readonly total: () => number;
  /** Records that came while it is paused. */
  readonly waiting: () => number;
  /** How many older ones it does not hold: a viewer has a bound. */
  readonly leftOut: () => number;
  readonly loading: Signal<boolean>;
  readonly paused: Signal<boolean>;
  readonly query: Signal<string>;
  /** Whether what it asks for leaves this in; everything where it is empty. */
  passes(record: Record): boolean;
  passesFinding(finding: Finding): boolean;
  passesText(text: string): boolean;
  filter(query: string): void;
  pause(paused: boolean): void;
}

/** How a history gets what it shows. */
export interface Feed {
  readonly history: History;
  addContext(context: Context): void;
  /** Documents of other origins. */
  setNeighbours(contexts: readonly Neighbour[]): void;
  /** Records as they come. */
  keep(records: readonly Record[]): void;
  /** Older ones than all that are held; the list becomes the history's own. */
  prepend(records: Record[]): void;
  /** There is no room for older ones. */
  readonly isFull: () => boolean;
  /** So many older ones are not read. */
  leaveOut(count: number): void;
  /** There are no older ones: the analysis of the whole begins. */
  loaded(): Promise<void>;
  /** Time has passed, in milliseconds since the epoch. */
  advance(now: number): void;
  /** There is nothing more to come: of a file. */
  finish(until: number | null): Promise<void>;
  clear(): void;
  close(): void;
}

/** Milliseconds after the last record in which what a row says of it may still change. */
const settles = 12_000;
/** Milliseconds between two analyses of the whole. */
const seldom = 5_000;

export function createHistory(origin: string): Feed {
  const tabs = createTabNames();
  const analysed = createAnalysed();
  const version = signal(0);
  const loading = signal(true);
  const paused = signal(false);
  const query = signal('');
  const held = createHeld();
  /** Those that pass the filter, where there is one. */
  let passing: Record[] = [];
  let filter: Filter | null = null;
  const gone = new Set<string>();
  let closed = false;
  let frame = 0;
  let settled = Infinity;
  let startedOver = -Infinity;

  function changed(): void {
    if (frame !== 0 || closed) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      version.value += 1;
    });
  }

  function keep(records: readonly Record[]): void {
    if (paused.value) {
      held.wait(records);
      changed();
      return;
    }
    const letGo = held.add(records);
    noteGone(records);
    analysed.add(records);
    if (letGo) forget();
    else if (filter) mergeByTime(passing, records.filter(passes));
    settled = Infinity;
    changed();
  }

  function forget(): void {
    const [oldest] = held.all();
    if (oldest) analysed.forget(oldest.time);
    refilter();
  }

  function noteGone(records: readonly Record[]): void {
    for (const record of records)
      if (record.type === 'lifecycle' && record.state === 'gone') gone.add(record.context);
  }

  /** Not too often: what comes late comes in many pieces. Once older records were let go, what was said of them would go too. */
  function startOver(now: number): void {
    if (loading.value || held.leftOut() > 0 || !analysed.isOutdated() || now - startedOver < seldom) return;
    startedOver = now;
    void analysed.startOver(held.all().slice()).then(refilter);
  }

  function passes(record: Record): boolean {
    return filter?.record(record, tabs.context(record.context), analysed.findingsOf(record)) ?? true;
  }

  function refilter(): void {
    passing = filter ? held.all().filter(passes) : [];
    changed();
  }

  const history: History = {
    origin,
    tabs,
    gone,
    get analysis() {
      return analysed.analysis;
    },
    findingsOf: analysed.findingsOf,
    version,
    loading,
    paused,
    query,
    shown: () => (filter ? passing : held.all()),
    all: held.all,
    total: () => held.all().length,
    waiting: held.waiting,
    leftOut: held.leftOut,
    passes,
    passesFinding: (finding) => filter?.finding(finding, findingTitle(finding, tabs)) ?? true,
    passesText: (text) => filter?.text(text) ?? true,
    filter(text) {
      query.value = text;
      filter = parseFilter(text);
      refilter();
    },
    pause(value) {
      paused.value = value;
      const waited = held.takeWaiting();
      if (!value) keep(waited);
      changed();
    },
  };

  return {
    history,
    addContext(context) {
      tabs.add(context);
      analysed.addContext(context);
      changed();
    },
    setNeighbours: analysed.setNeighbours,
    keep,
    prepend(records) {
      noteGone(records);
      held.prepend(records);
      refilter();
    },
    isFull: held.isFull,
    leaveOut(count) {
      held.leaveOut(count);
      changed();
    },
    async loaded() {
      await analysed.startOver(held.all().slice());
      loading.value = false;
      refilter();
    },
    advance(now) {
      if (paused.value) return;
      startOver(now);
      const found = analysed.advance(now);
      if (settled === Infinity) settled = now + settles;
      if (found && filter?.asksFindings) refilter();
      else if (found || now <= settled) changed();
    },
    async finish(until) {
      await analysed.finish(until);
      refilter();
    },
    clear() {
      held.clear();
      analysed.clear();
      refilter();
    },
    close() {
      closed = true;
      cancelAnimationFrame(frame);
    },
  };
}
