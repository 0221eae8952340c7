// npm start: builds, serves the demo, and opens a browser that has the extension, two demo tabs and the popup's page in a third.
// node demo/start.mjs [--browser=PATH] [--headless]
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { browserArguments } from './browser-arguments.mjs';
import { findBrowser } from './find-browser.mjs';
import { startServer } from './server.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const named = process.argv.find((argument) => argument.startsWith('--browser='))?.slice('--browser='.length);
const headless = process.argv.includes('--headless');

function leave(message) {
  console.error(message);
  process.exit(1);
}

const found = findBrowser({ named });
if (!found.path) {
  leave(
    `No Chrome, Edge or Chromium found. Looked for:\n  ${found.looked.join('\n  ')}\n` +
      'Name one: npm start -- --browser=/path/to/browser, or set TABSHARK_BROWSER.',
  );
}
if (!headless && process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  leave('There is no display to open a browser window on. With --headless it runs without one.');
}

execFileSync(process.execPath, [path.join(root, 'build.mjs')], { stdio: 'inherit' });
const server = await startServer({ port: 8080 });
const browser = await puppeteer.launch({
  executablePath: found.path,
  headless,
  pipe: true,
  enableExtensions: true,
  defaultViewport: null,
  args: browserArguments(),
});
// Branded Chrome takes no --load-extension any more; over the debugging pipe it does.
const id = await browser.installExtension(path.join(root, 'dist', 'chrome'));

const [first = await browser.newPage()] = await browser.pages();
await first.goto(`${server.url}/storage/`);
await (await browser.newPage()).goto(`${server.url}/storage/`);
const popup = await browser.newPage();
await popup.goto(`chrome-extension://${id}/popup/popup.html?origin=${encodeURIComponent(server.url)}`);
console.log(
  `The demo is at ${server.url}/, the extension in ${path.join('dist', 'chrome')}. Ctrl+C ends both.`,
);

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  await browser.close().catch(() => undefined);
  await server.close();
}
browser.on('disconnected', () => void end());
process.on('SIGINT', () => void end());
process.on('SIGTERM', () => void end());
