import { aboutOf } from '../filter/about';
import type { Read } from '../filter/filter';
import { byRecord } from '../findings/by-record';
import type { Record } from '../record/record';
import type { Speak } from '../shown/messages';
import { csvLines } from './export/csv';
import { harOf } from './export/har';
import { exchangesWhere } from './export/line';
import { markdownOf } from './export/markdown';
import { mermaidText } from './export/mermaid';
import type { Target } from './export/targets';
import { traceOf } from './export/trace';
import type { Site } from './site';

/** A capture in the format of another tool, in pieces. */
export function converted(
  sites: readonly Site[],
  to: Target,
  extension: string,
  any: Speak,
): Iterable<string> {
  switch (to) {
    case 'trace':
      return [`${JSON.stringify(traceOf(sites))}\n`];
    case 'har':
      return [`${JSON.stringify(harOf(sites, extension), null, 2)}\n`];
    case 'mermaid':
      return [mermaidText(sites, any)];
    case 'csv':
      return csvLines(sites);
    case 'markdown':
      return [markdownOf(sites, { finding: any, diagram: any, report: any })];
  }
}

/** Whether a record passes a filter, as it is typed into a viewer; null: nothing is filtered. */
export function passing(site: Site, { filter }: Read, isRow: boolean): ((record: Record) => boolean) | null {
  if (!filter) return null;
  const findingsOf = byRecord(site.analysis.findings());
  const source = { exchanges: () => site.analysis.correlator, names: site.names };
  return (record) => filter.record(aboutOf(record, source, () => findingsOf(record), isRow));
}

/** A site with the exchanges whose message passes. */
export function filtered(site: Site, query: Read): Site {
  const passes = passing(site, query, true);
  if (!passes) return site;
  return { ...site, exchanges: exchangesWhere(site, passes) };
}
