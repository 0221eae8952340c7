import type { IDBPTransaction } from 'idb';
import type { Context, Record } from '../src/record';
import type { Chunk, Database, OriginRow, Schema } from './database';

/** What is to be stored of one context: records in order, without holes from `records[0].seq` on. */
export interface Entry {
  readonly context: Context;
  readonly records: readonly Record[];
}

/** Records that a commit has put into an origin's order. */
export interface Committed {
  readonly origin: string;
  readonly first: number;
  readonly records: readonly Record[];
}

export interface Retention {
  /** Records and UTF-16 units of text that an origin may hold. */
  readonly records: number;
  readonly size: number;
}

/** A chunk takes more records while it is below both; rewriting a row costs its size. */
const openChunk = { records: 500, size: 64 * 1024 };

/**
 * Stores entries and the place that each context has reached, in one transaction: all of it or nothing. Where an origin then holds more than
 * `retention` allows, its oldest chunks go.
 */
export async function commit(
  database: Database,
  entries: readonly Entry[],
  retention: Retention,
  now: number,
): Promise<Committed[]> {
  const transaction = database.transaction(['chunks', 'contexts', 'origins'], 'readwrite', {
    durability: 'relaxed',
  });
  const committed: Committed[] = [];
  try {
    for (const [origin, records] of byOrigin(entries)) {
      committed.push(await append(transaction, origin, records, retention, now));
    }
    for (const { context, records } of entries) await reach(transaction, context, records);
    await transaction.done;
  } catch (error) {
    // A request that failed aborts the transaction; `done` then rejects too, with the same reason.
    transaction.done.catch(() => undefined);
    throw error;
  }
  return committed;
}

type Transaction = IDBPTransaction<Schema, ('chunks' | 'contexts' | 'origins')[], 'readwrite'>;

function byOrigin(entries: readonly Entry[]): Map<string, Record[]> {
  const origins = new Map<string, Record[]>();
  for (const { context, records } of entries) {
    if (records.length === 0) continue;
    const known = origins.get(context.origin) ?? [];
    origins.set(context.origin, known);
    for (const record of records) known.push(record);
  }
  return origins;
}

async function append(
  transaction: Transaction,
  origin: string,
  records: readonly Record[],
  retention: Retention,
  now: number,
): Promise<Committed> {
  const chunks = transaction.objectStore('chunks');
  const row = (await transaction.objectStore('origins').get(origin)) ?? emptyOrigin(origin);
  const text = JSON.stringify(records);
  const last = await chunks.openCursor(wholeOrigin(origin), 'prev');
  const open = last?.value;
  let added: number;
  if (open && open.count < openChunk.records && open.text.length < openChunk.size) {
    // Both are JSON arrays with something in them.
    const joined = `${open.text.slice(0, -1)},${text.slice(1)}`;
    await chunks.put({ ...open, count: open.count + records.length, text: joined });
    added = joined.length - open.text.length;
  } else {
    await chunks.put({ origin, first: row.next, count: records.length, text });
    added = text.length;
  }
  const grown: OriginRow = {
    origin,
    next: row.next + records.length,
    count: row.count + records.length,
    size: row.size + added,
    updated: now,
  };
  await transaction.objectStore('origins').put(await keep(transaction, grown, retention));
  return { origin, first: row.next, records };
}

function emptyOrigin(origin: string): OriginRow {
  return { origin, next: 0, count: 0, size: 0, updated: 0 };
}

/** All chunks of an origin: [origin, number] keys lie before [origin, string]. */
function wholeOrigin(origin: string): IDBKeyRange {
  return IDBKeyRange.bound([origin, 0], [origin, Infinity]);
}

/** Deletes whole chunks, oldest first, never the newest, until the origin is within its bounds. */
async function keep(transaction: Transaction, row: OriginRow, retention: Retention): Promise<OriginRow> {
  let { count, size } = row;
  let cursor =
    count > retention.records || size > retention.size
      ? await transaction.objectStore('chunks').openCursor(wholeOrigin(row.origin))
      : null;
  while (cursor && (count > retention.records || size > retention.size)) {
    const chunk: Chunk = cursor.value;
    if (chunk.first + chunk.count >= row.next) break;
    count -= chunk.count;
    size -= chunk.text.length;
    await cursor.delete();
    cursor = await cursor.continue();
  }
  return { ...row, count, size };
}

async function reach(transaction: Transaction, context: Context, records: readonly Record[]): Promise<void> {
  const contexts = transaction.objectStore('contexts');
  const known = await contexts.get(context.id);
  const last = records[records.length - 1];
  const nextSeq = last ? last.seq + 1 : (known?.nextSeq ?? 0);
  await contexts.put({ id: context.id, origin: context.origin, context, nextSeq });
}
