import { openDatabase } from '../store/database';

/** What the user has said, as it is stored now. The background changes it, and rings. */
export async function readUser(key: 'settings' | 'watch'): Promise<unknown> {
  const database = await openDatabase(() => undefined);
  try {
    return await database.get('user', key);
  } finally {
    database.close();
  }
}
