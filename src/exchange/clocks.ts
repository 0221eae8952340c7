import type { Record } from '../record';
import { createTimeline, type Timeline } from './timeline';
import type { MeasuredLatency } from './types';

/** What a document's records tell of the clock that they are stamped with. */
export interface Clock {
  /** Milliseconds: the coarsest of `resolutions` that all its times fit. */
  resolution: number;
  /** Time of its first record. */
  readonly first: number;
  /** By how many milliseconds the wall clock is ahead of it. */
  readonly wallAhead: Timeline<number>;
}

/** Of pages' clocks: Firefox with `privacy.resistFingerprinting`, Firefox, Chromium. Isolated pages have finer ones, which tell no more of other pages. */
const resolutions = [50 / 3, 1, 0.1];
const finest = 0.1;
/** Times are floating-point numbers some 0.0002 ms apart, and browsers round them too. */
const rounding = 0.002;

/** Milliseconds by which two documents may have found the same wall clock ahead differently (content/clock.ts). */
const agreeing = 50;
/** Clocks that are further apart can only have been paired by times that were not theirs (background/observations.ts) or by chance. */
const correctable = 10_000;

export function createClock(first: number): Clock {
  return { resolution: 50 / 3, first, wallAhead: createTimeline(0) };
}

/** Takes a document's records in the order of their seq. */
export function readClock(clock: Clock, record: Record): void {
  if (record.type === 'clock') clock.wallAhead.set(record.time, record.ahead);
  if (clock.resolution > finest) clock.resolution = coarsest(clock, record.time);
}

function coarsest({ resolution, first }: Clock, time: number): number {
  return (
    resolutions.find((step) => {
      // Firefox's coarse steps begin anywhere; the others begin with the epoch.
      const since = step > 1 ? time - first : time;
      return step <= resolution && Math.abs(since - Math.round(since / step) * step) < rounding;
    }) ?? finest
  );
}

/** How long from the send to the receive, and how exactly that is known of the clocks of the two documents. */
export function latencyBetween(send: Stamp, receive: Stamp, from: Clock, to: Clock): MeasuredLatency {
  const resolution = Math.max(from.resolution, to.resolution);
  const apart = to.wallAhead.at(receive.time) - from.wallAhead.at(send.time);
  const elapsed = receive.time - send.time;
  const differ = Math.abs(apart) > agreeing;
  const corrected = differ && Math.abs(apart) < correctable ? elapsed + apart : elapsed;
  // What arrives before it is sent shows that the clocks differ too.
  const approximate = differ || elapsed < -2 * resolution;
  return { milliseconds: Math.max(0, corrected), resolution, approximate };
}

type Stamp = Pick<Record, 'time'>;
