import browser from 'webextension-polyfill';
import { openDatabase } from '../../store/database';

/** What the user has said, as it is stored now. The background changes it, and rings. */
export async function readUser(key: 'settings' | 'watch'): Promise<unknown> {
  const database = await openDatabase(() => undefined);
  try {
    const own = await database.get('user', key);
    // As background/user.ts does it.
    if (own !== undefined || !browser.extension.inIncognitoContext) return own;
    return (await browser.storage.session.get(key))[key];
  } finally {
    database.close();
  }
}
