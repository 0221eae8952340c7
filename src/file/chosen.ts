import type { RecordRef } from '../exchange/types';
import { exchangesWhere } from './export/line';
import type { Site } from './site';

/** Some records of a capture: their seqs, by document. */
export type Chosen = ReadonlyMap<string, ReadonlySet<number>>;

export function chosenOf(records: readonly { context: string; seqs: readonly number[] }[]): Chosen {
  const chosen = new Map<string, Set<number>>();
  for (const { context, seqs } of records) {
    const known = chosen.get(context) ?? new Set();
    chosen.set(context, known);
    for (const seq of seqs) known.add(seq);
  }
  return chosen;
}

export function isChosen(chosen: Chosen | null, { context, seq }: RecordRef): boolean {
  return !chosen || chosen.get(context)?.has(seq) === true;
}

/**
 * What a site says of the chosen records alone: exchanges that they begin, and findings that they are
 * evidence of.
 */
export function onlyChosen(site: Site, chosen: Chosen | null): Site {
  if (!chosen) return site;
  const findings = site.analysis
    .findings()
    .filter(({ evidence }) => evidence.some((ref) => isChosen(chosen, ref)));
  return {
    ...site,
    contexts: site.contexts.filter(({ id }) => chosen.has(id)),
    records: site.records.filter((record) => isChosen(chosen, record)),
    exchanges: exchangesWhere(site, (record) => isChosen(chosen, record)),
    analysis: { ...site.analysis, findings: () => findings },
  };
}
