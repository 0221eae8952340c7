import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { manifestText } from '../../build/manifest.mjs';
import { openBidi } from './harness/bidi';
import { extensionFolder, launchChromium } from './harness/chromium';
import { describeInFirefox, launchFirefox } from './harness/firefox';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

describe('the panel in Chromium’s DevTools', () => {
  let folder: string;
  const { browser, site } = withBrowser(
    async () => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-panel-'));
      cpSync(extensionFolder, folder, { recursive: true });
      const root = path.resolve(__dirname, '../..');
      writeFileSync(path.join(folder, 'manifest.json'), await manifestText(root, 'chrome', { panel: true }));
      return launchChromium({ devTools: true, folder });
    },
    () =>
      startSite({
        '/other': '<!doctype html><title>other</title>',
        '/inspected': '<!doctype html><title>inspected one</title>',
      }),
  );
  let inspected: Page;
  let panel: Frame;

  beforeAll(async () => {
    await browser.open(`${site.origin}/other`);
    inspected = await browser.open(`${site.origin}/inspected`);
    panel = await openPanel(await inspected.openDevTools());
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /**
   * Extensions' panels come last: Control+] goes from one panel to the next, and each needs its time to load.
   */
  async function openPanel(devTools: Page): Promise<Frame> {
    const shown = (): Frame | undefined =>
      devTools.frames().find((frame) => frame.url().endsWith('/panel/panel.html'));
    await waitFor('the extension to be there', () =>
      devTools.frames().some((frame) => frame.url().endsWith('/panel/devtools.html')),
    );
    return waitFor(
      'the panel',
      async () => {
        await devTools.focus('body');
        await devTools.keyboard.down('Control');
        await devTools.keyboard.press(']');
        await devTools.keyboard.up('Control');
        return waitFor('its page', shown, 1_000).catch(() => null);
      },
      40_000,
    );
  }

  const origin = (): Promise<string | undefined> =>
    panel.$eval('.picker .origin', (current) => (current as HTMLElement).dataset.origin);

  it('shows the site of the inspected tab, what comes in it, and which of its tabs that is', async () => {
    await panel.waitForSelector('.picker .origin');
    expect(await origin()).toBe(site.origin);
    await inspected.evaluate(() => {
      localStorage.setItem('of the inspected', '1');
    });
    await panel.waitForFunction(() =>
      document.querySelector('.messages')?.textContent.includes('of the inspected'),
    );
    await panel.waitForSelector('.inspected');
    expect(await panel.$eval('.inspected', (mark) => mark.textContent)).toMatch(
      /^B inspected one inspected$/,
    );
  });

  it('follows the tab to another site', async () => {
    const elsewhere = site.at('127.0.0.1');
    await inspected.goto(`${elsewhere}/other`);
    await waitFor('the other site', async () => (await origin()) === elsewhere);
  });
});

/**
 * Grants the permission as about:addons does, and opens the tools of the tab in front at the first panel of
 * an extension.
 */
const openTools = `async (id) => {
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const { extension } = WebExtensionPolicy.getByID(id);
  await ExtensionPermissions.add(id, { permissions: ['devtools'], origins: [], data_collection: [] }, extension);
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const toolbox = await gDevTools.showToolboxForTab(window.gBrowser.selectedTab, {});
  for (let round = 0; toolbox.getAdditionalTools().length === 0; round += 1) {
    if (round > 400) throw new Error('no panel');
    await new Promise((done) => window.setTimeout(done, 50));
  }
  await toolbox.selectTool(toolbox.getAdditionalTools()[0].id);
}`;

/** What is seen in the panel. */
const readPanel = `async () => {
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const toolbox = gDevTools.getToolboxForTab(window.gBrowser.selectedTab);
  const frame = [...toolbox.doc.querySelectorAll('iframe')].find(({ src }) => src.endsWith('webext-panels.xhtml'));
  const { messageManager } = frame.contentDocument.querySelector('browser');
  return new Promise((done) => {
    // The panel's page may be on its way into another process, where nobody answers.
    window.setTimeout(done, 1_000, '');
    messageManager.addMessageListener('text', ({ data }) => done(data));
    messageManager.loadFrameScript('data:,sendAsyncMessage("text", content.document.body.innerText)', false);
  });
}`;

describeInFirefox('the panel in Firefox’s developer tools', () => {
  it('is there once the user allows it, and shows the site of the inspected tab', async () => {
    const site = await startSite({ '/inspected': '<!doctype html><title>inspected one</title>' });
    const firefox = await launchFirefox();
    try {
      const inspected = await firefox.open(`${site.origin}/inspected`);
      await inspected.evaluate(() => {
        localStorage.setItem('of the inspected', '1');
      });
      await inspected.bringToFront();
      const bidi = openBidi(firefox.browser);
      await bidi.inBrowser(openTools, firefox.extensionId);
      await waitFor('the panel with what came', async () => {
        const shown = String(await bidi.inBrowser(readPanel, ''));
        expect(shown).toContain('of the inspected');
        expect(shown).toMatch(/A\s+inspected one\s+inspected/);
        return true;
      });
    } finally {
      await firefox.close();
      await site.close();
    }
  });
});
