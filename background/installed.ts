import browser from 'webextension-polyfill';
import { startInWatched } from './late-start';
import { isRegistered } from './registration';
import { report } from './report';
import { apply, readList } from './watch';

/** Milliseconds after a start in which the browser tells of an installation, and what follows is done. */
const toldWithin = 1_000;

/**
 * After installation or an update: registers the scripts, and starts them in the pages that are open. The browser tells of it once; a background that was stopped
 * before it was done sees that when it is started again.
 */
export function followInstallation(): void {
  browser.runtime.onInstalled.addListener(install);
  setTimeout(() => {
    isRegistered().then((done) => {
      if (!done) install();
    }, report);
  }, toldWithin);
}

function install(): void {
  apply()
    .then(async () => startInWatched(await readList()))
    .catch(report);
}
