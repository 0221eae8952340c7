import type { Page } from 'puppeteer-core';
import type { Record } from '../../src/record/record';
import { filter, showList } from './harness/popup';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { watch } from './harness/watch';

/** What a page held before its site was watched. */
describeInBoth('what was stored before the recording', (launch) => {
  const { browser, site } = withBrowser(launch);
  let origin: string;
  let first: Page;
  let popup: Page;

  beforeAll(async () => {
    origin = site.at('app.test');
    first = await browser.open(`${origin}/first`);
    await first.evaluate(() => {
      localStorage.setItem('theme', 'dark');
      localStorage.setItem('getItem', 'a name of ours');
      localStorage.setItem('long', 'x'.repeat(100_000));
      sessionStorage.setItem('step', '3');
      document.cookie = 'visitor=7; path=/';
      // Page code that looks when somebody reads.
      const seen: string[] = [];
      (window as { seen?: string[] }).seen = seen;
      for (const name of ['getItem', 'key'] as const) {
        const native = Storage.prototype[name];
        Object.defineProperty(Storage.prototype, name, {
          value(this: Storage, of: never) {
            seen.push(name);
            return native.call(this, of);
          },
        });
      }
      const getter = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
      Object.defineProperty(document, 'cookie', {
        get(this: Document) {
          seen.push('cookie');
          return getter?.get?.call(document) as string;
        },
      });
    });
    popup = await browser.openPopup(origin);
    await popup.setViewport({ width: 1_200, height: 700 });
    await popup.waitForSelector('.empty .watch');
    await watch(browser, popup, origin);
    await showList(popup, 'state');
  });

  async function readings(): Promise<(Record & { readonly type: 'stored' })[]> {
    const { records } = await browser.stored(origin);
    return records.filter((record) => record.type === 'stored');
  }

  const row = (key: string): Promise<{ value: string; writer: string; age: string; writes: string } | null> =>
    popup.evaluate((name) => {
      const of = document.querySelector(`.storage .row[data-key="${name}"]`);
      const cell = (part: string): string => of?.querySelector(part)?.textContent ?? '';
      return (
        of && { value: cell('.content'), writer: cell('.writer'), age: cell('.age'), writes: cell('.writes') }
      );
    }, key);

  const early = { writer: 'before the recording', age: '', writes: '0' };

  it('is in State, and marked, with no one of the page having noticed that it was read', async () => {
    await popup.waitForSelector('.area-local-storage');
    await popup.click('.area-local-storage');
    await waitFor('localStorage', async () => (await row('theme')) !== null);
    expect(await row('theme')).toEqual({ ...early, value: 'dark' });
    expect(await row('getItem')).toEqual({ ...early, value: 'a name of ours' });
    await popup.click('.area-session-storage');
    await waitFor('sessionStorage', async () => (await row('step')) !== null);
    expect(await row('step')).toEqual({ ...early, value: '3' });
    await popup.click('.area-cookie');
    await waitFor('cookies', async () => (await row('visitor')) !== null);
    expect(await row('visitor')).toEqual({ ...early, value: '7' });
    expect(await first.evaluate(() => (window as { seen?: string[] }).seen)).toEqual([]);
    const long = (await readings()).flatMap(({ entries }) => entries).find(([key]) => key === 'long');
    expect(long?.[1]).toMatchObject({ length: 100_000 });
  });

  it("begins the key's history, and leads to what was read", async () => {
    await popup.click('.area-local-storage');
    await first.evaluate(() => {
      localStorage.setItem('theme', 'light');
    });
    await waitFor('the write', async () => (await row('theme'))?.value === 'light');
    await popup.click('[data-key="theme"]');
    await waitFor('both', async () => (await popup.$$('.key-details .writes li')).length === 2);
    const last = await popup.$eval('.key-details .writes li:last-child', (item) => [
      item.querySelector('.time')?.textContent,
      item.querySelector('.note')?.textContent,
      item.querySelector('.content')?.textContent,
    ]);
    expect(last).toEqual(['earlier', 'before the recording', 'dark']);
    await popup.click('.key-details .writes li:last-child .jump');
    await popup.waitForSelector(
      '.row[data-type="stored"].selected, .row[data-type="stored"][aria-selected="true"]',
    );
    await showList(popup, 'state');
  });

  it('is read once for all documents of the site, and the sessionStorage of each tab once', async () => {
    const second = await browser.open(`${origin}/second`);
    await second.evaluate(() => {
      sessionStorage.setItem('own', '1');
    });
    await second.reload();
    const third = await browser.open(`${origin}/third`);
    await third.evaluate(() => {
      localStorage.setItem('last', '1');
    });
    await waitFor('the last of it', async () =>
      (await browser.stored(origin)).records.some((record) => 'key' in record && record.key === 'last'),
    );
    // Each has been asked, since what it told after that is stored. The second tab may have been asked before
    // it held anything.
    const { contexts } = await browser.stored(origin);
    const read = (await readings()).map(({ channel: { kind }, context }) =>
      kind === 'session-storage' ? `${kind} ${contexts.find(({ id }) => id === context)?.tab ?? ''}` : kind,
    );
    expect(new Set(read.map((one) => one.replace(/ .*/, '')))).toEqual(
      new Set(['cookie', 'local-storage', 'session-storage']),
    );
    expect(read).toHaveLength(new Set(read).size);
    await browser.stopBackground();
    await third.evaluate(() => {
      localStorage.setItem('later', '1');
    });
    await waitFor('what came after the background was stopped', async () =>
      (await browser.stored(origin)).records.some((record) => 'key' in record && record.key === 'later'),
    );
    expect(await readings()).toHaveLength(read.length);
    for (const page of [second, third]) await page.close();
    // What they say last may come after a clear.
    await waitFor('the end of both', async () =>
      (await browser.stored(origin)).contexts.every(
        ({ url, ended }) => ended !== null || !/\/(second|third)$/.test(url),
      ),
    );
  });

  it('is read anew after a clear, which leaves nothing, with the first that happens', async () => {
    await filter(popup, '');
    const page = await browser.extensionPage();
    await page.evaluate((wanted) => chrome.runtime.sendMessage({ type: 'clear', origin: wanted }), origin);
    expect((await browser.stored(origin)).records).toEqual([]);
    await first.evaluate(() => {
      localStorage.setItem('now', '1');
    });
    await waitFor('all three areas', async () => (await readings()).length === 3);
    await (await popup.waitForSelector('.area-local-storage'))?.click();
    await waitFor('the value of now', async () => (await row('theme'))?.value === 'light');
    expect(await row('theme')).toEqual({ ...early, value: 'light' });
  });
});
