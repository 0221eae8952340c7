import fc from 'fast-check';
import type { Record } from '../src/record';
import { observation } from '../src/record-arbitraries';
import { recordOf } from '../src/record-parse';
import { withTimes } from './times';

const area = { kind: 'local-storage', name: '' } as const;

function at(time: number, seq: number, cause?: number): Record {
  const change = { key: 'k', oldValue: null, newValue: '1' };
  return cause === undefined
    ? { type: 'storage-event', context: 'c', seq, time, channel: area, ...change, url: '', isTrusted: true }
    : { type: 'storage-write', context: 'c', seq, time, channel: area, method: 'setItem', ...change, cause };
}

function slept(time: number, seq: number, ahead: number): Record {
  return { type: 'clock', context: 'c', seq, time, channel: { kind: 'document', name: '' }, ahead };
}

const reached = { time: 0, correction: 0 };
const now = 1_000;

function times(records: readonly Record[], from = reached): number[] {
  return withTimes(records, from, now).map(({ time }) => time);
}

describe('the times of a context', () => {
  it('go on from where they were: an event that was made before the thaw comes with it', () => {
    expect(times([at(5, 0), at(20, 1), at(12, 2)], { time: 10, correction: 0 })).toEqual([10, 20, 20]);
  });

  it('take along what was made during such an event', () => {
    const [, event, write] = withTimes([at(20, 0), at(12, 1), at(21, 2, 12)], reached, now);
    expect(event).toMatchObject({ time: 20 });
    expect(write).toMatchObject({ time: 21, cause: 20 });
  });

  it('stay as they are where they never go back', () => {
    const records = [at(1, 0), at(2, 1), at(3, 2, 2)];
    expect(withTimes(records, reached, now)).toEqual(records);
  });

  it('follow the wall clock after a sleep in which the own clock stood still, and so does what an event caused', () => {
    const records = withTimes([at(1, 0), slept(2, 1, 500), at(2, 2), at(3, 3, 2)], reached, now);
    expect(records.map(({ time }) => time)).toEqual([1, 502, 502, 503]);
    expect(records[3]).toMatchObject({ cause: 502 });
  });

  it('follow it in a later batch too', () => {
    expect(times([at(4, 4)], { time: 503, correction: 500 })).toEqual([504]);
  });

  it('do not go back with it', () => {
    expect(times([slept(10, 0, 500), at(11, 1), slept(12, 2, 400), at(13, 3)])).toEqual([510, 511, 512, 513]);
    expect(times([slept(10, 0, -500), at(11, 1)])).toEqual([10, 11]);
  });

  it('never go back or beyond a minute from now, whatever comes, and nothing else changes', () => {
    const from = fc.record({
      time: fc.double({ noNaN: true, min: 0, max: 1e12 }),
      correction: fc.double({ noNaN: true, min: 0, max: 1e12 }),
    });
    fc.assert(
      fc.property(fc.array(observation), from, (all, before) => {
        const records = all.map((one, seq) => recordOf('c', seq, one));
        const ordered = withTimes(records, before, now);
        const told = [before.time, ...ordered.map(({ time }) => time)];
        expect(told).toEqual([...told].sort((a, b) => a - b));
        expect(Math.max(...told)).toBeLessThanOrEqual(Math.max(before.time, now + 60_000));
        const timeless = (list: readonly Record[]): unknown =>
          list.map((record) => ({ ...record, time: 0, cause: 0 }));
        expect(timeless(ordered)).toEqual(timeless(records));
      }),
    );
  });
});
