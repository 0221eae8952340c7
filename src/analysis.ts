import { createContexts } from './presence/contexts';
import { createCorrelator, type Exchanges } from './exchange/correlate';
import { createInOrder } from './exchange/in-order';
import { collect } from './findings/collect';
import { createDetectors } from './findings/detectors';
import type { Finding } from './findings/types';
import type { Context, Neighbour, Record } from './record/record';
import { mayBeLateMs, overAfterMs } from './time-windows';

/** What viewers make of one origin's records, live or imported: exchanges and findings. */
export interface Analysis {
  readonly correlator: Exchanges;
  /** Before its records, and again whenever something of it changes. */
  addContext(context: Context): void;
  /** Documents of other origins. */
  setNeighbours(contexts: readonly Neighbour[]): void;
  /** Takes records as they come, each context's in the order of its seq. */
  add(records: readonly Record[]): void;
  /**
   * Time has passed without records; milliseconds since the epoch. true: there is more to do, and another
   * call does it.
   */
  advance(now: number): boolean;
  /**
   * There is nothing more to come: of an imported file. `until`: nothing had come by then; null where that is
   * not known. true: as of `advance`.
   */
  finish(until?: number | null): boolean;
  /** Something came too late to be seen in its place: another analysis of the same would say other things. */
  isOutdated(): boolean;
  /** Lets go of what was before that time; findings stay. */
  forget(before: number): void;
  /** Lets go of all records and findings; what is known of the documents that are there stays. */
  clear(): void;
  /** The most severe first, then those by which most was lost, then the latest. */
  findings(): readonly Finding[];
  /** Counts up when the findings change. */
  findingsVersion(): number;
}

/** Records and calls that are due: so many are seen at once, or twice as many as come and so many beside. */
const atOnce = 100;
const beside = 50;

/** `moved` hears of a receive or storage event whose exchange is another one than before. */
export function createAnalysis(moved?: (record: Record) => void): Analysis {
  const correlator = createCorrelator(moved);
  const found = collect();
  /**
   * As of the record that detectors see: the correlator's own are ahead of that, by seconds or by a whole
   * file.
   */
  const past = createContexts();
  let neighbours: readonly Neighbour[] = [];
  let reached = -Infinity;
  let outdated = false;
  /** When everything was over, once that is known. */
  let end: number | null = null;
  let { detectors, ordered } = watch();

  function watch() {
    const all = createDetectors(correlator, {
      contexts: past,
      neighbours: () => neighbours,
      reached: () => reached,
      report: found.take,
      claim: found.claim,
    });
    let seen = -Infinity;
    const inOrder = createInOrder(
      mayBeLateMs,
      (record) => {
        if (record.time < seen) outdated = true;
        else seen = record.time;
        correlator.settled(record);
        past.add(record);
        all.see(record);
      },
      all.pass,
    );
    return { detectors: all, ordered: inOrder };
  }

  /** Detectors have seen records of a time at which they took a document that was gone to be there. */
  function endsInThePast(context: Context): boolean {
    const before = past.get(context.id)?.context;
    const { id, ended } = context;
    if (ended === null || ended >= ordered.frontier || before?.ended === ended) return false;
    return ordered.frontier > -Infinity && past.get(id)?.gone === null;
  }

  function pass(now: number): boolean {
    if (correlator.advance(now)) return true;
    const left = ordered.advance(now, atOnce);
    return left <= 0 || detectors.pass(ordered.frontier, left) === left;
  }

  return {
    correlator,
    addContext(context) {
      if (endsInThePast(context)) outdated = true;
      correlator.addContext(context);
      past.addContext(context);
    },
    setNeighbours(contexts) {
      neighbours = contexts;
    },
    add(records) {
      for (const { time } of records) if (time > reached) reached = time;
      end = null;
      correlator.add(records);
      const left = ordered.add(records, 2 * records.length + beside);
      if (left > 0) detectors.pass(ordered.frontier, left);
    },
    advance(now) {
      reached = Math.max(reached, now);
      return pass(now);
    },
    finish(until = null) {
      if (until !== null) reached = Math.max(reached, until);
      end ??= Math.max(until ?? -Infinity, correlator.now()) + overAfterMs;
      return Number.isFinite(end) && Number.isFinite(correlator.now()) && pass(end);
    },
    isOutdated: () => outdated,
    forget(before) {
      correlator.forget(before);
      past.forget(before);
      found.forget((ref) => correlator.record(ref) !== undefined);
    },
    clear() {
      correlator.clear();
      past.forget(Infinity);
      found.clear();
      outdated = false;
      ({ detectors, ordered } = watch());
    },
    findings: found.all,
    findingsVersion: () => found.version,
  };
}
