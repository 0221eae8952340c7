import fc from 'fast-check';
import { createLatencies } from './latencies';
import type { MeasuredLatency } from './types';

const channel = { kind: 'broadcast-channel', name: 'news' } as const;
const milliseconds = fc.double({ min: 0.1, max: 100_000, noNaN: true });

function exact(value: number): MeasuredLatency {
  return { milliseconds: value, resolution: 0.1, approximate: false };
}

/** The smallest value that so large a part of all does not exceed (nearest rank). */
function exactly(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1] ?? NaN;
}

it('are within 2 % of the exact percentiles, and the longest is exact', () => {
  fc.assert(
    fc.property(fc.array(milliseconds, { minLength: 1, maxLength: 300 }), (values) => {
      const latencies = createLatencies();
      for (const value of values) latencies.add(channel, 'a', 'b', exact(value));
      const [row] = latencies.rows();
      expect(row?.latency).toMatchObject({ count: values.length, max: Math.max(...values) });
      for (const [name, part] of [
        ['p50', 0.5],
        ['p95', 0.95],
        ['p99', 0.99],
      ] as const) {
        const exact = exactly(values, part);
        expect(Math.abs((row?.latency[name] ?? NaN) - exact)).toBeLessThanOrEqual(0.02 * exact);
      }
    }),
  );
});

it('are kept for a channel and for each pair of documents on it, the channel first', () => {
  const latencies = createLatencies();
  latencies.add(channel, 'a', 'b', exact(1));
  latencies.add(channel, 'a', 'c', exact(3));
  latencies.add(channel, 'a', 'c', exact(3));
  latencies.add({ kind: 'local-storage', name: '' }, 'b', 'a', exact(9));
  const rows = latencies
    .rows()
    .map(({ channel: { kind }, from, to, latency }) => [kind, from, to, latency.count]);
  expect(rows).toEqual([
    ['broadcast-channel', null, null, 3],
    ['local-storage', null, null, 1],
    ['broadcast-channel', 'a', 'c', 2],
    ['broadcast-channel', 'a', 'b', 1],
    ['local-storage', 'b', 'a', 1],
  ]);
});

it('leave approximate ones out, and count them', () => {
  const latencies = createLatencies();
  latencies.add(channel, 'a', 'b', exact(2));
  latencies.add(channel, 'a', 'b', { milliseconds: 900, resolution: 0.1, approximate: true });
  latencies.add(channel, 'a', 'c', { milliseconds: 800, resolution: 0.1, approximate: true });
  const rows = latencies
    .rows()
    .map(({ to, latency }) => [to, latency.count, latency.approximate, latency.max]);
  expect(rows).toEqual([
    [null, 1, 2, 2],
    ['b', 1, 1, 2],
    ['c', 0, 1, 0],
  ]);
});
