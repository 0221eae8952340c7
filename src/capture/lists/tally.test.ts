import fc from 'fast-check';
import type { ChannelKind, Record } from '../../record/record';
import { busiestSecond } from '../rates/busiest';
import { createTally } from './tally';

const kinds: readonly ChannelKind[] = ['local-storage', 'cookie', 'websocket'];

function write(time: number, kind: ChannelKind, value: string, seq: number): Record {
  const channel = { kind, name: '' };
  const fields = { method: 'setItem', key: 'k', oldValue: null, newValue: value } as const;
  return { context: 'a', seq, type: 'storage-write', time, channel, ...fields };
}

const writes = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom(...kinds), fc.string({ maxLength: 9 })),
    { maxLength: 60 },
  )
  .map((list) =>
    list.sort(([a], [b]) => a - b).map(([time, kind, value], seq) => write(time, kind, value, seq)),
  );

test('what came in pieces, and what was taken back, counts as all at once', () => {
  fc.assert(
    fc.property(
      writes,
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: 1, max: 9 }),
      (all, from, bins) => {
        const tally = createTally(({ seq }) => seq % 5 !== 4);
        const other = all.filter(({ time }) => time < from || time % 2 === 0);
        tally.take(other, -Infinity);
        tally.take(all, from);
        const counted = all.filter(({ seq }) => seq % 5 !== 4);
        const sizes = counted.map((record) =>
          'newValue' in record && typeof record.newValue === 'string' ? record.newValue.length : 0,
        );
        const times = counted.map(({ time }) => time);
        expect(tally.all().count(null)).toBe(counted.length);
        expect(tally.all().busiest('messages')).toBe(
          busiestSecond(
            times,
            counted.map(() => 1),
          ),
        );
        expect(tally.all().busiest('bytes')).toBe(busiestSecond(times, sizes));
        const partOf = (time: number): number => Math.min(bins - 1, Math.floor((time * bins) / 5_000));
        for (const kind of kinds) {
          const of = counted.filter(({ channel }) => channel.kind === kind);
          const window = { from, to: from + 700 };
          const inside = of.filter(({ time }) => time >= window.from && time <= window.to);
          const series = tally.kinds().get(kind);
          expect(series?.count(window) ?? 0).toBe(inside.length);
          const parts = new Array<number>(bins).fill(0);
          for (const { time } of of) parts[partOf(time)] = (parts[partOf(time)] ?? 0) + 1;
          if (series) expect(series.parts(bins, 'messages', partOf)).toEqual(parts);
        }
      },
    ),
  );
});
