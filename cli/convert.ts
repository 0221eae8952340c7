import type { Exchange } from '../src/exchange/types';
import { csvLines } from '../src/file/export/csv';
import { harOf } from '../src/file/export/har';
import { recordOf } from '../src/file/export/line';
import { markdownOf } from '../src/file/export/markdown';
import { mermaidText } from '../src/file/export/mermaid';
import { traceOf } from '../src/file/export/trace';
import type { Site } from '../src/file/site';
import { aboutOf } from '../src/filter/about';
import type { Read } from '../src/filter/filter';
import { byRecord } from '../src/findings/by-record';
import type { Record } from '../src/record';
import type { Target } from './targets';
import type { Texts } from './texts';

/** A capture in the format of another tool, in pieces. */
export function converted(
  sites: readonly Site[],
  to: Target,
  extension: string,
  { any }: Texts,
): Iterable<string> {
  switch (to) {
    case 'trace':
      return [`${JSON.stringify(traceOf(sites))}\n`];
    case 'har':
      return [`${JSON.stringify(harOf(sites, extension), null, 2)}\n`];
    case 'mermaid':
      return sites.map((site) => mermaidText(site.exchanges, site, any));
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
  const isShown = (exchange: Exchange): boolean => {
    const record = recordOf(exchange, site);
    return record !== undefined && passes(record);
  };
  return { ...site, exchanges: site.exchanges.filter(isShown) };
}
