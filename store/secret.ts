import { hexOf } from '../src/sealing/hex';
import { keyBytes } from '../src/sealing/seal';
import type { Database } from './database';

export function newSecret(): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(keyBytes)));
}

/** What a context seals its leftovers with; undefined if the context is not known. */
export async function readSecret(database: Database, context: string): Promise<string | undefined> {
  return (await database.get('contexts', context))?.secret;
}
