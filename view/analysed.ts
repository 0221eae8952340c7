import { createAnalysis, type Analysis } from '../src/analysis';
import { byRecord, type FindingsOf } from '../src/findings/by-record';
import type { Finding } from '../src/findings/types';
import type { Context, Record } from '../src/record';

/** The analysis of what a viewer holds of an origin, while its history still loads and afterwards. */
export interface Analysed {
  /** Exchanges and findings; while history loads, of its end alone. */
  readonly analysis: Analysis;
  readonly findingsOf: FindingsOf;
  addContext(context: Context): void;
  setNeighbours(contexts: readonly Context[]): void;
  add(records: readonly Record[]): void;
  /** The whole history, which the analysis needs in the order of time; in steps, so that the browser can paint meanwhile. */
  startOver(records: readonly Record[]): Promise<void>;
  /** Time has passed; whether findings have changed by that. */
  advance(now: number): boolean;
  /** Lets go of what was before that time; what is known of documents, and the findings, stay. */
  forget(before: number): void;
  /** Everything was cleared: what is known of documents stays. */
  clear(): void;
}

/** Records that are analysed between two looks at what the person does. */
const step = 5_000;

export function createAnalysed(): Analysed {
  const contexts = new Map<string, Context>();
  let neighbours: readonly Context[] = [];
  let analysis = create();
  /** What came while another analysis is made: it gets that at the end. */
  let meanwhile: Record[] | null = null;
  let indexed: readonly Finding[] = [];
  let index: FindingsOf = byRecord(indexed);

  function create(): Analysis {
    const made = createAnalysis();
    for (const context of contexts.values()) made.addContext(context);
    made.setNeighbours(neighbours);
    return made;
  }

  return {
    get analysis() {
      return analysis;
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
      analysis.add(records);
      if (meanwhile) for (const record of records) meanwhile.push(record);
    },
    async startOver(records) {
      const whole = create();
      const came: Record[] = [];
      meanwhile = came;
      for (let from = 0; from < records.length; from += step) {
        whole.add(records.slice(from, from + step));
        await breathe();
        // Cleared, or begun once more.
        if (meanwhile !== came) return;
      }
      for (const context of contexts.values()) whole.addContext(context);
      whole.setNeighbours(neighbours);
      whole.add(came);
      meanwhile = null;
      analysis = whole;
    },
    advance(now) {
      const before = analysis.findingsVersion();
      analysis.advance(now);
      return analysis.findingsVersion() !== before;
    },
    forget(before) {
      analysis.forget(before);
    },
    clear() {
      meanwhile = null;
      analysis.clear();
    },
  };
}

/** Lets the browser paint and take input. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
