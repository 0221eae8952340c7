import type { Record } from '../src/record';

/**
 * A context's records with times that never go back, from `reached` on. A page acts at the time of its clock, but an event has the time at which the
 * browser made it (DOM, "creating an event"): after a thaw, or behind a long task, that is before what the page did meanwhile. Such an event gets the time
 * that was reached, and so does the `cause` of what was made during it.
 */
export function monotonic(records: readonly Record[], reached: number): Record[] {
  const moved = new Map<number, number>();
  let latest = reached;
  return records.map((record) => {
    const timed = record.time < latest ? { ...record, time: latest } : record;
    if (timed !== record) moved.set(record.time, latest);
    latest = timed.time;
    const cause = 'cause' in timed ? moved.get(timed.cause) : undefined;
    return cause === undefined ? timed : { ...timed, cause };
  });
}
