import type { Page } from 'puppeteer-core';
import { openBidi } from './harness/bidi';
import { changedNatives, keepNatives } from './harness/natives';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('a permission that the user takes back in the browser’s own list of extensions', (launch) => {
  const { browser, site } = withBrowser(launch);
  let page: Page;
  let origin: string;
  const pattern = 'http://app.test/*';

  beforeAll(async () => {
    origin = site.at('app.test');
    await give();
    await ask('watch');
    page = await browser.open(`${origin}/granted`, (fresh) => fresh.evaluateOnNewDocument(keepNatives));
    await write('while granted');
    await waitFor('the write', () => isStored('while granted'));
  });

  async function ask(type: 'watch' | 'watch-state'): Promise<unknown> {
    const extension = await browser.extensionPage();
    return extension.evaluate((message): Promise<unknown> => chrome.runtime.sendMessage(message), {
      type,
      origin,
    });
  }

  /** As the list of Firefox does. */
  async function changeInFirefox(how: 'add' | 'remove'): Promise<void> {
    await openBidi(browser.browser).inBrowser(
      `async (id) => {
        const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
        const { extension } = WebExtensionPolicy.getByID(id);
        await ExtensionPermissions.${how}(id, { permissions: [], origins: ['${pattern}'], data_collection: [] }, extension);
      }`,
      browser.extensionId,
    );
  }

  /** What is granted in the list of Chromium takes effect when the extension asks for it. */
  async function give(): Promise<void> {
    if (browser.kind === 'firefox') {
      await changeInFirefox('add');
      return;
    }
    await browser.grant(pattern);
    const extension = await browser.extensionPage();
    await extension.evaluate((host) => chrome.permissions.request({ origins: [host] }), pattern);
  }

  const write = (key: string): Promise<void> =>
    page.evaluate((name) => {
      localStorage.setItem(name, '1');
    }, key);

  async function isStored(key: string): Promise<boolean> {
    const { records } = await browser.stored(origin);
    return records.some((record) => record.type === 'storage-write' && record.key === key);
  }

  async function takeBack(): Promise<void> {
    if (browser.kind === 'firefox') {
      await changeInFirefox('remove');
      return;
    }
    const list = await browser.open('chrome://extensions');
    await list.evaluate(
      async (id, host) => {
        const { developerPrivate } = chrome as unknown as {
          developerPrivate: { removeHostPermission(id: string, host: string): Promise<void> };
        };
        await developerPrivate.removeHostPermission(id, host);
      },
      browser.extensionId,
      pattern,
    );
    await list.close();
  }

  it('is the end of recording, in open pages too, though the background is stopped then', async () => {
    await browser.stopBackground();
    await takeBack();
    await waitFor('nothing of ours to be left in the page', async () => {
      await write('after it');
      return (await page.evaluate(changedNatives)).length === 0;
    });
    await page.reload();
    await write('in a new document');
    expect(await page.evaluate(changedNatives)).toEqual([]);
    expect(await ask('watch-state')).toMatchObject({ ok: true, state: { granted: false } });
    expect(await isStored('in a new document')).toBe(false);
  });

  it('given again, is all that is needed to watch the site again', async () => {
    await give();
    await waitFor('the open page to be watched', async () => {
      await write('given again');
      return isStored('given again');
    });
  });
});
