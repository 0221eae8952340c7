import type { Context, Record } from '../src/record/record';
import { storedRecords } from '../src/record/stored-records';
import type { Chunk, Database, OriginRow } from './database';

/** All origins that have records, the latest first. */
export async function readOrigins(database: Database): Promise<OriginRow[]> {
  const rows = await database.getAll('origins');
  return rows.filter((row) => row.count > 0).sort((a, b) => b.updated - a.updated);
}

/** Oldest first. */
export async function readContexts(database: Database, origin: string): Promise<Context[]> {
  const rows = await database.getAllFromIndex('contexts', 'origin', origin);
  return rows.map((row) => row.context).sort((a, b) => a.created - b.created);
}

/**
 * Records with `from <= ordinal < to` in order, with the ordinal of the first of them (retention may have
 * taken earlier ones).
 */
export async function readRecords(
  database: Database,
  origin: string,
  from: number,
  to: number,
): Promise<{ first: number; records: Record[] }> {
  if (from >= to) return { first: to, records: [] };
  const transaction = database.transaction('chunks');
  // The chunk that holds `from` starts at or before it.
  const before = await transaction.store.openCursor(IDBKeyRange.bound([origin, 0], [origin, from]), 'prev');
  const start = before ? before.value.first : from;
  const chunks = await transaction.store.getAll(
    IDBKeyRange.bound([origin, start], [origin, to], false, true),
  );
  return slice(chunks, from, to);
}

function slice(chunks: readonly Chunk[], from: number, to: number): { first: number; records: Record[] } {
  const records: Record[] = [];
  let first = to;
  for (const chunk of chunks) {
    if (chunk.first + chunk.count <= from) continue;
    const all = storedRecords(chunk.text);
    const skip = Math.max(0, from - chunk.first);
    if (records.length === 0) first = chunk.first + skip;
    for (const record of all.slice(skip, Math.max(skip, to - chunk.first))) records.push(record);
  }
  return { first, records };
}

export function readOrigin(database: Database, origin: string): Promise<OriginRow | undefined> {
  return database.get('origins', origin);
}
