import { createAnalysis, type Analysis } from '../analysis';
import { byRecord, type FindingsOf } from '../findings/by-record';
import type { Finding } from '../findings/types';
import type { Context, Neighbour, Record } from '../record/record';
import type { Host } from './host';

/** The analysis of what a viewer holds of an origin, while its history still loads and afterwards. */
export interface Analysed {
  /** Exchanges and findings; while history loads, of its end alone. */
  readonly analysis: Analysis;
  readonly findingsOf: FindingsOf;
  /** Counts up when another analysis takes the place of this one. */
  readonly generation: number;
  addContext(context: Context): void;
  setNeighbours(contexts: readonly Neighbour[]): void;
  add(records: readonly Record[]): void;
  /**
   * The whole history, which the analysis needs in the order of time; in steps, so that the browser can paint
   * meanwhile.
   */
  startOver(records: readonly Record[]): Promise<void>;
  /** Something came too late to be seen in its place: only another start says what is true. */
  isOutdated(): boolean;
  /** Time has passed; whether findings have changed by that. */
  advance(now: number): boolean;
  /** There is nothing more to come. */
  finish(until: number | null): Promise<void>;
  /** Lets go of what was before that time; what is known of documents, and the findings, stay. */
  forget(before: number): void;
  /** Everything was cleared: what is known of documents stays. */
  clear(): void;
}

/** Records that are analysed at once, and milliseconds between two looks at what the person does. */
const step = 25;
const busyFor = 8;

/** `moved` hears of a receive or storage event whose exchange is another one than before. */
export function createAnalysed(host: Host, moved: (record: Record) => void): Analysed {
  const contexts = new Map<string, Context>();
  let neighbours: readonly Neighbour[] = [];
  let generation = 0;
  let analysis = create();
  /** What came while another analysis is made: it gets that at the end. */
  let meanwhile: Record[] | null = null;
  /** What the analysis has not taken yet. */
  let pending: Record[] = [];
  let taking = false;
  /** What is catching up. */
  let catching: Analysis | null = null;
  let indexed: readonly Finding[] = [];
  let index: FindingsOf = byRecord(indexed);

  function create(): Analysis {
    const made: Analysis = createAnalysis((record) => {
      if (made === analysis) moved(record);
    });
    return made;
  }

  function* stepsOf(whole: Analysis, records: readonly Record[]): Iterable<() => void> {
    const there = [...contexts.values()];
    for (let from = 0; from < there.length; from += step)
      yield () => {
        there.slice(from, from + step).forEach(whole.addContext);
      };
    whole.setNeighbours(neighbours);
    for (let from = 0; from < records.length; from += step)
      yield () => {
        whole.add(records.slice(from, from + step));
      };
  }

  /** In steps; a few records at once. */
  async function takePending(): Promise<void> {
    if (taking) return;
    taking = true;
    let began = host.clock();
    for (let from = 0; pending.length > 0; from += step) {
      if (from >= pending.length) {
        pending = [];
        break;
      }
      const all = pending;
      analysis.add(all.slice(from, from + step));
      if (host.clock() - began < busyFor) continue;
      await host.breathe();
      // Cleared, or another analysis began with them.
      if (pending !== all) from = -step;
      began = host.clock();
    }
    taking = false;
  }

  /** The rest of what is due, in steps. */
  async function catchUp(of: Analysis, go: (of: Analysis) => boolean): Promise<void> {
    if (catching === of) return;
    catching = of;
    let began = host.clock();
    while (of === analysis && go(of)) {
      if (host.clock() - began < busyFor) continue;
      await host.breathe();
      began = host.clock();
    }
    catching = null;
  }

  return {
    get analysis() {
      return analysis;
    },
    get generation() {
      return generation;
    },
    findingsOf(record) {
      const current = analysis.findings();
      if (current !== indexed) {
        indexed = current;
        index = byRecord(current);
      }
      return index(record);
    },
    addContext(context) {
      contexts.set(context.id, context);
      analysis.addContext(context);
    },
    setNeighbours(others) {
      neighbours = others;
      analysis.setNeighbours(others);
    },
    add(records) {
      for (const record of records) {
        pending.push(record);
        meanwhile?.push(record);
      }
      void takePending();
    },
    async startOver(records) {
      const whole = create();
      const came: Record[] = [];
      meanwhile = came;
      let began = host.clock();
      for (const work of stepsOf(whole, records)) {
        work();
        if (host.clock() - began < busyFor) continue;
        await host.breathe();
        began = host.clock();
        // Cleared, or begun once more.
        if (meanwhile !== came) return;
      }
      for (const context of contexts.values()) whole.addContext(context);
      whole.setNeighbours(neighbours);
      meanwhile = null;
      analysis = whole;
      generation += 1;
      pending = came;
      await takePending();
    },
    isOutdated: () => meanwhile === null && analysis.isOutdated(),
    advance(now) {
      // What waits would come too late then.
      if (pending.length > 0) return false;
      const before = analysis.findingsVersion();
      if (analysis.advance(now)) void catchUp(analysis, (of) => of.advance(now));
      return analysis.findingsVersion() !== before;
    },
    finish: (until) => catchUp(analysis, (of) => of.finish(until)),
    forget(before) {
      analysis.forget(before);
    },
    clear() {
      meanwhile = null;
      pending = [];
      analysis.clear();
    },
  };
}
