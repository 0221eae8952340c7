import { clockToleranceMs } from '../src/time-windows';

/**
 * Compares this document's clock with the wall clock. The one that `time` of records is read from
 * (`performance.timeOrigin + performance.now()`) does not follow when somebody sets the wall clock, in most
 * systems stands still while the machine sleeps, and may have begun with a process that is older than the
 * document. So two documents of one browser may have clocks that differ.
 */
export interface ClockLook {
  /**
   * By how many milliseconds the wall clock is ahead now, where that has changed since the last look; else
   * null.
   */
  changed(): number | null;
}

export function createClockLook(): ClockLook {
  let known = 0;

  function isOff(ahead: number): boolean {
    return Math.abs(ahead - known) > clockToleranceMs;
  }

  return {
    changed() {
      if (!isOff(Date.now() - ownTime())) return null;
      const ahead = Math.round(wallAhead());
      if (!isOff(ahead)) return null;
      known = ahead;
      return ahead;
    },
  };
}

/**
 * Milliseconds since the epoch, as the times of stored records are: forward of the own time where the wall
 * clock is ahead.
 */
export function correctedTime(): number {
  const own = ownTime();
  const wall = Date.now();
  return wall - own > clockToleranceMs ? wall : own;
}

/** Milliseconds since the epoch, fractional, on the clock that page/ uses too. */
export function ownTime(): number {
  return performance.timeOrigin + performance.now();
}

/**
 * The wall clock minus the own one, of the round in which this thread was held up least between the readings.
 */
function wallAhead(): number {
  let best = { took: Infinity, ahead: 0 };
  for (let round = 0; round < 5 && best.took > 1; round += 1) {
    const before = ownTime();
    const wall = Date.now();
    const after = ownTime();
    if (after - before < best.took) best = { took: after - before, ahead: wall - (before + after) / 2 };
  }
  return best.ahead;
}
