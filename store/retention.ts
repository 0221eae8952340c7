import { bytesOf } from './bytes';
import { inTransaction, wholeOrigin, type Database, type OriginRow, type Transaction } from './database';

/** Records, and bytes of their chunks' text, that an origin may hold. */
export interface Retention {
  readonly records: number;
  readonly bytes: number;
}

/** Deletes whole chunks, oldest first, never the newest, until the origin is within its bounds. */
export async function dropOldest(
  transaction: Transaction,
  row: OriginRow,
  retention: Retention,
): Promise<OriginRow> {
  const { origin, next, updated } = row;
  let { count, bytes } = row;
  const over = (): boolean => count > retention.records || bytes > retention.bytes;
  if (!over()) return row;
  let cursor = await transaction.objectStore('chunks').openCursor(wholeOrigin(origin));
  while (cursor && over() && cursor.value.first + cursor.value.count < next) {
    count -= cursor.value.count;
    bytes -= bytesOf(cursor.value.text);
    await cursor.delete();
    cursor = await cursor.continue();
  }
  return { origin, next, count, bytes, updated };
}

/** After the bounds were narrowed: for every origin, also those that nothing is added to. */
export function dropOldestEverywhere(database: Database, retention: Retention): Promise<void> {
  return inTransaction(database, async (transaction) => {
    const origins = transaction.objectStore('origins');
    for (const row of await origins.getAll()) {
      const within = await dropOldest(transaction, row, retention);
      if (within !== row) await origins.put(within);
    }
  });
}
