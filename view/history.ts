import { signal, type Signal } from '@preact/signals';
import type { Analysis } from '../src/analysis';
import { mergeByTime } from '../src/by-time';
import { parseFilter, type Filter } from '../src/filter';
import type { FindingsOf } from '../src/findings/by-record';
import type { Finding } from '../src/findings/types';
import type { Ring } from '../src/protocol/background';
import type { Context, Record } from '../src/record';
import type { Database } from '../store/database';
import { readContexts, readOrigin, readRecords } from '../store/history';
import { breathe, createAnalysed } from './analysed';
import { findingTitle } from './finding-text';
import { createTabNames, type TabNames } from './tabs';

/**
 * One origin's records as a viewer shows them: the end of the store's history first, then the rest, then what is committed live; in the order of
 * their times; filtered; standing still while paused. Signals change once a frame at most.
 */
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
  readonly loading: Signal<boolean>;
  readonly paused: Signal<boolean>;
  readonly query: Signal<string>;
  /** Whether what it asks for leaves this in; everything where it is empty. */
  passes(record: Record): boolean;
  passesFinding(finding: Finding): boolean;
  passesText(text: string): boolean;
  filter(query: string): void;
  pause(paused: boolean): void;
  take(ring: Ring): void;
  /** Documents of other origins that are open now. */
  setNeighbours(contexts: readonly Context[]): void;
  close(): void;
}

/** Records of the first read, which is painted before the rest is read, and of each further one. */
const firstSlice = 500;
const slice = 20_000;
/** Milliseconds between two looks at what only time tells: that a record does not come any more. */
const tick = 1_000;
/** So many of them after the last record, what a row says of it changes no more. */
const settles = 12;
/** More than the store keeps by default; the oldest are let go beyond. */
const maxHeld = 300_000;

/** `failed` hears why the store could not be read. */
export function openHistory(database: Database, origin: string, failed: (message: string) => void): History {
  const tabs = createTabNames();
  const analysed = createAnalysed();
  const version = signal(0);
  const loading = signal(true);
  const paused = signal(false);
  const query = signal('');
  let all: Record[] = [];
  let shown: Record[] = all;
  let filter: Filter | null = null;
  let held: Record[] = [];
  /** The ordinal that the next live record must have; live ones are kept aside until history reaches them. */
  let next = 0;
  let early: (Ring & { type: 'committed' })[] | null = [];
  let reading: Promise<void> = Promise.resolve();
  const gone = new Set<string>();
  let closed = false;
  let frame = 0;
  let lastLength = 0;

  function tell(error: unknown): void {
    failed(String(error));
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
      for (const record of records) held.push(record);
      changed();
      return;
    }
    mergeByTime(all, records);
    noteGone(records);
    analysed.add(records);
    if (filter) mergeByTime(shown, records.filter(passes));
    if (all.length > maxHeld) forget();
    changed();
  }

  function forget(): void {
    all = all.slice(all.length - Math.floor(maxHeld * 0.9));
    const [oldest] = all;
    if (oldest) analysed.forget(oldest.time);
    refilter();
  }

  function noteGone(records: readonly Record[]): void {
    for (const record of records)
      if (record.type === 'lifecycle' && record.state === 'gone') gone.add(record.context);
  }

  function passes(record: Record): boolean {
    return filter?.record(record, tabs.context(record.context), analysed.findingsOf(record)) ?? true;
  }

  function refilter(): void {
    shown = filter ? all.filter(passes) : all;
    changed();
  }

  function live(ring: Ring & { type: 'committed' }): void {
    if (early) {
      early.push(ring);
      return;
    }
    if (ring.first > next) {
      catchUp(ring.first + ring.count);
    } else if (ring.first + ring.count > next) {
      const records = JSON.parse(ring.text) as Record[];
      keep(records.slice(next - ring.first));
      next = ring.first + ring.count;
    }
  }

  /** Rings were missed: what they told, and what this one tells, is in the store. */
  function catchUp(to: number): void {
    const from = next;
    next = to;
    reading = reading
      .then(async () => {
        keep((await readRecords(database, origin, from, to)).records);
      })
      .catch(tell);
  }

  /** What is older than all that is held: it goes in front. */
  function prepend(records: Record[]): void {
    noteGone(records);
    mergeByTime(records, all);
    all = records;
    refilter();
  }

  function addContext(context: Context): void {
    tabs.add(context);
    analysed.addContext(context);
  }

  async function load(): Promise<void> {
    for (const context of await readContexts(database, origin)) addContext(context);
    const row = await readOrigin(database, origin);
    next = row?.next ?? 0;
    let from = Math.max(0, next - firstSlice);
    keep((await readRecords(database, origin, from, next)).records);
    const rings = early ?? [];
    early = null;
    for (const ring of rings) live(ring);
    const oldest = next - (row?.count ?? 0);
    while (from > oldest && !closed) {
      await breathe();
      const to = from;
      from = Math.max(oldest, from - slice);
      prepend((await readRecords(database, origin, from, to)).records);
    }
    await analysed.startOver(all.slice());
    loading.value = false;
    changed();
  }
  load().catch(tell);

  // What is missing is so in earnest only after a while, and then everything that shows it changes.
  let quiet = 0;
  const ticking = setInterval(() => {
    if (paused.value) return;
    const found = analysed.advance(Date.now());
    quiet = all.length === lastLength ? quiet + 1 : 0;
    lastLength = all.length;
    if (found && filter?.asksFindings) refilter();
    else if (found || quiet < settles) changed();
  }, tick);

  return {
    origin,
    tabs,
    gone,
    get analysis() {
      return analysed.analysis;
    },
    findingsOf: analysed.findingsOf,
    passes,
    passesFinding: (finding) => filter?.finding(finding, findingTitle(finding, tabs)) ?? true,
    passesText: (text) => filter?.text(text) ?? true,
    version,
    loading,
    paused,
    query,
    shown: () => shown,
    all: () => all,
    total: () => all.length,
    waiting: () => held.length,
    filter(text) {
      query.value = text;
      filter = parseFilter(text);
      refilter();
    },
    pause(value) {
      paused.value = value;
      const records = held;
      held = [];
      if (!value) keep(records);
      changed();
    },
    take(ring) {
      if (ring.type === 'committed' && ring.origin === origin) live(ring);
      else if (ring.type === 'context' && ring.context.origin === origin) {
        addContext(ring.context);
        changed();
      } else if (ring.type === 'cleared' && ring.origin === origin) {
        all = [];
        held = [];
        analysed.clear();
        refilter();
      }
    },
    setNeighbours: analysed.setNeighbours,
    close() {
      closed = true;
      clearInterval(ticking);
      cancelAnimationFrame(frame);
    },
  };
}
