import { correction } from '../record/own-clock';
import type { Record } from '../record/record';
import { createTimeline, type Timeline } from './timeline';
import type { MeasuredLatency } from '../exchange/types';
import { clockToleranceMs } from '../time-windows';

/** What a document's records tell of the clock that they are stamped with. */
export interface Clock {
  /** Milliseconds: the coarsest of `resolutions` that all its times fit. */
  resolution: number;
  /** What it showed at its first record; null before. */
  first: number | null;
  /**
   * By how many milliseconds the wall clock is ahead of it, and by how many of them the times of its records
   * are corrected (background/times.ts).
   */
  readonly wallAhead: Timeline<number>;
  readonly corrected: Timeline<number>;
  /** `wallAhead` as the background knows it of `clock` records that are not held any more. */
  told: number;
}

/**
 * Of pages' clocks: Firefox with `privacy.resistFingerprinting`, Firefox, Chromium. Isolated pages have finer
 * ones, which tell no more of other pages.
 */
const resolutions = [50 / 3, 1, 0.1];
const finest = 0.1;
/** Times are floating-point numbers some 0.0002 ms apart, and browsers round them too. */
const rounding = 0.002;

/**
 * Times that are further apart can only have been paired by those that were not theirs (background/times.ts)
 * or by chance.
 */
const correctable = 10_000;

export function createClock(): Clock {
  return {
    resolution: 50 / 3,
    first: null,
    wallAhead: createTimeline(0),
    corrected: createTimeline(0),
    told: 0,
  };
}

/** Takes a document's records in the order of their seq. */
export function readClock(clock: Clock, record: Record): void {
  if (record.type === 'clock') {
    clock.wallAhead.set(record.time, record.ahead);
    clock.corrected.set(record.time, correction(clock.corrected.last, record));
  }
  // None is finer: nothing is left to be learned.
  if (clock.resolution <= finest) return;
  const shown = record.time - correctedAt(clock, record.time);
  clock.first ??= shown;
  clock.resolution = coarsest(clock.resolution, shown, clock.first);
}

function coarsest(resolution: number, shown: number, first: number): number {
  return (
    resolutions.find((step) => {
      // Firefox's coarse steps begin anywhere; the others begin with the epoch.
      const since = step > 1 ? shown - first : shown;
      return step <= resolution && Math.abs(since - Math.round(since / step) * step) < rounding;
    }) ?? finest
  );
}

/**
 * How long from the send to the receive, and how exactly that is known of the clocks of the two documents.
 */
export function latencyBetween(send: Stamp, receive: Stamp, from: Clock, to: Clock): MeasuredLatency {
  const resolution = Math.max(from.resolution, to.resolution);
  const elapsed = receive.time - send.time;
  const corrected = correctedAt(to, receive.time) - correctedAt(from, send.time);
  const apart = aheadAt(to, receive.time) - aheadAt(from, send.time);
  const differ = Math.abs(apart) > clockToleranceMs;
  // Two that have seen the same go on as one, however each has measured it.
  const left = differ ? apart - corrected : -corrected;
  // What arrives before it is sent shows that the clocks differ too.
  const approximate = differ || elapsed + left < -2 * resolution;
  const milliseconds = Math.max(0, Math.abs(left) < correctable ? elapsed + left : elapsed);
  return { milliseconds, resolution, approximate };
}

type Stamp = Pick<Record, 'time'>;

function aheadAt(clock: Clock, time: number): number {
  return isTold(clock) ? clock.told : clock.wallAhead.at(time);
}

function correctedAt(clock: Clock, time: number): number {
  return isTold(clock) ? Math.max(0, clock.told) : clock.corrected.at(time);
}

function isTold({ wallAhead }: Clock): boolean {
  return wallAhead.since === -Infinity;
}
