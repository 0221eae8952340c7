import type { Page } from 'puppeteer-core';
import type { Context, Record } from '../../src/record/record';
import { describeInBoth, withBrowser, type Launch } from './harness/with-browser';
import type { Driver } from './harness/driver';
import { changedNatives, keepNatives } from './harness/natives';
import { waitFor } from './harness/wait';

describeInBoth('an extension that is loaded again while pages are open', (launch) => {
  handsOver(launch, (browser) => browser.restartExtension());
});

// Firefox starts the scripts in open pages itself then.
describeInBoth('an extension that is switched off and on again while pages are open', (launch) => {
  handsOver(launch, (browser) => browser.switchOffAndOn());
});

function handsOver(launch: Launch, runAnew: (browser: Driver) => Promise<void>): void {
  const { browser, site } = withBrowser(launch);
  let pages: Page[];
  const troubles: string[] = [];
  const before = new Map<string, Context>();

  beforeAll(async () => {
    pages = await Promise.all(['a', 'b'].map(open));
    await hearEachOther();
    await write('before');
    for (const context of (await browser.stored(site.origin)).contexts) before.set(context.url, context);
    await runAnew(browser);
    await waitFor('both pages to be watched anew', async () => (await later()).length === 2, 30_000);
    await write('after');
  });

  /** With the page's natives kept before any script of ours runs. */
  function open(name: string): Promise<Page> {
    return browser.open(`${site.origin}/${name}`, async (page) => {
      page.on('console', (message) => troubles.push(message.text()));
      page.on('pageerror', (error) => troubles.push(String(error)));
      await page.evaluateOnNewDocument(keepNatives);
    });
  }

  /** A page that has just begun to listen does not get every event (docs/limits.md). */
  async function hearEachOther(): Promise<void> {
    let count = 0;
    await waitFor('the pages to hear each other', async () => {
      for (const page of pages) {
        count += 1;
        await page.evaluate((value) => {
          localStorage.setItem('heard', value);
        }, String(count));
      }
      const heard = (await browser.stored(site.origin)).records.flatMap((record) =>
        record.type === 'storage-event' ? [record.context] : [],
      );
      return new Set(heard).size === pages.length;
    });
  }

  /** Both pages write; all four writes and events are stored. */
  async function write(key: string): Promise<void> {
    for (const [index, page] of pages.entries())
      await page.evaluate((name) => {
        localStorage.setItem(name, '1');
      }, `${key} ${index}`);
    await waitFor(`what was written ${key}`, async () => (await about(key)).length >= 4);
  }

  async function about(key: string): Promise<Record[]> {
    return (await browser.stored(site.origin)).records.filter(
      (record) =>
        (record.type === 'storage-write' || record.type === 'storage-event') &&
        typeof record.key === 'string' &&
        record.key.startsWith(key),
    );
  }

  /** Contexts of the extension's second run. */
  async function later(): Promise<Context[]> {
    return (await browser.stored(site.origin)).contexts.filter(({ id, url }) => before.get(url)?.id !== id);
  }

  it('watches them again by itself, and says that it sees them in part', async () => {
    expect(
      (await later()).map(({ url, partial }) => [url.slice(site.origin.length), partial]).sort(),
    ).toEqual([
      ['/a', true],
      ['/b', true],
    ]);
    const ids = new Set((await later()).map(({ id }) => id));
    const records = await about('after');
    expect(records).toHaveLength(4);
    expect(records.filter(({ context }) => !ids.has(context))).toEqual([]);
  });

  it('has a gap of unknown size where the second run begins, and ends what the first recorded', async () => {
    const { records, contexts } = await browser.stored(site.origin);
    for (const { id } of await later()) {
      const [created, gap] = records.filter(({ context }) => context === id);
      expect(created).toMatchObject({ type: 'lifecycle', state: 'created' });
      expect(gap).toMatchObject({ type: 'gap', reason: 'extension-restarted', count: null });
    }
    for (const { id } of before.values())
      expect(contexts.find((context) => context.id === id)?.ended).toEqual(expect.any(Number));
  });

  it('takes all of both runs back with the first thing that a page does after it was removed, and the pages never heard of it', async () => {
    for (const page of pages) expect(await page.evaluate(changedNatives)).not.toEqual([]);
    await browser.browser.uninstallExtension(browser.extensionId);
    for (const page of pages)
      await page.evaluate(() => {
        localStorage.setItem('unwatched', '1');
        new BroadcastChannel('unwatched').postMessage(1);
      });
    for (const page of pages)
      await waitFor('the natives to be back', async () => {
        const changed = await page.evaluate(changedNatives);
        if (changed.length > 0) throw new Error(changed.join());
        return true;
      });
    expect(troubles).toEqual([]);
  });
}
