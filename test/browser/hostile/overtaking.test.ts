import type { Page } from 'puppeteer-core';
import { startSite } from '../harness/site';
import { waitFor } from '../harness/wait';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { isWriteOf, recordsAfterWrite, recordsWhen } from './attack';

/**
 * `document.open` takes the listeners of window and document away, ours too, which we add again at the end of
 * the call that is running. Listeners that the page adds in that call come first, and can keep events from
 * ours.
 */
const overtaker = `<!doctype html><title>overtaker</title><link rel="icon" href="data:,"><script>
  window.heard = [];
  window.hide = () => {
    for (const type of ['storage', 'pagehide', 'beforeunload', 'message'])
      window.addEventListener(type, (event) => {
        heard.push(event.key ?? type);
        event.stopImmediatePropagation();
      }, true);
  };
  window.reopen = () => {
    document.open();
    document.write('<!doctype html><title>reopened</title>');
    document.close();
  };
</script>`;
interface Overtaker extends Window {
  hide(): void;
  reopen(): void;
  readonly heard: readonly string[];
}

describeInBoth('a page that opens its document anew', (launch) => {
  const { browser, site } = withBrowser(launch, () => startSite({ '/overtaker': overtaker }));
  let other: Page;

  beforeAll(async () => {
    other = await browser.open(`${site.origin}/other`);
  });

  /** The id of the context at this path. */
  async function contextAt(query: string): Promise<string | undefined> {
    const { contexts } = await browser.stored(site.origin);
    return contexts.find(({ url }) => url.endsWith(`/overtaker${query}`))?.id;
  }

  /** Writes in the other tab until this one hears of it; whether that was recorded. */
  async function isHeardAt(page: Page, key: string, query: string): Promise<boolean> {
    let count = 0;
    await waitFor('the event', async () => {
      count += 1;
      await other.evaluate(
        (name, value) => {
          localStorage.setItem(name, value);
        },
        key,
        String(count),
      );
      return page.evaluate((name) => (window as unknown as Overtaker).heard.includes(name), key);
    });
    const records = await recordsAfterWrite(browser, page, site.origin, `after ${key}`);
    const own = await contextAt(query);
    return records.some(
      (record) => record.type === 'storage-event' && record.key === key && record.context === own,
    );
  }

  it('and listens in a later call hides nothing', async () => {
    const page = await browser.open(`${site.origin}/overtaker?later`);
    await page.evaluate(() => {
      (window as unknown as Overtaker).reopen();
    });
    await page.evaluate(() => {
      (window as unknown as Overtaker).hide();
    });
    expect(await isHeardAt(page, 'heard later', '?later')).toBe(true);
    await page.close();
  });

  it('and listens in the same call can hide events of its own: no other tab’s, none of its writes, and not its end', async () => {
    const page = await browser.open(`${site.origin}/overtaker?same`);
    await page.evaluate(() => {
      const { reopen, hide } = window as unknown as Overtaker;
      reopen();
      hide();
    });
    expect(await isHeardAt(page, 'hidden', '?same')).toBe(false);
    const own = await contextAt('?same');
    expect((await browser.stored(site.origin)).records.filter(isWriteOf('hidden')).length).toBeGreaterThan(0);
    await page.evaluate(() => {
      localStorage.setItem('the last', '1');
      location.href = '/elsewhere';
    });
    const records = await recordsWhen(browser, site.origin, 'its last write', isWriteOf('the last'));
    expect(records.find(isWriteOf('the last'))?.context).toBe(own);
    // Firefox keeps it in the back/forward cache, where its end is not come yet.
    if (browser.kind === 'firefox') await page.close();
    await waitFor('its end', async () => {
      const { contexts } = await browser.stored(site.origin);
      const context = contexts.find(({ id }) => id === own);
      return context?.ended ?? context?.closed;
    });
  });
});
