import type { Chromium } from './chromium';

/**
 * Makes every write of the background fail as on a full disk; the result makes it well again. (The quota that
 * DevTools can set does not hold for an extension with unlimitedStorage, and a Chromium whose processes
 * really may write nothing more crashes at the next window: measured in 156.)
 */
export async function failStore({ background }: Chromium): Promise<() => Promise<void>> {
  const worker = await background();
  await worker.evaluate(() => {
    const { prototype } = IDBDatabase;
    const { transaction } = prototype;
    prototype.transaction = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
    Object.assign(globalThis, {
      heal: () => {
        prototype.transaction = transaction;
      },
    });
  });
  return () =>
    worker.evaluate(() => {
      (globalThis as unknown as { heal(): void }).heal();
    });
}
