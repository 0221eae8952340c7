import browser from 'webextension-polyfill';
import type { Database } from '../store/database';
import type { Committer } from './committer';
import type { Contexts } from './contexts';
import { startInWatched } from './late-start';
import { report } from './report';
import { isSameDocument } from './sender';
import { isPrivate, shareUser } from './user';
import { apply, readList } from './watch';

/** In storage.session, which ends with a run of the extension. */
const begunKey = 'begun';
/** Milliseconds in which scripts start in open pages, but for those of a page that hangs. */
const startsWithin = 3_000;
/** Milliseconds in which the pages that scripts were started in say whose run theirs follows. */
const answersWithin = 500;

/**
 * Once in each run of the extension, which begins when it is installed, updated, loaded again or switched on,
 * and when the browser starts: registers the scripts, and starts them in the pages that are open. A
 * background that was stopped before it was done does it when it is started again. `endSession` is called
 * where the run is also the first in a session of the browser. Nothing is committed before that is known.
 */
export function beginRun(
  committer: Committer,
  contexts: Contexts,
  endSession: (database: Database) => Promise<void>,
): void {
  const started = heardStart();

  async function begin(database: Database): Promise<void> {
    if ((await browser.storage.session.get(begunKey))[begunKey] === true) return;
    await shareUser();
    await apply();
    // With the browser the scripts, which it has kept, start by themselves.
    if (!started.withBrowser()) await Promise.race([startInWatched(await readList()), pause(startsWithin)]);
    if (!(await isWithinSession(database))) await endSession(database);
    await browser.storage.session.set({ [begunKey]: true });
  }

  /**
   * The browser tells of its start only an extension that was there and switched on then. An update, and a
   * page that the last run has recorded and this one goes on with, are of the same session.
   */
  async function isWithinSession(database: Database): Promise<boolean> {
    if (started.withBrowser()) return false;
    if (started.byUpdate()) return true;
    const end = Date.now() + answersWithin;
    while (Date.now() < end) {
      for (const { id, by } of contexts.replaced()) {
        const known = await database.get('contexts', id);
        if (known && isSameDocument(known.context, by)) return true;
      }
      await pause(20);
    }
    return false;
  }

  // The other background begins the run for both: storage.session and what is registered are the same for
  // both (Chromium 156).
  if (!isPrivate) committer.between(begin).catch(report);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What began this run, as far as the browser tells; to be called in the background's first turn. */
function heardStart(): { readonly withBrowser: () => boolean; readonly byUpdate: () => boolean } {
  let withBrowser = false;
  let byUpdate = false;
  browser.runtime.onStartup.addListener(() => {
    withBrowser = true;
  });
  browser.runtime.onInstalled.addListener(({ reason, previousVersion }) => {
    byUpdate = reason === 'update' && previousVersion !== browser.runtime.getManifest().version;
  });
  return { withBrowser: () => withBrowser, byUpdate: () => byUpdate };
}
