import { clockTolerance } from '../src/protocol/page';

/**
 * This document's clock: milliseconds since the epoch, fractional, never going back. It runs with the browser's monotonic clock, which stands still
 * while the machine sleeps and does not know when somebody sets the wall clock; so the two are compared, and where they have parted this clock
 * follows if it was behind. Content/ decides, page/ runs with the same shift.
 */
export interface Clock {
  now(): number;
  /** When an event was made. */
  timeOf(event: Event): number;
  /** Compares with the wall clock now. */
  check(): void;
  /** What is added to the browser's own `timeOrigin + now()`. */
  shift(): number;
}

/** `parted` hears by how much the wall clock has gone ahead of the monotonic one (or back, below 0) since the last look. */
export function createClock(parted: (by: number) => void): Clock {
  // The browser fixes timeOrigin by a clock that may have parted long before this document was there.
  let shift = hasParted(0) ? Math.round(difference()) : 0;
  /** How far the wall clock is known to be ahead of this one; below 0 once it was set back, where this one can not follow. */
  let ahead = 0;

  const now = (): number => monotonic() + shift;

  function check(): void {
    if (!hasParted(shift + ahead)) return;
    const by = Math.round(difference() - shift - ahead);
    if (Math.abs(by) <= clockTolerance) return;
    ahead += by;
    if (ahead > 0) {
      shift += ahead;
      ahead = 0;
    }
    parted(by);
  }

  return {
    now() {
      check();
      return now();
    },
    timeOf(event) {
      check();
      return event.timeStamp > 0 ? performance.timeOrigin + event.timeStamp + shift : now();
    },
    check,
    shift: () => shift,
  };
}

function hasParted(shift: number): boolean {
  return Math.abs(Date.now() - monotonic() - shift) > clockTolerance;
}

function monotonic(): number {
  return performance.timeOrigin + performance.now();
}

/** The wall clock minus the monotonic one, of a moment in which this thread was not held up between two readings. */
function difference(): number {
  let best = { took: Infinity, value: 0 };
  for (let round = 0; round < 5 && best.took > 1; round += 1) {
    const before = monotonic();
    const wall = Date.now();
    const after = monotonic();
    if (after - before < best.took) best = { took: after - before, value: wall - (before + after) / 2 };
  }
  return best.value;
}
