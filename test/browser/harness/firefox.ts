import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { firefoxId as extensionId } from '../../../build/manifest.mjs';
import { findFirefox } from '../../../demo/find-browser.mjs';
import { openBidi } from './bidi';
import type { Driver, LaunchOptions, Prepare } from './driver';
import { makeProfile } from './firefox-profile';
import { rawRecords, viewerFile } from './popup';
import { readStored } from './stored';
import { waitFor } from './wait';

export interface Firefox extends Driver {
  readonly kind: 'firefox';
  /** Loads a package as about:debugging does; its name and version. */
  loadTemporarily(file: string): Promise<string>;
  /** What the browser asks before it installs the extension. */
  installWarnings(): Promise<string[]>;
}

const extensionFolder = path.resolve(__dirname, '../../../dist/firefox');

/** `describe` where there is a Firefox; elsewhere its tests count as skipped and say why. */
export function describeInFirefox(name: string, tests: () => void): void {
  if (findFirefox()) describe(name, tests);
  else describe.skip(`${name} (no firefox-esr here, and TABSHARK_FIREFOX names none)`, tests);
}

/** Firefox may lose a tab that is made while another one opens or closes; then nothing has begun in it. */
async function newPage(browser: Browser, type: 'tab' | 'window'): Promise<Page> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await browser.newPage({ type });
    } catch (error) {
      if (tries === 3 || !String(error).includes('no such frame')) throw error;
    }
  }
}

export async function launchFirefox(
  options: LaunchOptions & {
    /** Right after the extension was installed; `stop` stops its background, `own` opens a file of it. */
    readonly installed?: (stop: () => Promise<void>, own: (file: string) => Promise<Page>) => Promise<void>;
  } = {},
): Promise<Firefox> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('no Firefox');
  const uuid = randomUUID();
  const profile = await makeProfile(executablePath);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    userDataDir: profile,
    protocolTimeout: 60_000,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: uuid }),
      'extensions.webextOptionalPermissionPrompts': false,
      'network.dns.forceResolve': '127.0.0.1',
      // Timers of tabs behind another run on time, as Puppeteer starts Chromium.
      'dom.min_background_timeout_value': 4,
      'dom.min_background_timeout_value_without_budget_throttling': 4,
      ...(options.downloads === undefined
        ? {}
        : {
            'browser.download.folderList': 2,
            'browser.download.dir': options.downloads,
            // It would take the keyboard from the page.
            'browser.download.alwaysOpenPanel': false,
          }),
    },
  });
  const bidi = openBidi(browser);
  const type = options.windows ? 'window' : 'tab';

  function goToOwn(page: Page, file: string): Promise<void> {
    return bidi.navigate(page, `moz-extension://${uuid}/${file}`);
  }

  async function openOwn(file: string, prepare?: Prepare): Promise<Page> {
    const page = await newPage(browser, type);
    await prepare?.(page);
    await goToOwn(page, file);
    return page;
  }

  async function stopBackground(): Promise<void> {
    await bidi.inBrowser(
      `async (id) => {
        await WebExtensionPolicy.getByID(id).extension.terminateBackground({ ignoreDevToolsAttached: true });
      }`,
      extensionId,
    );
  }

  /** The page by which the store is read, as soon as pages are watched. */
  async function openReader(): Promise<Page> {
    const page = await openOwn(viewerFile(''));
    await waitFor('content scripts to be registered', () =>
      page.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length === 2),
    );
    await goToOwn(page, 'manifest.json');
    return page;
  }

  let reader: Page | null = null;
  if (options.extension !== false) {
    await browser.installExtension(extensionFolder);
    await options.installed?.(stopBackground, openOwn);
    reader = await openReader();
  }

  /** Ends this run of the extension, whose pages would be closed with it, and begins another. */
  async function runAnew(begin: () => Promise<unknown>): Promise<void> {
    await reader?.close();
    await begin();
    reader = await openReader();
  }

  async function extensionPage(): Promise<Page> {
    if (!reader) throw new Error('no extension here');
    return Promise.resolve(reader);
  }

  async function open(url: string, prepare?: Prepare): Promise<Page> {
    const page = await newPage(browser, type);
    await prepare?.(page);
    await page.goto(url);
    return page;
  }

  return {
    kind: 'firefox',
    browser,
    extensionId,
    open,
    openTab: (url) => open(url),
    openOwn,
    openViewer: (origin, prepare) => openOwn(viewerFile(origin), prepare),
    openPopup: (origin, prepare) => openOwn(viewerFile(origin, rawRecords), prepare),
    extensionPage,
    // A preference says so of every site.
    grant: () => Promise.resolve(),
    stored: async (origin) => readStored(await extensionPage(), origin),
    async loadTemporarily(file) {
      const loaded = await bidi.inBrowser(
        `async (path) => {
          const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
          const { FileUtils } = ChromeUtils.importESModule('resource://gre/modules/FileUtils.sys.mjs');
          const { name, version, isActive } = await AddonManager.installTemporaryAddon(new FileUtils.File(path));
          return name + ' ' + version + (isActive ? '' : ', not active');
        }`,
        file,
      );
      return String(loaded);
    },
    async installWarnings() {
      const listed = await bidi.inBrowser(
        `async (id) => {
          const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
          const { ExtensionData } = ChromeUtils.importESModule('resource://gre/modules/Extension.sys.mjs');
          const addon = await AddonManager.getAddonByID(id);
          const { installPermissions: permissions } = addon;
          return JSON.stringify(ExtensionData.formatPermissionStrings({ addon, permissions }).msgs);
        }`,
        extensionId,
      );
      return JSON.parse(String(listed)) as string[];
    },
    stopBackground,
    restartExtension: () => runAnew(() => browser.installExtension(extensionFolder)),
    switchOffAndOn: () =>
      runAnew(() =>
        bidi.inBrowser(
          `async (id) => {
            const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
            const addon = await AddonManager.getAddonByID(id);
            await addon.disable();
            await addon.enable();
          }`,
          extensionId,
        ),
      ),
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
