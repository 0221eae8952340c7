import { correction } from '../src/record/own-clock';
import type { Record } from '../src/record/record';
import { isEvent } from '../src/record/stamp';
import type { Reached } from '../store/database';

/** Milliseconds that a page's time may be ahead of ours, which the system may have set since. */
const early = 60_000;

/**
 * A context's records with times that can be compared with those of others and never go back. A page's clock
 * stands still while the computer sleeps; its `clock` records say by how much, and what follows is corrected
 * by that. A time that has not come yet would stand behind all that is still to be recorded, and make all of
 * that late: it becomes `now`. And a page acts at the time of its clock, but an event has the time at which
 * the browser made it (DOM, "creating an event"): after a thaw, or behind a long task, that is before what
 * the page did meanwhile. Such an event gets the time that was reached, and keeps its own as its stamp: what
 * it caused names that, and may be in a later commit.
 */
export function withTimes(records: readonly Record[], reached: Reached, now: number): Record[] {
  let latest = reached.time;
  let corrected = reached.correction;
  return records.map((record) => {
    corrected = correction(corrected, record);
    const wall = record.time + corrected;
    const time = Math.max(wall > now + early ? now : wall, latest);
    latest = time;
    if (time === record.time) return record;
    return isEvent(record) ? { ...record, time, stamp: record.time } : { ...record, time };
  });
}
