import browser from 'webextension-polyfill';
import { settingsKey } from '../src/settings';
import { watchListKey } from '../src/watch-list';
import type { Database } from '../store/database';
import { openStore } from './open-store';

/**
 * What the user has said, in the store: no content script reaches it. (storage.local they can write, whatever site they run in, and a renderer that was
 * taken over speaks as they do.)
 */
export async function readUser(key: 'settings' | 'watch'): Promise<unknown> {
  const database = await openStore();
  await takeOver(database);
  return database.get('user', key);
}

export async function writeUser(key: 'settings' | 'watch', value: unknown): Promise<void> {
  await (await openStore()).put('user', value, key);
}

/** From version 1 of the store, once: what is in storage.local later was put there by somebody else. */
async function takeOver(database: Database): Promise<void> {
  if ((await database.get('user', 'earlier')) === undefined) return;
  const { [settingsKey]: settings, [watchListKey]: watch } = await browser.storage.local.get([
    settingsKey,
    watchListKey,
  ]);
  const transaction = database.transaction('user', 'readwrite');
  if ((await transaction.store.get('earlier')) !== undefined) {
    if (settings !== undefined) await transaction.store.put(settings, 'settings');
    if (watch !== undefined) await transaction.store.put(watch, 'watch');
    await transaction.store.delete('earlier');
  }
  await transaction.done;
  await browser.storage.local.remove([settingsKey, watchListKey]);
}
