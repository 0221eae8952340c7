import type { Page } from 'puppeteer-core';

/** Freezes a page, or wakes it, as Chromium does with tabs in the background. */
export async function setLifecycle(page: Page | undefined, state: 'frozen' | 'active'): Promise<void> {
  const session = await page?.createCDPSession();
  await session?.send('Page.setWebLifecycleState', { state });
  await session?.detach();
}
