import { createTimeline, type Timeline } from './timeline';
import type { ContextState } from '../exchange/types';

/**
 * The states of a document, as its records say, and its end as the background knows it. The background may
 * say it before the records are here, or long after: the end lies over the records, and the order in which
 * both come changes nothing.
 */
export interface StateTimeline extends Timeline<ContextState> {
  /** The connection was lost for good, in milliseconds since the epoch; null: it is there. */
  ended: number | null;
  /** The last state that a record says. */
  readonly told: ContextState;
}

export function createStateTimeline(initial: ContextState, since: number): StateTimeline {
  const told = createTimeline(initial, since);
  let ended: number | null = null;

  /**
   * Records of later times say that it went on; documents in the back/forward cache lose their connections
   * too.
   */
  function isLost(time: number): boolean {
    if (ended === null || time < ended) return false;
    const state = told.at(time);
    return state !== 'bfcached' && state !== 'gone' && told.changedAt(time) <= ended;
  }

  return {
    get ended() {
      return ended;
    },
    set ended(time) {
      ended = time;
    },
    get told() {
      return told.last;
    },
    set: told.set,
    at: (time) => (isLost(time) ? 'discarded' : told.at(time)),
    changedAt: (time) => (isLost(time) ? (ended ?? time) : told.changedAt(time)),
    get last() {
      return isLost(Infinity) ? 'discarded' : told.last;
    },
    get since() {
      return isLost(Infinity) ? (ended ?? told.since) : told.since;
    },
    some(from, to, passes) {
      if (told.some(from, to, passes)) return true;
      return ended !== null && ended <= to && isLost(Math.max(ended, from)) && passes('discarded');
    },
    forget: told.forget,
  };
}
