import type { TimeWindow } from '../../src/capture/view';

/** Windows that are asked for begin at multiples of a length, and lengths at powers of this. */
const growth = 2 ** 0.25;

/**
 * What is asked for, to show a window: more than that on both sides, so that a drag has something to show at
 * once, and the same for all windows of one length nearby.
 */
export function askedFor(window: TimeWindow, width: number): { window: TimeWindow; bins: number } {
  const length = window.to - window.from || 1;
  const half = growth ** Math.ceil(Math.log(length) / Math.log(growth) - 1e-6) / 2;
  const start = Math.floor(window.from / half) - 0.5;
  return {
    window: { from: start * half, to: (start + 4) * half },
    bins: Math.max(1, Math.round((4 * half * width) / length)),
  };
}
