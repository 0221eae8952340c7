import fc from 'fast-check';
import type { Record } from '../src/record';
import { observation } from '../src/record-arbitraries';
import { recordOf } from '../src/record-parse';
import { monotonic } from './monotonic';

const area = { kind: 'local-storage', name: '' } as const;

function at(time: number, seq: number, cause?: number): Record {
  const change = { key: 'k', oldValue: null, newValue: '1' };
  return cause === undefined
    ? { type: 'storage-event', context: 'c', seq, time, channel: area, ...change, url: '', isTrusted: true }
    : { type: 'storage-write', context: 'c', seq, time, channel: area, method: 'setItem', ...change, cause };
}

describe('the times of a context', () => {
  it('go on from where they were: an event that was made before the thaw comes with it', () => {
    expect(monotonic([at(5, 0), at(20, 1), at(12, 2)], 10).map(({ time }) => time)).toEqual([10, 20, 20]);
  });

  it('take along what was made during such an event', () => {
    const [, event, write] = monotonic([at(20, 0), at(12, 1), at(21, 2, 12)], 0);
    expect(event).toMatchObject({ time: 20 });
    expect(write).toMatchObject({ time: 21, cause: 20 });
  });

  it('stay as they are where they never go back', () => {
    const records = [at(1, 0), at(2, 1), at(3, 2, 2)];
    expect(monotonic(records, 0)).toEqual(records);
  });

  it('never go back, whatever comes, and nothing else changes', () => {
    fc.assert(
      fc.property(fc.array(observation), fc.double({ noNaN: true, min: 0, max: 1e12 }), (all, reached) => {
        const records = all.map((one, seq) => recordOf('c', seq, one));
        const ordered = monotonic(records, reached);
        const times = [reached, ...ordered.map(({ time }) => time)];
        expect(times).toEqual([...times].sort((a, b) => a - b));
        const timeless = (list: readonly Record[]): unknown =>
          list.map((record) => ({ ...record, time: 0, cause: 0 }));
        expect(timeless(ordered)).toEqual(timeless(records));
      }),
    );
  });
});
