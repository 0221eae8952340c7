import puppeteer from 'puppeteer-core';
import { browserArguments } from './browser-arguments.mjs';

/**
 * Opens a browser with a fresh profile, the extension, the storage demo in two tabs and the popup's page in a third. Branded Chrome takes no
 * --load-extension any more; over the debugging pipe it takes an extension.
 * @param {{ executablePath: string, headless: boolean, extension: string, url: string, started: (browser: import('puppeteer-core').Browser) => void }} options
 *   `url` of the demo server; `started` is called as soon as the browser runs, so that it can be closed whatever comes then
 */
export async function openDemo({ executablePath, headless, extension, url, started }) {
  const browser = await puppeteer.launch({
    executablePath,
    headless,
    pipe: true,
    enableExtensions: true,
    defaultViewport: null,
    // The caller ends it, in its own order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: browserArguments(),
  });
  started(browser);
  const id = await browser.installExtension(extension);
  const [first = await browser.newPage()] = await browser.pages();
  await first.goto(`${url}/storage/`);
  await (await browser.newPage()).goto(`${url}/storage/`);
  const popup = await browser.newPage();
  await popup.goto(`chrome-extension://${id}/popup/popup.html?origin=${encodeURIComponent(url)}`);
  return browser;
}
