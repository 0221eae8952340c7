import type { Page } from 'puppeteer-core';
import { waitFor } from '../harness/wait';
import type { Setting } from './setting';

/** Compares whether the browser keeps a page in its back/forward cache. */
export function compareHistory(current: () => Setting): void {
  it('comes back from the back/forward cache, with its listeners, as an unwatched one does', async () => {
    const { site, pages, pair } = current();
    const readers = await Promise.all([
      pair.openWatched(`${site.origin}/reader`),
      pair.openBare(`${site.origin}/reader`),
    ]);
    const restored = await Promise.all(
      pages.map((page, at) => goAndComeBack(page, readers[at], site.origin)),
    );
    expect(restored).toEqual(pages.map(() => 'true message storage'));
  });
}

/**
 * What a page saw when it came back. `reader`, of the same origin, tells: Firefox's driver loses pages that
 * come out of the cache.
 */
async function goAndComeBack(page: Page, reader: Page | undefined, origin: string): Promise<string> {
  await page.goto(`${origin}/page`);
  await page.evaluate(() => {
    localStorage.removeItem('seen');
    const seen: string[] = [];
    addEventListener('message', () => seen.push('message'));
    addEventListener('storage', () => seen.push('storage'));
    addEventListener('pageshow', ({ persisted }) => {
      seen.push(String(persisted));
      dispatchEvent(new MessageEvent('message'));
      dispatchEvent(new StorageEvent('storage'));
      localStorage.setItem('seen', seen.join(' '));
    });
  });
  await page.goto(`${origin}/second`);
  await page.evaluate(() => {
    setTimeout(() => {
      history.back();
    });
  });
  return waitFor('what it saw', () => reader?.evaluate(() => localStorage.getItem('seen')));
}
