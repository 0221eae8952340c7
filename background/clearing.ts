import browser from 'webextension-polyfill';
import type { Context } from '../src/record/record';
import type { Database } from '../store/database';
import { clearAll, clearOrigin, forgetContexts } from '../store/clear';
import { dropOldestEverywhere } from '../store/retention';
import type { Committer } from './committer';
import type { Contexts } from './contexts';
import { ring } from './ring';
import { keepsRecords, retention } from './settings';

/** So many contexts may be known before those without records are looked for. */
const manyContexts = 500;

/** At the user's word: an origin's records go. */
export async function clear(origin: string, committer: Committer, contexts: Contexts): Promise<void> {
  const mayGoOn = await tabsAndConnected(contexts);
  await committer.between(async (database) => {
    const { next, opaque } = await clearOrigin(database, origin, {
      isConnected: (context) => contexts.isConnected(context),
      mayGoOn,
    });
    ring({ type: 'cleared', origin, next });
    contexts.readAgain(origin);
    if (opaque === null) return;
    ring({ type: 'cleared', origin: 'null', next: opaque });
    // Viewers look for what is left of them.
    ring({ type: 'started' });
  });
}

/** When the user has changed how much an origin may hold: what is beyond it goes. */
export async function narrow(committer: Committer): Promise<void> {
  const bounds = await retention();
  await committer.between((database) => dropOldestEverywhere(database, bounds));
}

/**
 * Records of the last session of the browser go, unless the user says keep. To be called between two commits.
 * What is left behind of that session opens no more.
 */
export async function endSession(database: Database, contexts: Contexts): Promise<void> {
  if (await keepsRecords()) return;
  const origins = await clearAll(database, (context) => contexts.isConnected(context));
  for (const origin of origins) ring({ type: 'cleared', origin, next: 0 });
}

/** When the background starts: what is known of documents long gone. */
export async function forgetGone(committer: Committer, contexts: Contexts): Promise<void> {
  const mayGoOn = await tabsAndConnected(contexts);
  await committer.between(async (database) => {
    if ((await database.count('contexts')) > manyContexts) await forgetContexts(database, mayGoOn);
  });
}

/**
 * Documents that may still send: the connected ones, and all of tabs that are open. Those in the back/forward
 * cache are not connected, nor is any when the background has just been started.
 */
async function tabsAndConnected(contexts: Contexts): Promise<(context: Context) => boolean> {
  const tabs = new Set((await browser.tabs.query({})).map(({ id }) => id));
  return (context) => contexts.isConnected(context) || (context.tab !== null && tabs.has(context.tab));
}
