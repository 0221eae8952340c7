import type { RateAnswer, RateMark } from '../../src/capture/rates/types';
import { barPaths } from './bars';
import { dragged } from './drag';
import { groupMarks } from './marks';
import { moved, scaleOf, steadyRange, ticksOf, windowIn } from '../parts/time-scale';

const range = { from: 1_000, to: 2_000 };
const scale = scaleOf(range, 100);

describe('the overview strip', () => {
  it('keeps its range while traffic comes, and never ends before the last record', () => {
    const ends = new Set<number>();
    for (let last = 60_000; last < 62_000; last += 10) {
      const { from, to } = steadyRange(0, last, 200);
      expect(from).toBe(0);
      expect(to).toBeGreaterThanOrEqual(last);
      expect(to).toBeLessThan(last * 1.11);
      ends.add(to);
    }
    expect(ends.size).toBeLessThanOrEqual(2);
  });

  it('has a range where there is one record', () => {
    expect(steadyRange(5, 5, 100).to).toBeGreaterThan(5);
  });

  it('marks round times, apart from each other', () => {
    expect(ticksOf(scale, 1_000, 20)).toEqual([1_200, 1_400, 1_600, 1_800]);
    expect(ticksOf(scaleOf({ from: 0, to: 600_000 }, 600), 0, 90)).toEqual([
      120_000, 240_000, 360_000, 480_000,
    ]);
  });

  it('takes the whole range for no window, turns one round that was drawn backwards, and keeps within', () => {
    expect(windowIn(range, { from: 900, to: 2_500 }, 1)).toBeNull();
    expect(windowIn(range, { from: 1_500, to: 1_200 }, 1)).toEqual({ from: 1_200, to: 1_500 });
    expect(windowIn(range, { from: 1_990, to: 1_990 }, 50)).toEqual({ from: 1_950, to: 2_000 });
  });

  it('moves a window as far as the range goes, without changing its length', () => {
    expect(moved(range, { from: 1_100, to: 1_300 }, -500)).toEqual({ from: 1_000, to: 1_200 });
    expect(moved(range, { from: 1_100, to: 1_300 }, 5_000)).toEqual({ from: 1_800, to: 2_000 });
  });

  it('moves the body, an edge, or draws anew, by where the drag began', () => {
    const before = { from: 1_200, to: 1_400 };
    const drag = { start: 1_300, x: 0, range, before };
    expect(dragged({ ...drag, part: 'body' }, 1_500)).toEqual({ from: 1_400, to: 1_600 });
    expect(dragged({ ...drag, part: 'from' }, 1_250)).toEqual({ from: 1_250, to: 1_400 });
    expect(dragged({ ...drag, part: 'to' }, 1_700)).toEqual({ from: 1_200, to: 1_700 });
    expect(dragged({ ...drag, part: 'new', before: null }, 1_700)).toEqual({ from: 1_300, to: 1_700 });
  });

  it('stacks the kinds in a bin, and draws nothing where there is nothing', () => {
    const rate: RateAnswer = {
      version: 1,
      range,
      parts: [
        { part: 'local-storage', counts: [1, 0] },
        { part: 'websocket', counts: [3, 0] },
      ],
      most: 4,
      busiest: 4,
      marks: [],
      complete: true,
    };
    expect(barPaths(rate, scale, 40, 4)).toEqual([
      { part: 'local-storage', d: 'M0 30h49v10h-49z' },
      { part: 'websocket', d: 'M0 0h49v30h-49z' },
    ]);
  });

  it('shows findings that are close together by the most severe of them', () => {
    const mark = (id: string, severity: RateMark['severity'], time: number): RateMark => ({
      id,
      code: 'S10',
      severity,
      time,
      channel: { kind: 'local-storage', name: '' },
      values: [],
    });
    const groups = groupMarks(
      [mark('a', 'info', 1_100), mark('b', 'error', 1_150), mark('c', 'warning', 1_600)],
      scale,
      16,
    );
    expect(groups.map(({ marks, worst }) => [marks.length, worst.id])).toEqual([
      [2, 'b'],
      [1, 'c'],
    ]);
  });
});
