import type { Lane, LockBar } from '../../src/capture/timeline/types';
import { scaleOf, zoomed } from '../parts/time-scale';
import { askedFor } from './asked';
import { layoutOf, rulerHeight } from './layout';
import { handOvers } from './locks';
import { createRoom } from './room';

function lane(id: string, more: Partial<Lane> = {}): Lane {
  return { id, channel: null, context: id, frames: 0, isFrame: false, spans: [], ...more };
}

describe('the timeline', () => {
  it('fills the height with lanes, and lets them scroll where they would be too low', () => {
    const lanes = [lane('A'), lane('B'), lane('hub', { channel: { kind: 'shared-worker', name: 'hub' } })];
    const high = layoutOf(lanes, 2_000);
    const low = layoutOf(lanes, 60);
    expect(high.height).toBe(rulerHeight + 92 + 92 + 56);
    expect(low.height).toBe(rulerHeight + 40 + 40 + 26);
    expect(layoutOf(lanes, 180).height).toBeLessThanOrEqual(180);
    expect([...low.places.values()].map(({ top }) => top)).toEqual([24, 64, 104]);
  });

  it('asks for more than is shown, and for the same while a hand drags within that', () => {
    const length = 1_000;
    const asked = new Set<string>();
    for (let from = 5_000; from < 5_500; from += 7) {
      const { window, bins } = askedFor({ from, to: from + length }, 800);
      expect(window.from).toBeLessThanOrEqual(from);
      expect(window.to).toBeGreaterThanOrEqual(from + length);
      expect(bins / (window.to - window.from)).toBeCloseTo(800 / length, 3);
      asked.add(`${window.from}`);
    }
    expect(asked.size).toBeLessThanOrEqual(2);
  });

  it('keeps the time below the pointer in its place while it zooms', () => {
    const scale = scaleOf({ from: 1_000, to: 2_000 }, 500);
    for (const factor of [0.5, 3]) {
      const nearer = scaleOf(zoomed(scale, factor, 125), 500);
      expect(nearer.toTime(125)).toBeCloseTo(scale.toTime(125));
      expect(nearer.range.to - nearer.range.from).toBeCloseTo(1_000 * factor);
    }
  });

  it('shows a lock that went from its holder to who waited for it, and no other change', () => {
    const bar = (lane: string, state: LockBar['state'], from: number, to: number | null): LockBar => ({
      lane,
      name: 'save',
      state,
      from,
      to,
    });
    const first = bar('A', 'held', 0, 10);
    const waits = bar('B', 'waiting', 5, 10);
    const second = bar('B', 'held', 10, 20);
    const later = bar('C', 'held', 40, null);
    expect(handOvers([first, waits, second, later])).toEqual([[first, second]]);
    expect(handOvers([first, second])).toEqual([]);
  });

  it('writes no label over another', () => {
    const room = createRoom();
    expect(room.take(0, 24, 50)).toBe(true);
    expect(room.take(40, 30, 50)).toBe(false);
    expect(room.take(70, 24, 50)).toBe(true);
    expect(room.take(40, 60, 50)).toBe(true);
  });
});
