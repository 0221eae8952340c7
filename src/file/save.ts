import type { Context, Neighbour, Record } from '../record';
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
export function* captureLines({ extension, until, neighbours, contexts, records }: Saved): Generator<string> {
  yield `${headerLine(extension, until, neighbours)}\n`;
  const byId = new Map(contexts.map((context) => [context.id, context]));
  const told = new Set<string>();
  for (const record of records) {
    const isFirst = !told.has(record.context);
    told.add(record.context);
    yield `${ndjsonLine(record, byId.get(record.context), isFirst)}\n`;
  }
}
