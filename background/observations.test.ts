import fc from 'fast-check';
import type { Record } from '../src/record/record';
import { observation } from '../test/support/record-arbitraries';
import { recordsOf } from './observations';

/** seqs that a record or gap stands for. */
function seqsOf(record: Record): number[] {
  const count = record.type === 'gap' ? (record.count ?? 1) : 1;
  return Array.from({ length: count }, (_, index) => record.seq - count + 1 + index);
}

const created = { type: 'lifecycle', time: 1, channel: { kind: 'document', name: '' }, state: 'created' };
const one = JSON.stringify([created]);
const two = JSON.stringify([created, created]);

function take(first: number, count: number, parts: string[], nextSeq = first): [string, number, number?][] {
  return recordsOf('c', { first, count, parts }, nextSeq, 5).map((record) =>
    record.type === 'gap' ? [record.reason, record.seq, record.count ?? 1] : [record.type, record.seq],
  );
}

describe('the records of a batch', () => {
  it('have the seqs of the batch', () => {
    expect(take(3, 3, [one, two])).toEqual([
      ['lifecycle', 3],
      ['lifecycle', 4],
      ['lifecycle', 5],
    ]);
  });

  it('are cut where they are known already', () => {
    expect(take(3, 3, [one, two], 5)).toEqual([['lifecycle', 5]]);
    expect(take(3, 3, [one, two], 6)).toEqual([]);
    expect(take(3, 3, [one, two], 60)).toEqual([]);
  });

  it('begin with a gap where some are missing', () => {
    expect(take(3, 1, [one], 0)).toEqual([
      ['missing', 2, 3],
      ['lifecycle', 3],
    ]);
  });

  it('have one gap for a run of malformed ones', () => {
    const parts = [JSON.stringify([created, 1, { type: 'vote' }, created])];
    expect(take(0, 4, parts)).toEqual([
      ['lifecycle', 0],
      ['malformed', 2, 2],
      ['lifecycle', 3],
    ]);
  });

  it('keep what is around a part that is no JSON', () => {
    expect(take(0, 6, [one, '[{"broken', two])).toEqual([
      ['lifecycle', 0],
      ['malformed', 3, 3],
      ['lifecycle', 4],
      ['lifecycle', 5],
    ]);
  });

  it('have a gap stand where what is behind it stands, or beside the last', () => {
    const late = JSON.stringify([{ ...created, time: 3 }]);
    const times = (count: number, parts: string[]): unknown =>
      recordsOf('c', { first: 2, count, parts }, 0, 5).map(({ type, time }) => [type, time]);
    expect(times(1, [late])).toEqual([
      ['gap', 3],
      ['lifecycle', 3],
    ]);
    expect(times(2, [late, '[1]'])).toEqual([
      ['gap', 3],
      ['lifecycle', 3],
      ['gap', 3],
    ]);
    expect(times(1, ['[1]'])).toEqual([
      ['gap', 5],
      ['gap', 5],
    ]);
  });

  it.each([
    ['more', 1],
    ['fewer', 9],
  ])('are one gap where the parts hold %s than the batch says', (_, count) => {
    const batch = { first: 2, count, parts: [one, two] };
    expect(recordsOf('c', batch, 2, 5)).toMatchObject([{ type: 'gap', seq: 1 + count, count }]);
  });

  it('fill every seq exactly once, whatever comes', () => {
    // A gap of content/ stands for records that never had a seq.
    const seen = observation.filter(({ type }) => type !== 'gap');
    const part = fc.oneof(
      fc.array(seen, { maxLength: 4 }).map((all) => JSON.stringify(all)),
      fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 4 }).map((all) => JSON.stringify(all)),
      fc.string(),
    );
    const batch = fc.record({ first: fc.nat(9), count: fc.nat(9), parts: fc.array(part, { maxLength: 4 }) });
    fc.assert(
      fc.property(batch, fc.nat(12), (given, nextSeq) => {
        const seqs = recordsOf('c', given, nextSeq, 5).flatMap(seqsOf);
        const end = Math.max(nextSeq, given.first + given.count);
        expect(seqs).toEqual(Array.from({ length: end - nextSeq }, (_, index) => nextSeq + index));
      }),
      { numRuns: 1_000 },
    );
  });
});
