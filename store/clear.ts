import type { Context } from '../src/record/record';
import { clearOpaque } from './clear-opaque';
import { inTransaction, wholeOrigin, type Database, type Transaction } from './database';
import { leftOf, type Still } from './still';

export interface Cleared {
  /** The origin's next ordinal. */
  readonly next: number;
  /**
   * Where the records of other sites' documents without an origin begin now; null if none of this site's were
   * there.
   */
  readonly opaque: number | null;
}

/**
 * Deletes an origin's records, and those of documents without an origin in its pages; and their contexts but
 * for those whose document may still send on: of one that is not connected, its place alone stays. The
 * origin's row stays: ordinals are never given twice.
 */
export function clearOrigin(database: Database, origin: string, still: Still): Promise<Cleared> {
  return inTransaction(database, async (transaction) => {
    await transaction.objectStore('chunks').delete(wholeOrigin(origin));
    const row = await transaction.objectStore('origins').get(origin);
    if (row) await transaction.objectStore('origins').put({ ...row, count: 0, bytes: 0 });
    let cursor = await transaction.objectStore('contexts').index('origin').openCursor(origin);
    while (cursor) {
      const left = leftOf(cursor.value, still);
      await (left ? cursor.update(left) : cursor.delete());
      cursor = await cursor.continue();
    }
    return { next: row?.next ?? 0, opaque: await clearOpaque(transaction, origin, still) };
  });
}

/**
 * When the browser starts: everything goes, names of origins included, but for the place that documents have
 * reached that are there already. Ordinals begin anew: the rows that know them would tell for ever which
 * sites were watched. Returns the origins that had something.
 */
export function clearAll(database: Database, mayGoOn: (context: Context) => boolean): Promise<string[]> {
  return inTransaction(database, async (transaction) => {
    const origins = await transaction.objectStore('origins').getAllKeys();
    await transaction.objectStore('chunks').clear();
    await transaction.objectStore('origins').clear();
    await forget(transaction, null, (context) => !mayGoOn(context));
    return origins;
  });
}

/**
 * Deletes what is known of contexts of which no record is left and whose document can not go on. Retention
 * takes only records: a long-lived profile would gather contexts without end.
 */
export function forgetContexts(database: Database, mayGoOn: (context: Context) => boolean): Promise<void> {
  return inTransaction(database, async (transaction) => {
    const oldest = new Map<string, number>();
    for (const { origin, next, count } of await transaction.objectStore('origins').getAll())
      oldest.set(origin, next - count);
    await forget(
      transaction,
      null,
      (context, last) => !mayGoOn(context) && last < (oldest.get(context.origin) ?? Infinity),
    );
  });
}

async function forget(
  transaction: Transaction,
  origin: string | null,
  gone: (context: Context, last: number) => boolean,
): Promise<void> {
  let cursor = await transaction.objectStore('contexts').index('origin').openCursor(origin);
  while (cursor) {
    if (gone(cursor.value.context, cursor.value.last)) await cursor.delete();
    cursor = await cursor.continue();
  }
}
