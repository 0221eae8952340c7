import fc from 'fast-check';
import { createCorrelator } from '../src/exchange/correlate';
import { correction } from '../src/record/own-clock';
import type { Record } from '../src/record/record';
import { observation } from '../test/support/record-arbitraries';
import { recordOf } from '../src/record/record-parse';
import type { Reached } from '../store/database';
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

/** What a next commit goes on from. */
function reachedBy(records: readonly Record[]): Reached {
  const ahead = records.reduce(correction, 0);
  return { time: records.at(-1)?.time ?? 0, correction: ahead };
}

function times(records: readonly Record[], from = reached): number[] {
  return withTimes(records, from, now).map(({ time }) => time);
}

describe('the times of a context', () => {
  it('go on from where they were: an event that was made before the thaw comes with it', () => {
    expect(times([at(5, 0), at(20, 1), at(12, 2)], { time: 10, correction: 0 })).toEqual([10, 20, 20]);
  });

  it.each([
    ['behind a long task', [at(20, 0), at(12, 1)], [at(21, 2, 12)]],
    ['after a sleep', [slept(2, 0, 500), at(3, 1)], [at(4, 2, 3)]],
    ['before its time has come', [at(90_000, 0)], [at(90_001, 1, 90_000)]],
    ['at one time with another event', [at(20, 0), at(12, 1), at(13, 2)], [at(21, 3, 13)]],
    ['with an event of the same stamp before it', [at(12, 0), at(12, 1)], [at(21, 2, 12)]],
  ])('leave an event that came %s the cause of what a later commit brings', (_, first, second) => {
    const earlier = withTimes(first, reached, now);
    const correlator = createCorrelator();
    correlator.add([...earlier, ...withTimes(second, reachedBy(earlier), now)]);
    const [event, write] = [
      { context: 'c', seq: first.length - 1 },
      { context: 'c', seq: first.length },
    ];
    expect(correlator.causes(write).causedBy).toEqual({ record: event, confidence: 'certain' });
    expect(correlator.causes(event).caused).toEqual([{ record: write, confidence: 'certain' }]);
  });

  it('leave each of two events of one stamp what was made during it', () => {
    const records = withTimes([at(12, 0), at(13, 1, 12), at(12, 2), at(14, 3, 12)], reached, now);
    const correlator = createCorrelator();
    correlator.add(records);
    const causes = [1, 3].map((seq) => correlator.causes({ context: 'c', seq }).causedBy?.record.seq);
    expect(causes).toEqual([0, 2]);
  });

  it('stay as they are where they never go back', () => {
    const records = [at(1, 0), at(2, 1), at(3, 2, 2)];
    expect(withTimes(records, reached, now)).toEqual(records);
  });

  it('follow the wall clock after a sleep in which the own clock stood still, and an event keeps the own one', () => {
    const records = withTimes([at(1, 0), slept(2, 1, 500), at(2, 2), at(3, 3, 2)], reached, now);
    expect(records.map(({ time }) => time)).toEqual([1, 502, 502, 503]);
    expect(records[2]).toMatchObject({ stamp: 2 });
    expect(records[3]).toMatchObject({ cause: 2 });
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
          list.map((record) => ({ ...record, time: 0, stamp: 0 }));
        expect(timeless(ordered)).toEqual(timeless(records));
      }),
    );
  });
});
