import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Context } from '../src/record';

/**
 * The database that background/ writes and the viewers read. Records of an origin have one order, that of their commit, counted
 * from 0 in `ordinal`s that are never given twice; a chunk holds a run of them as one string of JSON, since a row a
 * record is 30 times slower.
 */
export interface Chunk {
  readonly origin: string;
  /** Ordinal of its first record. */
  readonly first: number;
  readonly count: number;
  /** A JSON array of records (src/record.ts). */
  readonly text: string;
}

export interface ContextRow {
  readonly id: string;
  readonly origin: string;
  readonly context: Context;
  /** Every record of this context with a lower seq is in the store. */
  readonly nextSeq: number;
}

export interface OriginRow {
  readonly origin: string;
  /** Ordinal that the next record gets. */
  readonly next: number;
  /** Records held now, and the UTF-16 units of their chunks' text. */
  readonly count: number;
  readonly size: number;
  /** Milliseconds since the epoch, of the latest commit. */
  readonly updated: number;
}

export interface Schema extends DBSchema {
  chunks: { key: [string, number]; value: Chunk };
  contexts: { key: string; value: ContextRow; indexes: { origin: string } };
  origins: { key: string; value: OriginRow };
}

export type Database = IDBPDatabase<Schema>;

/** `closed` is called when the connection ends: a newer version of the store is to be opened, or the browser took it. */
export async function openDatabase(closed: () => void): Promise<Database> {
  const database = await openDB<Schema>('tabshark', 1, {
    upgrade(created) {
      created.createObjectStore('chunks', { keyPath: ['origin', 'first'] });
      created.createObjectStore('contexts', { keyPath: 'id' }).createIndex('origin', 'origin');
      created.createObjectStore('origins', { keyPath: 'origin' });
    },
    blocking() {
      database.close();
      closed();
    },
    terminated: closed,
  });
  return database;
}
