import { randomUUID } from 'node:crypto';
import path from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { firefoxId as extensionId } from '../../../build/manifest.mjs';
import { findFirefox } from '../../../demo/find-browser.mjs';
import { openBidi } from './bidi';
import { rawRecords } from './popup';
import { readStored, type Stored } from './stored';
import { waitFor } from './wait';

/** A real Firefox with the built extension, as a test drives it. */
export interface Firefox {
  readonly kind: 'firefox';
  readonly browser: Browser;
  readonly extensionId: string;
  /** `prepare` gets the page before it goes there. */
  open(url: string, prepare?: (page: Page) => Promise<unknown>): Promise<Page>;
  /** The inspector in a tab, with raw records. */
  openPopup(origin: string): Promise<Page>;
  /** The inspector in a tab, as a person finds it. */
  openViewer(origin: string): Promise<Page>;
  /** A page of the extension without any code of its own. */
  extensionPage(): Promise<Page>;
  stored(origin: string): Promise<Stored>;
  /** Loads a package as about:debugging does; its name and version. */
  loadTemporarily(file: string): Promise<string>;
  /** What the browser asks before it installs the extension. */
  installWarnings(): Promise<string[]>;
  /** Stops the event page by force, as the browser may when it is idle. */
  stopBackground(): Promise<void>;
  /** Loads the extension again, as an update does. */
  restartExtension(): Promise<void>;
  /** As the user does in about:addons. */
  switchOffAndOn(): Promise<void>;
  close(): Promise<void>;
}

const extensionFolder = path.resolve(__dirname, '../../../dist/firefox');

/** `describe` where there is a Firefox; elsewhere its tests count as skipped and say why. */
export function describeInFirefox(name: string, tests: () => void): void {
  if (findFirefox()) describe(name, tests);
  else describe.skip(`${name} (no firefox-esr here, and TABSHARK_FIREFOX names none)`, tests);
}

/** `hosts`: names that are to lead to this machine. `downloads`: where files are put that a page saves. */
export async function launchFirefox(
  options: {
    readonly extension?: boolean;
    readonly hosts?: readonly string[];
    readonly downloads?: string;
  } = {},
): Promise<Firefox> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('no Firefox');
  const uuid = randomUUID();
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    protocolTimeout: 60_000,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: uuid }),
      'extensions.webextOptionalPermissionPrompts': false,
      'network.dns.localDomains': (options.hosts ?? []).join(','),
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

  async function openOwn(file: string): Promise<Page> {
    const page = await browser.newPage();
    await bidi.navigate(page, `moz-extension://${uuid}/${file}`);
    return page;
  }

  /** The page by which the store is read, as soon as pages are watched. */
  async function openReader(): Promise<Page> {
    const scripts = await openOwn('popup/popup.html?origin=');
    await waitFor('content scripts to be registered', () =>
      scripts.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length === 2),
    );
    await scripts.close();
    return openOwn('manifest.json');
  }

  let reader: Page | null = null;
  if (options.extension !== false) {
    await browser.installExtension(extensionFolder);
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

  return {
    kind: 'firefox',
    browser,
    extensionId,
    async open(url, prepare) {
      const page = await browser.newPage();
      await prepare?.(page);
      await page.goto(url);
      return page;
    },
    openViewer: (origin) => openOwn(`popup/popup.html?origin=${encodeURIComponent(origin)}`),
    openPopup: (origin) => openOwn(`popup/popup.html?origin=${encodeURIComponent(origin)}#${rawRecords}`),
    extensionPage,
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
    stopBackground: async () => {
      await bidi.inBrowser(
        `async (id) => {
          await WebExtensionPolicy.getByID(id).extension.terminateBackground({ ignoreDevToolsAttached: true });
        }`,
        extensionId,
      );
    },
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
    close: () => browser.close(),
  };
}
