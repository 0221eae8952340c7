import browser from 'webextension-polyfill';
import { clearAll } from '../store/clear';
import { openDatabase, type Database } from '../store/database';
import { showWatched } from './badge';
import { acceptCommands } from './commands';
import { createCommitter } from './committer';
import { acceptContexts } from './contexts';
import { startInOwn } from './late-start';
import { collectLeftovers } from './leftovers';
import { followSettings, keepsRecords } from './settings';
import { apply, followGrants, readList } from './watch';

/** Every listener is added in the first turn: the browser starts the background for an event and delivers it then. */
let opened: Promise<Database> | null = null;
function database(): Promise<Database> {
  opened ??= openDatabase(() => {
    opened = null;
  });
  return opened;
}

const committer = createCommitter(database);
const contexts = acceptContexts(committer, showWatched);
acceptCommands(contexts, database);
collectLeftovers(committer, database);
followSettings();
followGrants();

browser.runtime.onInstalled.addListener(() => {
  void apply().then(async () => startInOwn((await readList()).added));
});

browser.runtime.onStartup.addListener(() => {
  void apply();
  void keepsRecords().then(async (keep) => {
    if (!keep) await clearAll(await database());
  });
});
