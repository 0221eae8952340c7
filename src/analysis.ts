import { createCorrelator } from './exchange/correlate';
import { createInOrder } from './exchange/in-order';
import { mayBeLate } from './exchange/late';
import type { Correlator } from './exchange/types';
import { collect } from './findings/collect';
import { createDetectors } from './findings/detectors';
import type { Finding } from './findings/types';
import type { Context, Record } from './record';

/** What viewers make of one origin's records, live or imported: exchanges and findings. */
export interface Analysis {
  readonly correlator: Correlator;
  /** Before its records, and again whenever something of it changes. */
  addContext(context: Context): void;
  /** Documents of other origins that are open now. */
  setNeighbours(contexts: readonly Context[]): void;
  /** Takes records as they come, each context's in the order of its seq. */
  add(records: readonly Record[]): void;
  /** Time has passed without records; milliseconds since the epoch. */
  advance(now: number): void;
  /** There is nothing more to come: of an imported file. */
  finish(): void;
  /** Lets go of what was before that time; findings stay. */
  forget(before: number): void;
  /** Lets go of all records and findings; what is known of the documents that are there stays. */
  clear(): void;
  /** The most severe first, then the latest. */
  findings(): readonly Finding[];
  /** Counts up when the findings change. */
  findingsVersion(): number;
}

/** After the last record, in milliseconds: what is forgotten, not answered or not heard of by then is so in earnest. */
const afterwards = 3_000;

export function createAnalysis(): Analysis {
  const correlator = createCorrelator();
  const found = collect();
  let neighbours: readonly Context[] = [];
  let reached = -Infinity;
  let { detectors, ordered } = watch();

  function watch() {
    const all = createDetectors(correlator, {
      neighbours: () => neighbours,
      reached: () => reached,
      report: found.take,
    });
    const inOrder = createInOrder(mayBeLate, (record) => {
      all.pass(record.time);
      correlator.settled(record);
      all.see(record);
    });
    return { detectors: all, ordered: inOrder };
  }

  function pass(now: number): void {
    correlator.advance(now);
    ordered.advance(now);
    detectors.pass(ordered.frontier);
  }

  return {
    correlator,
    addContext: correlator.addContext,
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
    forget(before) {
      correlator.forget(before);
      found.forget((ref) => correlator.record(ref) !== undefined);
    },
    clear() {
      correlator.clear();
      found.clear();
      ({ detectors, ordered } = watch());
    },
    findings: found.all,
    findingsVersion: () => found.version,
  };
}
