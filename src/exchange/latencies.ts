import type { Channel } from '../record';
import { keyOf } from './channel-objects';
import type { Latency, LatencyRow } from './types';

/** Latencies of a channel and of each pair of contexts on it, in buckets 2 % wide: percentiles are that exact. */
export interface Latencies {
  add(channel: Channel, from: string, to: string, milliseconds: number): void;
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
  readonly buckets: Map<number, number>;
  count: number;
  max: number;
}

export function createLatencies(): Latencies {
  const rows = new Map<string, Row>();

  function count(channel: Channel, from: string | null, to: string | null, milliseconds: number): void {
    const key = `${keyOf(channel)}\n${from ?? ''}\n${to ?? ''}`;
    let row = rows.get(key);
    if (!row) {
      if (rows.size >= maxRows) return;
      row = { channel, from, to, buckets: new Map(), count: 0, max: 0 };
      rows.set(key, row);
    }
    const bucket = Math.floor(Math.log(Math.max(milliseconds, shortest)) / width);
    row.buckets.set(bucket, (row.buckets.get(bucket) ?? 0) + 1);
    row.count += 1;
    row.max = Math.max(row.max, milliseconds);
  }

  return {
    add(channel, from, to, milliseconds) {
      count(channel, null, null, milliseconds);
      count(channel, from, to, milliseconds);
    },
    rows: () =>
      [...rows.values()]
        .map((row) => ({ channel: row.channel, from: row.from, to: row.to, latency: latencyOf(row) }))
        .sort(
          (a, b) => Number(a.from !== null) - Number(b.from !== null) || b.latency.count - a.latency.count,
        ),
  };
}

function latencyOf({ buckets, count, max }: Row): Latency {
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  function percentile(part: number): number {
    let seen = 0;
    for (const [bucket, times] of sorted) {
      seen += times;
      if (seen >= part * count) return Math.min(max, Math.exp((bucket + 0.5) * width));
    }
    return max;
  }
  return { count, p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), max };
}
