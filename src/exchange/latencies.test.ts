import { scenario } from '../../test/support/scenario';
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

it('of replies are those of the first answer that the asking document got, apart from those of messages', () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  const worker = 'http://x/w.js';
  for (const tab of [a, b]) tab.open('shared-worker', worker);
  const ask = (id: number) => ({ t: 'object', k: ['id', 'do'], v: [id, 'sum'], n: 2 }) as const;
  const answer = (id: number) => ({ t: 'object', k: ['id', 'sum'], v: [id, 3], n: 2 }) as const;
  a.send('shared-worker', worker, ask(1));
  b.send('shared-worker', worker, ask(2));
  play.wait(20);
  a.receive('shared-worker', worker, answer(1));
  // More of the same answer, one that was asked for by nobody, and a send that nobody answers.
  a.receive('shared-worker', worker, answer(1));
  play.wait(20);
  b.receive('shared-worker', worker, answer(2));
  play.wait(6_000);
  b.receive('shared-worker', worker, 'news');
  a.send('shared-worker', worker, ask(3));
  play.wait(10_000);
  b.write('later', null, '1');
  const rows = play
    .analyse()
    .correlator.latencies()
    .map(({ from, to, reply, latency }) => [from, to, reply, latency.count, Math.round(latency.max)]);
  expect(rows).toEqual([
    [null, null, true, 2, 43],
    ['a', null, true, 1, 22],
    ['b', null, true, 1, 43],
  ]);
});
