import path from 'node:path';
import puppeteer, { TargetType, type Browser, type Page, type Target, type WebWorker } from 'puppeteer-core';
import { browserArguments } from '../../../demo/browser-arguments.mjs';
import { findBrowser } from '../../../demo/find-browser.mjs';
import type { Driver, LaunchOptions, Prepare } from './driver';
import { rawRecords, viewerFile } from './popup';
import { readStored } from './stored';
import { internalsUrl, stopWorker } from './stop-worker';
import { waitFor } from './wait';

export interface Chromium extends Driver {
  readonly kind: 'chromium';
  /** The popup as a click on the toolbar button opens it over the page. */
  openRealPopup(page: Page): Promise<Page>;
  /** How many runs of the background there are: 0 or 1, or 2 where one is about to end. */
  runs(): number;
  background(): Promise<WebWorker>;
}

/**
 * Chromium loads two pages of its own for the address bar of each window, which no test looks at: they cost
 * as much of the processor as the page in the window.
 */
const withoutAddressBarPages = '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup';

export const extensionFolder = path.resolve(__dirname, '../../../dist/chrome');

export async function launchChromium(
  options: LaunchOptions & {
    /** Of another build than dist/chrome. */
    readonly folder?: string;
    readonly args?: readonly string[];
    /** A folder for the browser's profile, which stays. */
    readonly profile?: string;
    /** `Page.openDevTools` gives a page. */
    readonly devTools?: boolean;
    /** Right after the extension was installed. */
    readonly installed?: (browser: Browser, extensionId: string) => Promise<void>;
  } = {},
): Promise<Chromium> {
  const found = findBrowser();
  if (found.path === null) throw new Error('no browser');
  const browser = await puppeteer.launch({
    executablePath: found.path,
    headless: true,
    pipe: true,
    enableExtensions: true,
    protocolTimeout: 60_000,
    handleDevToolsAsPage: options.devTools === true,
    ...(options.profile === undefined ? {} : { userDataDir: options.profile }),
    ...(options.downloads === undefined
      ? {}
      : { downloadBehavior: { policy: 'allow', downloadPath: options.downloads } }),
    args: [
      ...browserArguments(),
      '--host-resolver-rules=MAP *.test 127.0.0.1',
      withoutAddressBarPages,
      ...(options.args ?? []),
    ],
  });
  const extensionId =
    options.extension === false ? '' : await browser.installExtension(options.folder ?? extensionFolder);
  let reader: Page | null = null;
  let attached: WebWorker | null = null;
  let internals: Page | null = null;

  function isBackground(target: Target): boolean {
    return (
      target.type() === TargetType.SERVICE_WORKER &&
      target.url().startsWith(`chrome-extension://${extensionId}/`)
    );
  }

  /** Attaches a debugger to it. */
  async function background(): Promise<WebWorker> {
    const target = await browser.waitForTarget(isBackground);
    const worker = await target.worker();
    if (!worker) throw new Error('no background');
    attached = worker;
    return worker;
  }

  /** The browser does not stop a worker that is debugged, and the next run of one may stay paused. */
  async function detach(): Promise<void> {
    const worker = attached;
    attached = null;
    // Its run may have ended by itself.
    await worker?.client.detach().catch(() => undefined);
  }

  /** In a window of its own: a tab behind another is not painted. */
  async function open(url: string, prepare?: Prepare): Promise<Page> {
    const page = await browser.newPage({ type: 'window' });
    await prepare?.(page);
    await page.goto(url);
    return page;
  }

  function openOwn(file: string, prepare?: Prepare): Promise<Page> {
    return open(`chrome-extension://${extensionId}/${file}`, prepare);
  }

  /** It would lose its origin with this run of the extension. */
  async function closeReader(): Promise<void> {
    await reader?.close();
    reader = null;
  }

  async function extensionPage(): Promise<Page> {
    reader ??= await openOwn('manifest.json');
    return reader;
  }

  if (extensionId) {
    await options.installed?.(browser, extensionId);
    await waitFor(
      'content scripts to be registered',
      async () => {
        const page = await extensionPage();
        return page.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length === 2);
      },
      40_000,
    );
  }

  return {
    kind: 'chromium',
    browser,
    extensionId,
    open,
    async openTab(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },
    background,
    extensionPage,
    openOwn,
    openViewer: (origin, prepare) => openOwn(viewerFile(origin), prepare),
    openPopup: (origin, prepare) => openOwn(viewerFile(origin, rawRecords), prepare),
    async openRealPopup(page) {
      const extension = (await browser.extensions()).get(extensionId);
      if (!extension) throw new Error('the extension is not installed');
      await page.bringToFront();
      await page.triggerExtensionAction(extension);
      const target = await browser.waitForTarget(
        (one) => one.url() === `chrome-extension://${extensionId}/popup/popup.html`,
      );
      return target.asPage();
    },
    async stopBackground() {
      const target = browser.targets().find(isBackground);
      // It may have been stopped by the browser already.
      if (!target) return;
      await detach();
      internals ??= await open(internalsUrl);
      await stopWorker(internals, target);
    },
    runs: () => browser.targets().filter(isBackground).length,
    async stored(origin) {
      return readStored(await extensionPage(), origin);
    },
    async grant(pattern) {
      const page = await open('chrome://extensions');
      await page.evaluate(grantHost, extensionId, pattern);
      await page.close();
    },
    async restartExtension() {
      const page = await open('chrome://extensions');
      await page.evaluate(allowReload);
      await page.close();
      await closeReader();
      const worker = await background();
      // The answer goes away with the worker.
      await worker
        .evaluate(() => {
          chrome.runtime.reload();
        })
        .catch(() => undefined);
    },
    async switchOffAndOn() {
      await closeReader();
      const page = await open('chrome://extensions');
      await page.evaluate(async (id) => {
        await chrome.management.setEnabled(id, false);
        await chrome.management.setEnabled(id, true);
      }, extensionId);
      await page.close();
    },
    close: () => browser.close(),
  };
}

/** Runs in chrome://extensions. */
async function grantHost(id: string, pattern: string): Promise<void> {
  const api = chrome as unknown as {
    developerPrivate: { addHostPermission(id: string, host: string): Promise<void> };
  };
  await api.developerPrivate.addHostPermission(id, pattern);
}

/** Runs in chrome://extensions. Without developer mode an unpacked extension is not loaded again. */
async function allowReload(): Promise<void> {
  const { developerPrivate } = chrome as unknown as {
    developerPrivate: {
      updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
    };
  };
  await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
}
