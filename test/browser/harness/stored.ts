import type { Page } from 'puppeteer-core';
import type { Context, Record } from '../../../src/record/record';
import type { Chunk, ContextRow } from '../../../store/database';

export interface Stored {
  /** In the origin's order. */
  readonly records: Record[];
  readonly contexts: Context[];
}

/**
 * What the extension has stored of an origin, read without its own code. `page` is one of the extension's.
 */
export function readStored(page: Page, origin: string): Promise<Stored> {
  return page.evaluate(readStore, origin);
}

/**
 * Runs in a page of the extension. Never creates the database: the background's own version must be the
 * first.
 */
async function readStore(origin: string): Promise<Stored> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === 'tabshark')) return { records: [], contexts: [] };
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('tabshark');
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(new Error(String(request.error)));
    };
  });
  try {
    // One transaction: chunks and contexts of the same moment.
    const transaction = database.transaction(['chunks', 'contexts']);
    const all = <Row>(source: IDBObjectStore | IDBIndex, range: IDBKeyRange): Promise<Row[]> =>
      new Promise((resolve, reject) => {
        const request = source.getAll(range) as IDBRequest<Row[]>;
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error(String(request.error)));
        };
      });
    const [chunks, rows] = await Promise.all([
      // An array comes after every number.
      all<Chunk>(transaction.objectStore('chunks'), IDBKeyRange.bound([origin], [origin, []])),
      all<ContextRow>(transaction.objectStore('contexts').index('origin'), IDBKeyRange.only(origin)),
    ]);
    return {
      records: chunks.flatMap(({ text }) => JSON.parse(text) as Record[]),
      contexts: rows.map(({ context }) => context),
    };
  } finally {
    database.close();
  }
}

/** What each context's document seals its leftovers with. `page` is one of the extension's. */
export function secretsOf(page: Page): Promise<{ readonly [context: string]: string }> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('tabshark');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const rows = opening.result.transaction('contexts').objectStore('contexts').getAll();
    await new Promise((resolve) => (rows.onsuccess = resolve));
    opening.result.close();
    return Object.fromEntries((rows.result as ContextRow[]).map(({ id, secret }) => [id, secret ?? '']));
  });
}
