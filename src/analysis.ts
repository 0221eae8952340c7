import { createContexts } from './exchange/contexts';
import { createCorrelator } from './exchange/correlate';
import { createInOrder } from './exchange/in-order';
import { mayBeLate } from './exchange/late';
import type { Correlator } from './exchange/types';
import { collect } from './findings/collect';
import { createDetectors } from './findings/detectors';
import type { Finding } from './findings/types';
import type { Context, Neighbour, Record } from './record';

/** What viewers make of one origin's records, live or imported: exchanges and findings. */
export interface Analysis {
  readonly correlator: Correlator;
  /** Before its records, and again whenever something of it changes. */
  addContext(context: Context): void;
  /** Documents of other origins. */
  setNeighbours(contexts: readonly Neighbour[]): void;
  /** Takes records as they come, each context's in the order of its seq. */
  add(records: readonly Record[]): void;
  /** Time has passed without records; milliseconds since the epoch. */
  advance(now: number): void;
  /** There is nothing more to come: of an imported file. */
  finish(): void;
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

/** After the last record, in milliseconds: what is forgotten, not answered or not heard of by then is so in earnest. */
const afterwards = 3_000;

export function createAnalysis(): Analysis {
  const correlator = createCorrelator();
  const found = collect();
  /** As of the record that detectors see: the correlator's own are ahead of that, by seconds or by a whole file. */
  const past = createContexts();
  let neighbours: readonly Neighbour[] = [];
  let reached = -Infinity;
  let outdated = false;
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
    const inOrder = createInOrder(mayBeLate, (record) => {
      if (record.time < seen) outdated = true;
      else seen = record.time;
      all.pass(record.time);
      correlator.settled(record);
      past.add(record);
      all.see(record);
    });
    return { detectors: all, ordered: inOrder };
  }

  /** Detectors have seen records of a time at which they took a document that was gone to be there. */
  function endsInThePast(context: Context): boolean {
    const before = past.get(context.id)?.context;
    const { id, ended } = context;
    if (ended === null || ended >= ordered.frontier || before?.ended === ended) return false;
    return ordered.frontier > -Infinity && past.get(id)?.gone === null;
  }

  function pass(now: number): void {
    correlator.advance(now);
    ordered.advance(now);
    detectors.pass(ordered.frontier);
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
      correlator.add(records);
      ordered.add(records);
      detectors.pass(ordered.frontier);
    },
    advance(now) {
      reached = Math.max(reached, now);
      pass(now);
    },
    finish() {
      const end = correlator.now() + mayBeLate + afterwards;
      if (Number.isFinite(end)) pass(end);
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
