import type { Page } from 'puppeteer-core';
import type { Record } from '../../src/record/record';
import { launchChromium, type Chromium } from './harness/chromium';
import { readStored } from './harness/stored';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

// A launch, and another of the extension, may take long on a busy machine.
jest.setTimeout(120_000);

// Firefox has one background and one store for both kinds of windows (docs/privacy.md).
describe('a private window of Chromium', () => {
  const { browser, site } = withBrowser(() => launchChromium({ installed: allowPrivate }));
  /** Watched in private windows alone. */
  let hidden: string;
  /** A page of the extension in a private window. */
  let inside: Page;

  beforeAll(async () => {
    hidden = site.at('hidden.test');
    for (const host of ['http://hidden.test/*', 'http://known.test/*']) {
      await browser.grant(host);
      const extension = await browser.extensionPage();
      await extension.evaluate((pattern) => chrome.permissions.request({ origins: [pattern] }), host);
    }
    await ask(await browser.extensionPage(), { type: 'watch', origin: site.at('known.test') });
    inside = await openPrivately(`chrome-extension://${browser.extensionId}/popup/popup.html?origin=`);
  });

  function ask(page: Page, command: { readonly type: string; readonly origin: string }): Promise<unknown> {
    return page.evaluate((message): Promise<unknown> => chrome.runtime.sendMessage(message), command);
  }

  async function openPrivately(url: string): Promise<Page> {
    const page = await browser.extensionPage();
    await page.evaluate((address) => chrome.windows.create({ incognito: true, url: address }), url);
    const target = await browser.browser.waitForTarget((one) => one.url() === url);
    return target.asPage();
  }

  /** What is registered for pages, and outlives the browser. */
  async function registered(): Promise<string> {
    const page = await browser.extensionPage();
    return page.evaluate(async () => {
      const scripts = await chrome.scripting.getRegisteredContentScripts();
      return JSON.stringify(scripts.filter(({ persistAcrossSessions }) => persistAcrossSessions));
    });
  }

  /** All that the other windows' store, and the storage that both share, hold. */
  async function outside(): Promise<string> {
    const page = await browser.extensionPage();
    return page.evaluate(async () => {
      const opening = indexedDB.open('tabshark');
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const names = [...opening.result.objectStoreNames];
      const transaction = opening.result.transaction(names);
      const all = names.map((name) => transaction.objectStore(name).getAll());
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      opening.result.close();
      const shared = [await chrome.storage.local.get(null), await chrome.storage.session.get(null)];
      return JSON.stringify([all.map(({ result }) => result as unknown), shared]);
    });
  }

  const isWrite = (key: string) => (record: Record) => record.type === 'storage-write' && record.key === key;

  it('watches what the others watch, and a site of its own, and leaves no word of that site outside', async () => {
    await ask(inside, { type: 'watch', origin: hidden });
    for (const origin of [hidden, site.at('known.test')]) {
      const page = await openPrivately(`${origin}/private`);
      await page.evaluate(() => {
        localStorage.setItem('in private', '1');
      });
      await waitFor(`the write at ${origin}`, async () =>
        (await readStored(inside, origin)).records.some(isWrite('in private')),
      );
    }
    expect(await registered()).toContain('known.test');
    for (const kept of [await registered(), await outside()]) {
      expect(kept).not.toContain('hidden.test');
      expect(kept).not.toContain('in private');
    }
  });

  it('takes nothing from the others that is no longer watched in it', async () => {
    await ask(inside, { type: 'unwatch', origin: site.at('known.test') });
    const page = await browser.open(`${site.at('known.test')}/outside`);
    await page.evaluate(() => {
      localStorage.setItem('outside', '1');
    });
    await waitFor('the write outside', async () =>
      (await browser.stored(site.at('known.test'))).records.some(isWrite('outside')),
    );
    await page.close();
  });
});

/**
 * As the user does at chrome://extensions; the extension is loaded again. Without developer mode an unpacked
 * one is not.
 */
async function allowPrivate(browser: Chromium['browser'], extensionId: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(async (id) => {
    const { developerPrivate } = chrome as unknown as {
      developerPrivate: {
        updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
        updateExtensionConfiguration(change: {
          extensionId: string;
          incognitoAccess: boolean;
        }): Promise<void>;
      };
    };
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.updateExtensionConfiguration({ extensionId: id, incognitoAccess: true });
  }, extensionId);
  await page.close();
  await waitFor('the extension to be there again', async () => {
    const own = await browser.newPage();
    try {
      await own.goto(`chrome-extension://${extensionId}/manifest.json`);
      return await own.evaluate(() => chrome.extension.isAllowedIncognitoAccess());
    } finally {
      await own.close();
    }
  });
}
