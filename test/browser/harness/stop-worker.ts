import type { Page, Target } from 'puppeteer-core';
import { waitFor } from './wait';

/** The browser's own page of service workers. */
export const internalsUrl = 'chrome://serviceworker-internals';

/**
 * Stops a service worker as the browser does when it needs the memory; resolves when that run of it has ended
 * (the next may have begun by then). Not over the debugging protocol: a run that begins while a debugger was
 * attached to the last one may stay paused for ever. Chromium does nothing while the worker is still
 * starting, so it is asked until the worker is gone.
 */
export async function stopWorker(internals: Page, target: Target): Promise<void> {
  const scope = new URL('/', target.url()).href;
  const isGone = (): boolean => !internals.browser().targets().includes(target);
  await waitFor('the worker to be stopped', async () => {
    if (isGone()) return true;
    await internals.evaluate(clickStop, scope);
    // Asked again at once, it would stop the next run too.
    return waitFor('its end', isGone, goneWithin).catch(() => false);
  });
}

/** Milliseconds in which a worker that runs is gone after it was told to stop. */
const goneWithin = 1_000;

/** Runs in the browser's page. */
function clickStop(scope: string): void {
  for (const registration of document.querySelectorAll('.serviceworker-registration')) {
    if (!registration.textContent.includes(scope)) continue;
    for (const button of registration.querySelectorAll<HTMLElement>('[data-command=stop]')) button.click();
  }
}
