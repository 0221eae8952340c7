import type { Context, Neighbour, Record } from '../record/record';
import { ndjsonLine } from './ndjson';
import { headerLine } from './versions';

export interface Saved {
  readonly extension: string;
  readonly until: number | null;
  readonly neighbours: readonly Neighbour[];
  readonly contexts: readonly Context[];
  /** In the order in which the file is to have them. */
  readonly records: Iterable<Record>;
}

/** The lines of a capture's file, each with its end. */
export function* captureLines({ records, ...about }: Saved): Generator<string> {
  const { first, lineOf } = createCaptureLines(about);
  yield first;
  for (const record of records) yield lineOf(record);
}

/** The same one by one: `lineOf` gets the records in the order of the file. */
export function createCaptureLines({ extension, until, neighbours, contexts }: Omit<Saved, 'records'>): {
  readonly first: string;
  lineOf(record: Record): string;
} {
  const byId = new Map(contexts.map((context) => [context.id, context]));
  const told = new Set<string>();
  return {
    first: `${headerLine(extension, until, neighbours)}\n`,
    lineOf(record) {
      const isFirst = !told.has(record.context);
      told.add(record.context);
      return `${ndjsonLine(record, byId.get(record.context), isFirst)}\n`;
    },
  };
}
