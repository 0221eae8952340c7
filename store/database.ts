import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Context } from '../src/record/record';

/**
 * The database that background/ writes and the viewers read. Records of an origin have one order, that of
 * their commit, counted from 0 in `ordinal`s that are never given twice (but when the browser starts:
 * store/clear.ts); a chunk holds a run of them as one string of JSON, since a row a record is 30 times
 * slower.
 */
export interface Chunk {
  readonly origin: string;
  /** Ordinal of its first record. */
  readonly first: number;
  readonly count: number;
  /** A JSON array of records (src/record/record.ts). */
  readonly text: string;
}

/** What a context's records have reached. */
export interface Reached {
  /** Time of the latest, in milliseconds since the epoch; -Infinity before the first. */
  readonly time: number;
  /** Milliseconds that their times are ahead of the context's own clock (src/record/own-clock.ts). */
  readonly correction: number;
}

export interface ContextRow extends Reached {
  readonly id: string;
  readonly origin: string;
  readonly context: Context;
  /** Every record of this context with a lower seq is in the store. */
  readonly nextSeq: number;
  /** Ordinal of its latest record; -1 before the first. */
  readonly last: number;
  /** Known to its document and the background alone (src/sealing/); a row of version 1 has none. */
  readonly secret?: string;
}

export interface OriginRow {
  readonly origin: string;
  /** Ordinal that the next record gets. */
  readonly next: number;
  /** Records held now, and the bytes of their chunks' text (store/bytes.ts). */
  readonly count: number;
  readonly bytes: number;
  /** Milliseconds since the epoch, of the latest commit. */
  readonly updated: number;
}

export interface Schema extends DBSchema {
  chunks: { key: [string, number]; value: Chunk };
  contexts: { key: string; value: ContextRow; indexes: { origin: string } };
  origins: { key: string; value: OriginRow };
  user: { key: UserKey; value: unknown };
}

/**
 * What the user has said, where no content script can write. `earlier`: in version 1 it was in storage.local,
 * and is there still.
 */
export type UserKey = 'settings' | 'watch' | 'earlier';

export type Database = IDBPDatabase<Schema>;

/** Over all of the store: what one writes, no other sees half. */
export type Transaction = IDBPTransaction<Schema, typeof stores, 'readwrite'>;

const stores: ('chunks' | 'contexts' | 'origins')[] = ['chunks', 'contexts', 'origins'];

/**
 * Runs `work` in one transaction; resolves when it is complete, rejects when nothing of it was stored. `work`
 * may await nothing but the transaction's own requests. Relaxed: what the operating system has is there even
 * if the browser crashes.
 */
export async function inTransaction<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction(stores, 'readwrite', { durability: 'relaxed' });
  // Where a request fails, `done` rejects with the same reason as `work`.
  transaction.done.catch(() => undefined);
  try {
    const result = await work(transaction);
    await transaction.done;
    return result;
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

function abort(transaction: Transaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

/** All chunks of an origin: [origin, number] keys lie before [origin, string]. */
export function wholeOrigin(origin: string): IDBKeyRange {
  return IDBKeyRange.bound([origin, 0], [origin, Infinity]);
}

/**
 * `closed` is called when the connection ends: a newer version of the store is to be opened, or the browser
 * took it.
 */
export async function openDatabase(closed: () => void): Promise<Database> {
  const database = await openDB<Schema>('tabshark', 2, {
    upgrade(created, version, _to, transaction) {
      if (version < 1) {
        created.createObjectStore('chunks', { keyPath: ['origin', 'first'] });
        created.createObjectStore('contexts', { keyPath: 'id' }).createIndex('origin', 'origin');
        created.createObjectStore('origins', { keyPath: 'origin' });
      }
      created.createObjectStore('user');
      if (version === 1) void transaction.objectStore('user').put(true, 'earlier');
    },
    blocking() {
      database.close();
      closed();
    },
    terminated: closed,
  });
  return database;
}
