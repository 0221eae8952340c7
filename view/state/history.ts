import { signal, type Signal } from '@preact/signals';
import type { Analysis } from '../../src/analysis';
import { mergeByTime } from '../../src/by-time';
import { parseFilter, type Filter } from '../../src/filter';
import type { FindingsOf } from '../../src/findings/by-record';
import type { RecordRef } from '../../src/exchange/types';
import type { Finding } from '../../src/findings/types';
import { browserHost } from '../browser/host';
import type { ChannelKind, Context, Neighbour, Record } from '../../src/record';
import { createAnalysed } from '../../src/capture/analysed';
import { findingTitle } from '../parts/finding-text';
import { createHeld } from '../../src/capture/held';
import { hiddenOf, type Hidden, type HiddenFindings } from './hidden';
import { createTabNames, type TabNames } from './tabs';

/** One origin's records as a viewer shows them, in the order of their times; filtered; standing still while paused. Signals change once a frame at most. */
export interface History {
  readonly origin: string;
  readonly tabs: TabNames;
  /** Ids of contexts whose records say that their document is gone. */
  readonly gone: ReadonlySet<string>;
  /** Exchanges and findings; while history loads, of its end alone. */
  readonly analysis: Analysis;
  /** Those that a record is evidence of, and all: without what the user has hidden. */
  readonly findingsOf: FindingsOf;
  findings(): readonly Finding[];
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
  /** Findings that the user does not want to see. */
  readonly hidden: HiddenFindings;
  /** Whether what it asks for leaves this in; everything where it is empty. */
  passes(record: Record): boolean;
  passesFinding(finding: Finding): boolean;
  passesText(text: string): boolean;
  /** `kinds`: null for all. `problemsOnly`: only evidence of an error or a warning, and what threw. */
  filter(query: string, kinds: readonly ChannelKind[] | null, problemsOnly: boolean): void;
  /** Records of each kind that pass the rest of the filter, and all of them. */
  kindCounts(): KindCounts;
  pause(paused: boolean): void;
}

export interface KindCounts {
  readonly all: number;
  readonly kinds: ReadonlyMap<ChannelKind, number>;
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
/** Milliseconds between two counts of the kinds. */
const countSeldom = 1_000;

export function createHistory(origin: string): Feed {
  const tabs = createTabNames();
  const analysed = createAnalysed(browserHost, () => undefined);
  const version = signal(0);
  const loading = signal(true);
  const paused = signal(false);
  const held = createHeld();
  const hidden = hiddenOf(origin);
  /** Those that pass the filter, where there is one. */
  let passing: Record[] = [];
  let filter: Filter | null = null;
  let kinds: readonly ChannelKind[] | null = null;
  let problemsOnly = false;
  let counted: { readonly at: number; readonly counts: KindCounts } | null = null;
  const gone = new Set<string>();
  /** Findings without the hidden ones, as of these. */
  let left: {
    readonly all: readonly Finding[];
    readonly hidden: readonly Hidden[];
    readonly findings: readonly Finding[];
  } | null = null;
  let closed = false;
  let frame = 0;
  let settled = Infinity;
  let startedOver = -Infinity;

  function findingsOf(ref: RecordRef): readonly Finding[] {
    return analysed.findingsOf(ref).filter((finding) => !hidden.hides(finding));
  }

  function findings(): readonly Finding[] {
    const all = analysed.analysis.findings();
    if (left?.all !== all || left.hidden !== hidden.all.value)
      left = {
        all,
        hidden: hidden.all.value,
        findings: all.filter((finding) => !hidden.hides(finding)),
      };
    return left.findings;
  }

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
    else if (isFiltered()) mergeByTime(passing, records.filter(passes));
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

  function isFiltered(): boolean {
    return filter !== null || kinds !== null || problemsOnly;
  }

  function passes(record: Record): boolean {
    return (kinds?.includes(record.channel.kind) ?? true) && passesButKind(record);
  }

  function passesButKind(record: Record): boolean {
    if (problemsOnly && !isProblem(record)) return false;
    return filter?.record(record, tabs.context(record.context), findingsOf(record)) ?? true;
  }

  function isProblem(record: Record): boolean {
    if ('error' in record || record.type === 'error' || record.type === 'gap') return true;
    return findingsOf(record).some(({ severity }) => severity !== 'info');
  }

  function refilter(): void {
    passing = isFiltered() ? held.all().filter(passes) : [];
    counted = null;
    changed();
  }

  const history: History = {
    origin,
    tabs,
    gone,
    get analysis() {
      return analysed.analysis;
    },
    findingsOf,
    findings,
    version,
    loading,
    paused,
    hidden,
    shown: () => (isFiltered() ? passing : held.all()),
    all: held.all,
    total: () => held.all().length,
    waiting: held.waiting,
    leftOut: held.leftOut,
    passes,
    passesFinding: (finding) => filter?.finding(finding, findingTitle(finding, tabs)) ?? true,
    passesText: (text) => filter?.text(text) ?? true,
    filter(text, ofKinds, problems) {
      filter = parseFilter(text);
      kinds = ofKinds;
      problemsOnly = problems;
      refilter();
    },
    kindCounts() {
      const now = performance.now();
      if (counted && now - counted.at < countSeldom) return counted.counts;
      const counts = new Map<ChannelKind, number>();
      let all = 0;
      for (const record of held.all()) {
        if (!passesButKind(record)) continue;
        all += 1;
        counts.set(record.channel.kind, (counts.get(record.channel.kind) ?? 0) + 1);
      }
      counted = { at: now, counts: { all, kinds: counts } };
      return counted.counts;
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
      if (found && (filter?.asksFindings || problemsOnly)) refilter();
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
