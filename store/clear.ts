import type { Database } from './database';

/**
 * Deletes an origin's records, and its contexts but for those in `alive`, whose place must be known when they send on. The origin's row stays: ordinals
 * are never given twice.
 */
export async function clearOrigin(
  database: Database,
  origin: string,
  alive: ReadonlySet<string>,
): Promise<void> {
  const transaction = database.transaction(['chunks', 'contexts', 'origins'], 'readwrite');
  await transaction.objectStore('chunks').delete(IDBKeyRange.bound([origin, 0], [origin, Infinity]));
  const row = await transaction.objectStore('origins').get(origin);
  if (row) await transaction.objectStore('origins').put({ ...row, count: 0, size: 0 });
  for (const id of await transaction.objectStore('contexts').index('origin').getAllKeys(origin)) {
    if (!alive.has(id)) await transaction.objectStore('contexts').delete(id);
  }
  await transaction.done;
}

export async function clearAll(database: Database): Promise<void> {
  const transaction = database.transaction(['chunks', 'contexts', 'origins'], 'readwrite');
  await transaction.objectStore('chunks').clear();
  await transaction.objectStore('contexts').clear();
  await transaction.objectStore('origins').clear();
  await transaction.done;
}
