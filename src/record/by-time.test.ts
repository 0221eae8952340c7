import fc from 'fast-check';
import { mergeByPlace } from './by-time';
import type { Record } from './record';

function at(time: number, context: string, seq: number): Record {
  return { type: 'lifecycle', state: 'visible', channel: { kind: 'document', name: '' }, time, context, seq };
}

describe('merging records by time', () => {
  const batches = fc.array(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', 'b')), { maxLength: 8 }),
    { maxLength: 8 },
  );

  /** In each context clocks go on. */
  function recordsOf(given: readonly (readonly [number, string])[][]): Record[][] {
    const clocks = new Map<string, number>();
    let seq = 0;
    return given.map((batch) =>
      batch.map(([step, context]) => {
        const time = (clocks.get(context) ?? 0) + step;
        clocks.set(context, time);
        return at(time, context, seq++);
      }),
    );
  }

  function merged(given: readonly Record[][]): Record[] {
    const list: Record[] = [];
    for (const records of given) mergeByPlace(list, records);
    return list;
  }

  it('keeps the list sorted, everything in it, and each context in its own order', () => {
    fc.assert(
      fc.property(batches, (given) => {
        const list = merged(recordsOf(given));
        expect(list).toHaveLength(given.flat().length);
        expect(list.map(({ time }) => time)).toEqual(
          list.map(({ time }) => time).sort((one, other) => one - other),
        );
        for (const context of ['a', 'b']) {
          const seqs = list.filter((record) => record.context === context).map((record) => record.seq);
          expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
        }
      }),
    );
  });

  it('makes the same list whatever came first', () => {
    fc.assert(
      fc.property(batches, (given) => {
        const records = recordsOf(given);
        expect(merged([...records].reverse())).toEqual(merged(records));
        expect(merged([records.flat()])).toEqual(merged(records));
      }),
    );
  });
});
