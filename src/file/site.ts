import { createAnalysis, type Analysis } from '../analysis';
import type { Exchange } from '../exchange/types';
import type { Context, Neighbour, Record } from '../record/record';
import { createTabNames, type TabNames } from '../shown/tab-names';

/** What a capture holds of one origin, and what its records say. */
export interface Site {
  readonly origin: string;
  readonly contexts: readonly Context[];
  /** In the order of their times. */
  readonly records: readonly Record[];
  readonly analysis: Analysis;
  readonly names: TabNames;
  /** Each once, by time. */
  readonly exchanges: readonly Exchange[];
}

export interface Captured {
  readonly contexts: readonly Context[];
  readonly records: readonly Record[];
  readonly neighbours: readonly Neighbour[];
  readonly until: number | null;
}

/** Each origin of a capture, analysed to its end. */
export function sitesOf({ contexts, records, neighbours, until }: Captured): Site[] {
  const origins = new Map<string, Context[]>();
  const originOf = new Map<string, string>();
  for (const context of contexts) {
    const own = origins.get(context.origin) ?? [];
    origins.set(context.origin, own);
    own.push(context);
    originOf.set(context.id, context.origin);
  }
  const byOrigin = new Map<string, Record[]>();
  for (const record of records) {
    const origin = originOf.get(record.context) ?? '';
    const own = byOrigin.get(origin) ?? [];
    byOrigin.set(origin, own);
    own.push(record);
  }
  return [...origins].map(([origin, own]) => {
    const of = byOrigin.get(origin) ?? [];
    const analysis = createAnalysis();
    const names = createTabNames();
    for (const context of own) {
      analysis.addContext(context);
      names.add(context);
    }
    analysis.setNeighbours(neighbours);
    analysis.add(of);
    while (analysis.finish(until));
    return { origin, contexts: own, records: of, analysis, names, exchanges: exchangesOf(of, analysis) };
  });
}

function exchangesOf(records: readonly Record[], { correlator }: Analysis): Exchange[] {
  const seen = new Set<string>();
  const all: Exchange[] = [];
  for (const record of records) {
    const exchange = correlator.of(record);
    if (!exchange || seen.has(exchange.id)) continue;
    seen.add(exchange.id);
    all.push(exchange);
  }
  return all.sort((a, b) => a.time - b.time);
}
