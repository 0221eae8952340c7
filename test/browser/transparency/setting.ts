import type { Page } from 'puppeteer-core';
import { withBrowser } from '../harness/with-browser';
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
  const { browser: pair, site } = withBrowser(launch, startCaseSite);
  let pages: Setting['pages'];

  beforeAll(async () => {
    const address = `${site.origin}/page`;
    pages = await Promise.all([pair.openWatched(address), pair.openBare(address)]);
  });

  return () => ({ site, pair, pages });
}
