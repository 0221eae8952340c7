import type { Capture } from '../../src/capture/capture';
import { ndjsonLine } from '../../src/file/ndjson';
import { headerLine } from '../../src/file/versions';
import type { Context, Neighbour, Record } from '../../src/record';
import type { Database } from '../../store/database';
import { readContexts, readOrigin, readRecords } from '../../store/history';

const slice = 10_000;

/** All stored records of an origin as NDJSON, read in slices. */
export async function storedBlob(
  database: Database,
  origin: string,
  extension: string,
  neighbours: readonly Neighbour[],
): Promise<Blob> {
  const contexts = new Map((await readContexts(database, origin)).map((context) => [context.id, context]));
  const row = await readOrigin(database, origin);
  const next = row?.next ?? 0;
  const textOf = createText((id) => contexts.get(id));
  const parts: string[] = [];
  for (let from = next - (row?.count ?? 0); from < next; from += slice) {
    const { records } = await readRecords(database, origin, from, Math.min(next, from + slice));
    parts.push(textOf(records));
  }
  return blobOf(parts, extension, neighbours);
}

/** The same of a capture out of a file. */
export function captureBlob(capture: Capture, extension: string, neighbours: readonly Neighbour[]): Blob {
  const textOf = createText((id) => capture.names.context(id));
  return blobOf([textOf(capture.all())], extension, neighbours);
}

function createText(contextOf: (id: string) => Context | undefined): (records: readonly Record[]) => string {
  const told = new Set<string>();
  return (records) =>
    records
      .map((record) => {
        const isFirst = !told.has(record.context);
        told.add(record.context);
        return `${ndjsonLine(record, contextOf(record.context), isFirst)}\n`;
      })
      .join('');
}

function blobOf(parts: readonly string[], extension: string, neighbours: readonly Neighbour[]): Blob {
  const header = headerLine(extension, Date.now(), neighbours);
  return new Blob([`${header}\n`, ...parts], { type: 'application/x-ndjson' });
}
