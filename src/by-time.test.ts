import fc from 'fast-check';
import { mergeByTime } from './by-time';
import type { Record } from './record';

function at(time: number, context: string, seq: number): Record {
  return { type: 'lifecycle', state: 'visible', channel: { kind: 'document', name: '' }, time, context, seq };
}

describe('merging records by time', () => {
  it('keeps the list sorted, everything in it, and each context in its own order', () => {
    const batches = fc.array(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('a', 'b')), { maxLength: 8 }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(batches, (given) => {
        const list: Record[] = [];
        const clocks = new Map<string, number>();
        let seq = 0;
        for (const batch of given) {
          const records = batch.map(([step, context]) => {
            const time = (clocks.get(context) ?? 0) + step;
            clocks.set(context, time);
            return at(time, context, seq++);
          });
          mergeByTime(list, records);
        }
        expect(list).toHaveLength(seq);
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
});
