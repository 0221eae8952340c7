import type { Channel, Record } from '../record/record';
import { createByChannel } from '../record/by-channel';
import type { Latency, LatencyRow, MeasuredLatency } from './types';

/**
 * Latencies of a channel and of each pair of contexts on it, in buckets 2 % wide: percentiles are that exact.
 */
export interface Latencies {
  add(channel: Channel, from: string, to: string, latency: MeasuredLatency): void;
  /** From a send to an answer; of several answers to one send, the first that is given counts. */
  addReply(send: Record, latency: MeasuredLatency): void;
  rows(): LatencyRow[];
}

const width = Math.log(1.02);
/** Shorter ones count as this, in milliseconds: no page's clock tells less. */
const shortest = 0.05;
/** Pairs are kept for so many at most; those beyond count for their channel only. */
const maxRows = 2_000;

interface Row {
  readonly channel: Channel;
  readonly from: string | null;
  readonly to: string | null;
  readonly reply: boolean;
  readonly buckets: Map<number, number>;
  count: number;
  max: number;
  approximate: number;
  resolution: number;
}

interface OnChannel {
  readonly row: Row;
  /** By sender and receiver. */
  readonly pairs: Map<string, Map<string, Row>>;
}

export function createLatencies(): Latencies {
  const channels = createByChannel<OnChannel>();
  const replies = createByChannel<OnChannel>();
  /** All of both. */
  const all: OnChannel[] = [];
  const answered = new WeakSet<Record>();
  let rows = 0;

  function createRow(channel: Channel, from: string | null, to: string | null, reply: boolean): Row {
    rows += 1;
    return { channel, from, to, reply, buckets: new Map(), count: 0, max: 0, approximate: 0, resolution: 0 };
  }

  function pairOf({ row, pairs }: OnChannel, from: string, to: string | null): Row | undefined {
    const there = pairs.get(from);
    const known = there?.get(to ?? '');
    if (known || rows >= maxRows) return known;
    const receivers = there ?? new Map<string, Row>();
    pairs.set(from, receivers);
    const made = createRow(row.channel, from, to, row.reply);
    receivers.set(to ?? '', made);
    return made;
  }

  /** `to`: null for a reply. */
  function measure(channel: Channel, from: string, to: string | null, latency: MeasuredLatency): void {
    const reply = to === null;
    const ofKind = reply ? replies : channels;
    let on = ofKind.get(channel);
    if (!on) {
      if (rows >= maxRows) return;
      on = { row: createRow(channel, null, null, reply), pairs: new Map() };
      ofKind.set(channel, on);
      all.push(on);
    }
    count(on.row, latency);
    const pair = pairOf(on, from, to);
    if (pair) count(pair, latency);
  }

  return {
    add: measure,
    addReply(send, latency) {
      if (answered.has(send)) return;
      answered.add(send);
      measure(send.channel, send.context, null, latency);
    },
    rows() {
      const found = all.map(({ row }) => row);
      for (const { pairs } of all)
        for (const receivers of pairs.values()) for (const row of receivers.values()) found.push(row);
      return found
        .map((row) => ({
          channel: row.channel,
          from: row.from,
          to: row.to,
          reply: row.reply,
          latency: latencyOf(row),
        }))
        .sort(
          (a, b) => Number(a.from !== null) - Number(b.from !== null) || b.latency.count - a.latency.count,
        );
    },
  };
}

function count(row: Row, { milliseconds, resolution, approximate }: MeasuredLatency): void {
  if (approximate) {
    row.approximate += 1;
    return;
  }
  const bucket = Math.floor(Math.log(Math.max(milliseconds, shortest)) / width);
  // The more records there are of a clock, the better it is known.
  row.resolution = resolution;
  row.buckets.set(bucket, (row.buckets.get(bucket) ?? 0) + 1);
  row.count += 1;
  row.max = Math.max(row.max, milliseconds);
}

function latencyOf({ buckets, count, max, approximate, resolution }: Row): Latency {
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  function percentile(part: number): number {
    let seen = 0;
    for (const [bucket, times] of sorted) {
      seen += times;
      if (seen >= part * count) return Math.min(max, Math.exp((bucket + 0.5) * width));
    }
    return max;
  }
  return {
    count,
    approximate,
    resolution,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    max,
  };
}
