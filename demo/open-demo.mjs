import { randomUUID } from 'node:crypto';
import puppeteer from 'puppeteer-core';
import { firefoxId } from '../build/manifest.mjs';
import { browserArguments } from './browser-arguments.mjs';

/**
 * Opens a browser with a fresh profile, the extension, the storage demo in two tabs and the popup's page in a
 * third.
 * @param {{ executablePath: string, kind: 'chromium' | 'firefox', headless: boolean, extension: string, url:
 * string, started: (browser: import('puppeteer-core').Browser) => void }} options
 *   `url` of the demo server; `started` is called as soon as the browser runs, so that it can be closed whatever comes then
 */
export async function openDemo({ executablePath, kind, headless, extension, url, started }) {
  const uuid = randomUUID();
  const browser = await puppeteer.launch({
    executablePath,
    headless,
    defaultViewport: null,
    // The caller ends it, in its own order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...(kind === 'firefox' ? firefoxOptions(uuid) : chromiumOptions()),
  });
  started(browser);
  const id = await browser.installExtension(extension);
  const [first = await browser.newPage()] = await browser.pages();
  await first.goto(`${url}/storage/`);
  await (await browser.newPage()).goto(`${url}/storage/`);
  const popup = await browser.newPage();
  const page = `popup/popup.html?origin=${encodeURIComponent(url)}`;
  // For an extension's page in Firefox this goes there, and never says so.
  if (kind === 'firefox')
    void popup.goto(`moz-extension://${uuid}/${page}`, { timeout: 0 }).catch(() => undefined);
  else await popup.goto(`chrome-extension://${id}/${page}`);
  return browser;
}

/** Branded Chrome takes no --load-extension any more; over the debugging pipe it takes an extension. */
function chromiumOptions() {
  return { pipe: true, enableExtensions: true, args: browserArguments() };
}

/**
 * Only with that argument a driver may go to an extension's page. Its address is random, unless a preference
 * says it.
 */
function firefoxOptions(uuid) {
  return {
    browser: 'firefox',
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: { 'extensions.webextensions.uuids': JSON.stringify({ [firefoxId]: uuid }) },
  };
}
