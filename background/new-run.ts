import browser from 'webextension-polyfill';
import { startInWatched } from './late-start';
import { report } from './report';
import { apply, readList } from './watch';

/** In storage.session, which ends with a run of the extension. */
const begunKey = 'begun';

/**
 * Once in each run of the extension, which begins when it is installed, updated, loaded again or switched on, and when the browser starts: registers the
 * scripts, and starts them in the pages that are open. A background that was stopped before it was done does it when it is started again.
 */
export function beginRun(): void {
  let browserStarted = false;
  browser.runtime.onStartup.addListener(() => {
    browserStarted = true;
  });

  async function begin(): Promise<void> {
    if ((await browser.storage.session.get(begunKey))[begunKey] === true) return;
    await apply();
    // With the browser the scripts, which it has kept, start by themselves.
    if (!browserStarted) await startInWatched(await readList());
    await browser.storage.session.set({ [begunKey]: true });
  }
  begin().catch(report);
}
