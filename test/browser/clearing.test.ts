import type { Context } from '../../src/record/record';
import type { ContextRow } from '../../store/database';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('clear', (launch) => {
  const { browser, site } = withBrowser(launch);

  /** All that is known of documents of an origin, the fields that nobody shows included. */
  async function rows(): Promise<ContextRow[]> {
    const page = await browser.extensionPage();
    return page.evaluate(async (origin) => {
      const opening = indexedDB.open('tabshark');
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const all = opening.result
        .transaction('contexts')
        .objectStore('contexts')
        .index('origin')
        .getAll(origin);
      await new Promise((resolve) => (all.onsuccess = resolve));
      opening.result.close();
      return all.result as ContextRow[];
    }, site.origin);
  }

  const contextAt = (path: string): Promise<Context> =>
    waitFor(path, async () =>
      (await rows()).map(({ context }) => context).find(({ url }) => url.endsWith(path)),
    );

  async function clear(): Promise<void> {
    const page = await browser.extensionPage();
    await page.evaluate((origin) => chrome.runtime.sendMessage({ type: 'clear', origin }), site.origin);
  }

  it('leaves no address, title or icon of a document that is gone, though its tab is open', async () => {
    const page = await browser.open(`${site.origin}/reset?token=hunter2`);
    await contextAt('token=hunter2');
    await page.goto(`${site.at('127.0.0.1')}/elsewhere`);
    const open = await browser.open(`${site.origin}/open`);
    await contextAt('/open');
    await waitFor('the end of the first', async () =>
      (await rows()).some(({ context }) => context.url.includes('hunter2') && context.ended !== null),
    );
    await clear();
    const left = await rows();
    expect(JSON.stringify(left)).not.toContain('hunter2');
    expect(left.map(({ context }) => context.url).filter((url) => url !== '')).toEqual([
      `${site.origin}/open`,
    ]);
    for (const { context } of left.filter((row) => row.context.url === ''))
      expect([context.title, context.favicon]).toEqual(['', '']);
    await Promise.all([page.close(), open.close()]);
  });

  it('knows a document by its address again that comes back from the back/forward cache', async () => {
    const page = await browser.open(`${site.origin}/comes-back`);
    await contextAt('/comes-back');
    await page.goto(`${site.origin}/second`);
    await contextAt('/second');
    await waitFor('its end', async () => (await contextAt('/comes-back')).ended !== null);
    await clear();
    expect((await rows()).some(({ context }) => context.url.endsWith('/comes-back'))).toBe(false);
    await page.evaluate(() => {
      history.back();
    });
    expect((await contextAt('/comes-back')).ended).toBeNull();
    await page.close();
  });
});
