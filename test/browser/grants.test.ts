import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from './harness/chromium';
import { changedNatives, keepNatives } from './harness/natives';
import { startSite, type Site } from './harness/site';
import { waitFor } from './harness/wait';

describe('a permission that the user takes back in the browser’s own list of extensions', () => {
  let chromium: Chromium;
  let site: Site;
  let page: Page;
  let origin: string;
  const pattern = 'http://app.test/*';

  beforeAll(async () => {
    site = await startSite();
    origin = site.at('app.test');
    chromium = await launchChromium();
    await chromium.grant(pattern);
    await request();
    await ask('watch');
    page = await chromium.open(`${origin}/granted`, (fresh) => fresh.evaluateOnNewDocument(keepNatives));
    await write('while granted');
    await waitFor('the write', () => isStored('while granted'));
  });

  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  async function ask(type: 'watch' | 'watch-state'): Promise<unknown> {
    const extension = await chromium.extensionPage();
    return extension.evaluate((message): Promise<unknown> => chrome.runtime.sendMessage(message), {
      type,
      origin,
    });
  }

  /** What is granted in the list takes effect when the extension asks for it. */
  async function request(): Promise<void> {
    const extension = await chromium.extensionPage();
    await extension.evaluate((host) => chrome.permissions.request({ origins: [host] }), pattern);
  }

  const write = (key: string): Promise<void> =>
    page.evaluate((name) => {
      localStorage.setItem(name, '1');
    }, key);

  async function isStored(key: string): Promise<boolean> {
    const { records } = await chromium.stored(origin);
    return records.some((record) => record.type === 'storage-write' && record.key === key);
  }

  async function takeBack(): Promise<void> {
    const list = await chromium.open('chrome://extensions');
    await list.evaluate(
      async (id, host) => {
        const { developerPrivate } = chrome as unknown as {
          developerPrivate: { removeHostPermission(id: string, host: string): Promise<void> };
        };
        await developerPrivate.removeHostPermission(id, host);
      },
      chromium.extensionId,
      pattern,
    );
    await list.close();
  }

  it('is the end of recording, in open pages too, though the background is stopped then', async () => {
    await chromium.stopBackground();
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
    await chromium.grant(pattern);
    await request();
    await waitFor('the open page to be watched', async () => {
      await write('given again');
      return isStored('given again');
    });
  });
});
