import type { Page } from 'puppeteer-core';
import { startCaseSite, type CaseSite } from './case-site';
import type { Pair } from './pair';

/** A site, and a page of it in each browser of a pair. */
export interface Setting {
  readonly site: CaseSite;
  readonly pair: Pair;
  /** The watched one and the bare one. */
  readonly pages: readonly [Page, Page];
}

/** Opens it before the tests of the `describe` that this is called in, and closes it after them. */
export function openSetting(launch: () => Promise<Pair>): () => Setting {
  let setting: Setting | null = null;

  function current(): Setting {
    if (!setting) throw new Error('not open');
    return setting;
  }

  beforeAll(async () => {
    const site = await startCaseSite();
    const pair = await launch();
    const address = `${site.origin}/page`;
    setting = { site, pair, pages: await Promise.all([pair.openWatched(address), pair.openBare(address)]) };
  });

  afterAll(async () => {
    const { site, pair } = current();
    await pair.close();
    await site.close();
  });

  return current;
}
