import type { Endpoint } from './endpoints';
import { createWeakRef, eventPhase, isTrusted, read, weakTarget } from './natives';

/**
 * Which event the page is handling now: what it writes or sends meanwhile was caused by that, and an
 * exception that is reported meanwhile was thrown by one of its handlers. Our listeners come first, so an
 * event is known before the page's handlers run; it is being handled as long as its eventPhase says so,
 * microtasks between two handlers included. It is held weakly: its data may be large.
 */
interface Dispatched {
  readonly event: object;
  readonly endpoint: Endpoint;
  /** As its record has it. */
  readonly time: number;
}

let latest: Dispatched | null = null;
/** The same, or one of the page's own making, which is no cause of what is done meanwhile. */
let begun: Dispatched | null = null;

/** A listener of ours has heard an event that nobody else has heard yet. */
export function beginDispatch(event: Event, endpoint: Endpoint, time: number): void {
  begun = { event: createWeakRef(event), endpoint, time };
  if (isTrusted(event)) latest = begun;
}

/** The event that is being dispatched, if it is one of those that are watched. */
export function dispatchedNow(): Dispatched | null {
  latest = stillNow(latest);
  return latest;
}

/** That, or an event that the page dispatches itself: whose handler throws now. */
export function handledNow(): Dispatched | null {
  begun = stillNow(begun);
  return dispatchedNow() ?? begun;
}

function stillNow(of: Dispatched | null): Dispatched | null {
  return of && read(eventPhase, weakTarget(of.event)) ? of : null;
}

/** Its record's `time`, for what is done now. */
export function causeHere(): number | undefined {
  return dispatchedNow()?.time;
}
