import browser from 'webextension-polyfill';
import { settingsKey } from '../src/protocol/settings';
import { watchListKey } from '../src/protocol/watch-list';
import type { Database } from '../store/database';
import { openStore } from './open-store';

/**
 * Chromium gives private windows a background and a store of their own, which end with them. What the user
 * says there stays there; else what was said outside holds, which the other background shares in
 * storage.session (in memory, and out of the reach of content scripts).
 */
export const isPrivate = browser.extension.inIncognitoContext;

type Key = 'settings' | 'watch';

/**
 * What the user has said, in the store: no content script reaches it. (storage.local they can write, whatever
 * site they run in, and a renderer that was taken over speaks as they do.)
 */
export async function readUser(key: Key): Promise<unknown> {
  const database = await openStore();
  await takeOver(database);
  const own = await database.get('user', key);
  return own === undefined && isPrivate ? readShared(key) : own;
}

export async function writeUser(key: Key, value: unknown): Promise<void> {
  await (await openStore()).put('user', value, key);
  if (!isPrivate) await share(key, value);
}

/** Once in each run of the extension. */
export async function shareUser(): Promise<void> {
  for (const key of [settingsKey, watchListKey] as const) await share(key, await readUser(key));
}

async function share(key: Key, value: unknown): Promise<void> {
  if (value !== undefined) await browser.storage.session.set({ [key]: value });
}

/** What was said outside of private windows. */
export async function readShared(key: Key): Promise<unknown> {
  return (await browser.storage.session.get(key))[key];
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
