import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from '../harness/chromium';
import { startSite, type Site } from '../harness/site';
import { waitFor } from '../harness/wait';
import { cases } from './cases';
import { describeRealm } from './realm';

describe('a watched page beside an unwatched one', () => {
  let watching: Chromium;
  let bare: Chromium;
  let site: Site;
  let watched: Page;
  let untouched: Page;

  beforeAll(async () => {
    // One path that both use, so that URLs in results are alike.
    site = await startSite();
    [watching, bare] = await Promise.all([launchChromium(), launchChromium({ extension: false })]);
    watched = await watching.open(`${site.origin}/page`);
    untouched = await bare.open(`${site.origin}/page`);
    await waitFor(
      'the page to be watched',
      async () => (await watching.stored(site.origin)).contexts.length > 0,
    );
  });

  afterAll(async () => {
    await Promise.all([watching.close(), bare.close()]);
    await site.close();
  });

  it('has every global, prototype, descriptor, name, length and source text alike', async () => {
    const [ours, native] = await Promise.all([
      watched.evaluate(describeRealm),
      untouched.evaluate(describeRealm),
    ]);
    expect(Object.keys(native).length).toBeGreaterThan(5_000);
    expect(ours).toEqual(native);
  });

  it.each(Object.entries(cases))('%s', async (_sentence, run) => {
    // Loaded anew for each: what one case leaves behind must not be what the next one finds.
    const [ours, native] = await Promise.all(
      [watched, untouched].map(async (page) => {
        await page.goto(`${site.origin}/case`);
        return page.evaluate(run);
      }),
    );
    expect(ours).toEqual(native);
  });
});
