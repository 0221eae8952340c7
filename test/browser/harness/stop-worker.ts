import type { Browser, Target } from 'puppeteer-core';
import { waitFor } from './wait';

/**
 * Stops a service worker by force; resolves when that run of it has ended (the next may have begun by then). Chromium answers yes to a stop and
 * does nothing while the worker is still starting, so it is asked until the worker's target is gone.
 */
export async function stopWorker(browser: Browser, target: Target): Promise<void> {
  const session = await browser.target().createCDPSession();
  try {
    const { targetInfos } = await session.send('Target.getTargets');
    const running = new Set(targetInfos.map(({ targetId }) => targetId));
    // A worker that puppeteer is attached to can not stop: its own method detaches.
    await closeAndDetach(target);
    await waitFor('the worker to be stopped', async () => {
      const now = await session.send('Target.getTargets');
      const left = now.targetInfos.filter(
        ({ type, url, targetId }) =>
          type === 'service_worker' && url === target.url() && running.has(targetId),
      );
      for (const { targetId } of left) await session.send('Target.closeTarget', { targetId }).catch(gone);
      return left.length === 0;
    });
  } finally {
    await session.detach();
  }
}

async function closeAndDetach(target: Target): Promise<void> {
  try {
    await (await target.worker())?.close();
  } catch (error) {
    // The session may end with the worker, before it is detached.
    gone(error);
  }
}

/** Passes on every error but that what was to be ended has ended. */
function gone(error: unknown): void {
  if (!/No (session|target) with given id/.test(String(error))) throw error;
}
