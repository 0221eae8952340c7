import { actionOf } from '../../shown/columns';
import type { Exchange } from '../../exchange/types';
import type { ChannelKind, Context, Record } from '../../record/record';
import { channelName } from '../../findings/asking/names';
import type { Site } from '../site';
import { keyOf, lineOf, recordOf, tabText } from './line';

/** An event of the Trace Event Format; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: 'M' | 'X' | 'b' | 'e' | 's' | 'f' | 'i';
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  readonly cat: string;
  readonly dur?: number;
  readonly id?: string;
  readonly bp?: 'e';
  readonly s?: 't' | 'p';
  readonly args: { readonly [name: string]: unknown };
}

const longest = 500;
/** Of a slice, in microseconds: what pages do takes no longer than clocks can tell. */
const short = 1;

interface Slice {
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
}

/**
 * Chrome's trace JSON, for Perfetto, chrome://tracing and the Firefox Profiler: a tab is a process, a kind of
 * channel in it a thread, whatever was sent or came a slice, and each delivery a flow from one to the other.
 * Locks and connections that last are async events, which may overlap.
 */
export function traceOf(sites: readonly Site[]): {
  readonly traceEvents: readonly TraceEvent[];
  readonly otherData: unknown;
} {
  const times = sites.flatMap(({ records }) => (records[0] ? [records[0].time] : []));
  const start = times.length > 0 ? Math.min(...times) : 0;
  const events: TraceEvent[] = [];
  const threads = createThreads(events);
  /** By `context/seq`. */
  const slices = new Map<string, Slice>();
  const free = new Map<number, number>();
  let flows = 0;

  function at(time: number): number {
    return Math.round((time - start) * 1000);
  }

  /** Slices of a thread must not overlap: one that begins with another follows it. */
  function addSlice(record: Record, context: Context, site: Site): void {
    const { kind } = record.channel;
    const thread = threads.of(context, kind, site);
    const ts = Math.max(at(record.time), free.get(thread.tid) ?? 0);
    free.set(thread.tid, ts + short + 1);
    slices.set(`${record.context}/${record.seq}`, { ...thread, ts });
    const detail = lineOf(record, longest);
    const key = keyOf(record);
    const args = {
      data: {
        type: record.type,
        detail,
        url: context.url,
        channel: channelName(record.channel),
        time: record.time,
      },
    };
    events.push({
      name: key === '' ? actionOf(record) : `${actionOf(record)} ${key.slice(0, 80)}`,
      ph: 'X',
      cat: kind,
      dur: short,
      ts,
      ...thread,
      args,
    });
  }

  function addFlow(exchange: Exchange, site: Site): void {
    const record = exchange.send && recordOf(exchange, site);
    const from = record && slices.get(`${record.context}/${record.seq}`);
    const ends = exchange.deliveries.flatMap(({ record: got }) => {
      const to = got && slices.get(`${got.context}/${got.seq}`);
      return to ? [to] : [];
    });
    if (!from || ends.length === 0) return;
    flows += 1;
    const { kind } = record.channel;
    const flow = { name: kind, cat: kind, id: String(flows), args: {} };
    events.push({ ...flow, ph: 's', ...from });
    for (const to of ends) if (to.ts >= from.ts) events.push({ ...flow, ph: 'f', bp: 'e', ...to });
  }

  for (const site of sites) {
    for (const record of site.records) {
      const context = site.names.context(record.context);
      if (!context || record.type === 'listeners' || record.type === 'clock' || record.type === 'stored')
        continue;
      if (record.type === 'lifecycle' || record.type === 'gap') {
        const thread = threads.of(context, 'document', site);
        const name = record.type === 'gap' ? `gap ${record.count ?? '?'} (${record.reason})` : record.state;
        events.push({ name, ph: 'i', s: 'p', cat: 'document', ts: at(record.time), ...thread, args: {} });
      } else addSlice(record, context, site);
    }
    for (const exchange of site.exchanges) addFlow(exchange, site);
    for (const span of spansOf(site)) {
      const context = site.names.context(span.context);
      if (!context) continue;
      const thread = threads.of(context, span.kind, site);
      const common = { name: span.name, cat: span.kind, id: span.id, ...thread, args: {} };
      events.push(
        { ...common, ph: 'b', ts: at(span.from) },
        { ...common, ph: 'e', ts: Math.max(at(span.from), at(span.to)) },
      );
    }
  }
  return {
    traceEvents: events.sort((a, b) => a.ts - b.ts || order.indexOf(a.ph) - order.indexOf(b.ph)),
    otherData: { source: 'Tabshark', start },
  };
}

/** Of events at one time: what others refer to comes before them. */
const order: readonly TraceEvent['ph'][] = ['M', 'X', 's', 'f', 'i', 'b', 'e'];

/** Numbers tabs and their threads: no two threads of a file have one number. */
function createThreads(events: TraceEvent[]) {
  const processes = new Map<string, number>();
  const threads = new Map<string, number>();

  function processOf(context: Context, site: Site): number {
    const tab = `${site.origin} ${context.tab ?? context.id}`;
    let pid = processes.get(tab);
    if (pid === undefined) {
      pid = processes.size + 1;
      processes.set(tab, pid);
      meta('process_name', pid, 0, { name: `${tabText(context.id, site)} (${site.origin})` });
      meta('process_sort_index', pid, 0, { sort_index: pid });
    }
    return pid;
  }

  function meta(name: string, pid: number, tid: number, args: TraceEvent['args']): void {
    events.push({ name, ph: 'M', ts: 0, pid, tid, cat: '__metadata', args });
  }

  return {
    of(context: Context, kind: ChannelKind, site: Site): { readonly pid: number; readonly tid: number } {
      const pid = processOf(context, site);
      const thread = `${pid} ${kind}`;
      let tid = threads.get(thread);
      if (tid === undefined) {
        tid = 1_000 + threads.size;
        threads.set(thread, tid);
        meta('thread_name', pid, tid, { name: kind });
      }
      return { pid, tid };
    },
  };
}

interface Lasting {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly context: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Locks that were waited for and held, connections that were open: from the record that begins each to the
 * one that ends it, or to the end of all.
 */
function spansOf({ records }: Site): Lasting[] {
  const open = new Map<string, Omit<Lasting, 'to'>>();
  const done: Lasting[] = [];
  const end = records[records.length - 1]?.time ?? 0;

  function close(id: string, to: number): void {
    const span = open.get(id);
    if (span) done.push({ ...span, to });
    open.delete(id);
  }

  for (const record of records) {
    if (record.type === 'lifecycle' && record.state === 'gone')
      for (const [id, { context }] of open) if (context === record.context) close(id, record.time);
    if (!('object' in record)) continue;
    const { kind } = record.channel;
    const id = `${kind} ${record.context}/${record.object}`;
    if (record.type === 'close') close(id, record.time);
    if (record.type !== 'state') continue;
    const word = lasting.get(record.state);
    if (word !== undefined || endings.has(record.state)) close(id, record.time);
    if (word !== undefined)
      open.set(id, {
        id,
        name: `${word} ${channelName(record.channel)}`,
        kind,
        context: record.context,
        from: record.time,
      });
  }
  for (const id of [...open.keys()]) close(id, end);
  return done;
}

const lasting: ReadonlyMap<string, string> = new Map([
  ['requested', 'waits for'],
  ['granted', 'holds'],
  ['connecting', 'connects to'],
  ['connected', 'is connected to'],
]);
const endings: ReadonlySet<string> = new Set(['released', 'aborted', 'not-available']);
