import { signal, type Signal } from '@preact/signals';
import { createAnalysis, type Analysis } from '../src/analysis';
import { mergeByTime } from '../src/by-time';
import { parseFilter, type Filter } from '../src/filter';
import type { Ring } from '../src/protocol/background';
import type { Context, Record } from '../src/record';
import type { Database } from '../store/database';
import { readContexts, readOrigin, readRecords } from '../store/history';
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
/** Records that are analysed between two looks at what the person does. */
const analysed = 5_000;
/** Milliseconds between two looks at what only time tells: that a record does not come any more. */
const tick = 1_000;
/** So many of them after the last record, what a row says of it changes no more. */
const settles = 12;
/** More than the store keeps by default; the oldest are let go beyond. */
const maxHeld = 300_000;

/** What tells of new records. */
type LiveRing = Extract<Ring, { type: 'committed' | 'started' }>;

/** `failed` hears why the store could not be read. */
export function openHistory(database: Database, origin: string, failed: (message: string) => void): History {
  const tabs = createTabNames();
  let analysis = createAnalysis();
  const version = signal(0);
  const loading = signal(true);
  const paused = signal(false);
  const query = signal('');
  /** While it loads: what came live, for the analysis that is to follow. */
  let later: Record[] | null = [];
  let all: Record[] = [];
  let shown: Record[] = all;
  let filter: Filter | null = null;
  let held: Record[] = [];
  /** The ordinal that the next live record must have; live ones are kept aside until history reaches them. */
  let next = 0;
  let early: LiveRing[] | null = [];
  let reading: Promise<void> = Promise.resolve();
  const gone = new Set<string>();
  let neighbours: readonly Context[] = [];
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
    for (const record of records)
      if (record.type === 'lifecycle' && record.state === 'gone') gone.add(record.context);
    analysis.add(records);
    if (later) for (const record of records) later.push(record);
    if (filter) {
      const passes = filter;
      mergeByTime(
        shown,
        records.filter((record) => passes(record, tabs.context(record.context))),
      );
    }
    if (all.length > maxHeld) forget();
    changed();
  }

  function forget(): void {
    all = all.slice(all.length - Math.floor(maxHeld * 0.9));
    const [oldest] = all;
    if (oldest) analysis.forget(oldest.time);
    refilter();
  }

  function refilter(): void {
    const passes = filter;
    shown = passes ? all.filter((record) => passes(record, tabs.context(record.context))) : all;
    changed();
  }

  function live(ring: LiveRing): void {
    if (early) early.push(ring);
    else if (ring.type === 'started') catchUpToEnd();
    else if (ring.first > next) {
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

  /** Rings may have been missed that no later one tells of. */
  function catchUpToEnd(): void {
    readOrigin(database, origin)
      .then((row) => {
        if (row && row.next > next) catchUp(row.next);
      })
      .catch(tell);
  }

  /** What is older than all that is held: it goes in front. */
  function prepend(records: Record[]): void {
    mergeByTime(records, all);
    all = records;
    refilter();
  }

  function addContext(context: Context): void {
    tabs.add(context);
    analysis.addContext(context);
  }

  /** The whole history, in order from its begin, as the analysis needs it; the one of its end alone serves until then. */
  async function analyse(): Promise<void> {
    const whole = createAnalysis();
    for (const context of tabs.all()) whole.addContext(context);
    whole.setNeighbours(neighbours);
    const records = all.slice();
    later = [];
    for (let from = 0; from < records.length && !closed; from += analysed) {
      whole.add(records.slice(from, from + analysed));
      await breathe();
    }
    whole.add(later);
    later = null;
    analysis = whole;
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
    await analyse();
    loading.value = false;
    changed();
  }
  load().catch(tell);

  function startAnew(): void {
    analysis = createAnalysis();
    for (const context of tabs.all()) analysis.addContext(context);
    analysis.setNeighbours(neighbours);
  }

  // What is missing is so in earnest only after a while, and then everything that shows it changes.
  let quiet = 0;
  const ticking = setInterval(() => {
    if (paused.value) return;
    const { findingsVersion } = analysis;
    const before = findingsVersion();
    analysis.advance(Date.now());
    quiet = all.length === lastLength ? quiet + 1 : 0;
    lastLength = all.length;
    if (quiet < settles || before !== findingsVersion()) changed();
  }, tick);

  return {
    origin,
    tabs,
    gone,
    get analysis() {
      return analysis;
    },
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
      if (ring.type === 'started' || (ring.type === 'committed' && ring.origin === origin)) live(ring);
      else if (ring.type === 'context' && ring.context.origin === origin) {
        addContext(ring.context);
        changed();
      } else if (ring.type === 'cleared' && ring.origin === origin) {
        all = [];
        held = [];
        startAnew();
        refilter();
      }
    },
    setNeighbours(contexts) {
      neighbours = contexts;
      analysis.setNeighbours(contexts);
    },
    close() {
      closed = true;
      clearInterval(ticking);
      cancelAnimationFrame(frame);
    },
  };
}

/** Lets the browser paint and take input. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
