import { signal, type Signal } from '@preact/signals';
import type { Analysis } from '../../src/analysis';
import { mergeByPlace } from '../../src/by-time';
import { aboutOf } from '../../src/filter/about';
import { readFilter, type Filter } from '../../src/filter/filter';
import type { FindingsOf } from '../../src/findings/by-record';
import type { RecordRef } from '../../src/exchange/types';
import type { Finding } from '../../src/findings/types';
import type { ChannelKind, Context, Neighbour, Record } from '../../src/record';
import { createCapture } from '../../src/capture/capture';
import { within } from '../../src/capture/overviews';
import type { CaptureClient, TimeWindow } from '../../src/capture/types';
import { browserHost } from '../browser/host';
import { t } from '../browser/i18n';
import { clientOf } from './capture-client';
import { findingTitle } from '../parts/finding-text';
import { hiddenOf, type Hidden, type HiddenFindings } from './hidden';
import type { TabNames } from '../../src/shown/tab-names';

/** One origin's records as a viewer shows them, in the order of their times; filtered; standing still while paused. Signals change once a frame at most. */
export interface History {
  readonly origin: string;
  readonly tabs: TabNames;
  /** Ids of contexts whose records say that their document is gone. */
  readonly gone: ReadonlySet<string>;
  /** Exchanges and findings; while history loads, of its end alone. */
  readonly analysis: Analysis;
  /** Answers what lists and details ask, as plain values. */
  readonly client: CaptureClient;
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
  /** Something that lasted so long was there in the time window. */
  passesTime(first: number, last: number): boolean;
  /** null: all times. */
  readonly window: () => TimeWindow | null;
  /** `kinds`: null for all. `problemsOnly`: only evidence of an error or a warning, and what threw. */
  filter(
    query: string,
    kinds: readonly ChannelKind[] | null,
    problemsOnly: boolean,
    window: TimeWindow | null,
  ): void;
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

/** Milliseconds between two counts of the kinds, and between two filterings for the sake of findings. */
const seldom = 1_000;

export function createHistory(origin: string): Feed {
  const capture = createCapture({ origin, host: browserHost, speak: t });
  const client = clientOf(capture);
  const tabs = capture.names;
  const version = signal(0);
  const loading = signal(true);
  const paused = signal(false);
  const hidden = hiddenOf(origin);
  /** Those that pass the filter, where there is one, of these. */
  let passing: Record[] = [];
  let filtered: readonly Record[] = [];
  let filteredAt = 0;
  let found = 0;
  let filter: Filter | null = null;
  const source = { exchanges: () => capture.analysis.correlator, names: tabs };
  let kinds: readonly ChannelKind[] | null = null;
  let problemsOnly = false;
  let window: TimeWindow | null = null;
  let counted: { readonly at: number; readonly counts: KindCounts } | null = null;
  /** Findings without the hidden ones, as of these. */
  let left: {
    readonly all: readonly Finding[];
    readonly hidden: readonly Hidden[];
    readonly findings: readonly Finding[];
  } | null = null;

  client.onVersion(() => {
    if (capture.all() !== filtered || asksAgain()) refilter();
    version.value += 1;
  });

  /** Findings decide on records, and others were found. */
  function asksAgain(): boolean {
    if (filter?.asksExchanges && performance.now() - filteredAt > seldom) return true;
    if (!filter?.asksFindings && !problemsOnly) return false;
    return capture.analysis.findingsVersion() !== found && performance.now() - filteredAt > seldom;
  }

  function findingsOf(ref: RecordRef): readonly Finding[] {
    return capture.findingsOf(ref).filter((finding) => !hidden.hides(finding));
  }

  function findings(): readonly Finding[] {
    const all = capture.analysis.findings();
    if (left?.all !== all || left.hidden !== hidden.all.value)
      left = {
        all,
        hidden: hidden.all.value,
        findings: all.filter((finding) => !hidden.hides(finding)),
      };
    return left.findings;
  }

  function isFiltered(): boolean {
    return filter !== null || kinds !== null || problemsOnly || window !== null;
  }

  function passes(record: Record): boolean {
    return (kinds?.includes(record.channel.kind) ?? true) && passesButKind(record);
  }

  function passesTime(first: number, last: number): boolean {
    return !window || (last >= window.from && first <= window.to);
  }

  function passesButKind(record: Record): boolean {
    if (!passesTime(record.time, record.time)) return false;
    if (problemsOnly && !isProblem(record)) return false;
    if (!filter) return true;
    return filter.record(aboutOf(record, source, () => findingsOf(record), false));
  }

  function isProblem(record: Record): boolean {
    if ('error' in record || record.type === 'error' || record.type === 'gap') return true;
    return findingsOf(record).some(({ severity }) => severity !== 'info');
  }

  function refilter(): void {
    filtered = capture.all();
    filteredAt = performance.now();
    found = capture.analysis.findingsVersion();
    passing = isFiltered() ? within(filtered, window).filter(passes) : [];
    counted = null;
  }

  const history: History = {
    origin,
    client,
    tabs,
    gone: capture.gone,
    get analysis() {
      return capture.analysis;
    },
    findingsOf,
    findings,
    version,
    loading,
    paused,
    hidden,
    shown: () => (isFiltered() ? passing : capture.all()),
    all: capture.all,
    total: () => capture.all().length,
    waiting: () => capture.ask({ ask: 'status' }).waiting,
    leftOut: () => capture.ask({ ask: 'status' }).leftOut,
    passes,
    passesFinding: (finding) =>
      passesTime(finding.first, finding.last) &&
      (filter?.finding(finding, findingTitle(finding, tabs)) ?? true),
    passesTime,
    window: () => window,
    passesText: (text) => filter?.text(text) ?? true,
    filter(text, ofKinds, problems, times) {
      ({ filter } = readFilter(text));
      kinds = ofKinds;
      problemsOnly = problems;
      window = times;
      refilter();
      version.value = version.peek() + 1;
    },
    kindCounts() {
      const now = performance.now();
      if (counted && now - counted.at < seldom) return counted.counts;
      const counts = new Map<ChannelKind, number>();
      let all = 0;
      for (const record of within(capture.all(), window)) {
        if (!passesButKind(record)) continue;
        all += 1;
        counts.set(record.channel.kind, (counts.get(record.channel.kind) ?? 0) + 1);
      }
      counted = { at: now, counts: { all, kinds: counts } };
      return counted.counts;
    },
    pause(value) {
      paused.value = value;
      capture.pause(value);
      refilter();
    },
  };

  return {
    history,
    addContext: capture.addContext,
    setNeighbours: capture.setNeighbours,
    keep(records) {
      const before = capture.all();
      capture.add(records);
      // What was let go is not among those that pass either: onVersion filters anew then.
      if (!paused.peek() && isFiltered() && capture.all() === before)
        mergeByPlace(passing, records.filter(passes));
    },
    prepend(records) {
      capture.prepend(records);
      refilter();
    },
    isFull: capture.isFull,
    leaveOut: capture.leaveOut,
    async loaded() {
      await capture.loaded();
      loading.value = false;
      refilter();
    },
    advance: capture.advance,
    async finish(until) {
      await capture.finish(until);
      refilter();
    },
    clear() {
      capture.clear();
      refilter();
    },
    close() {
      client.close();
      capture.close();
    },
  };
}
