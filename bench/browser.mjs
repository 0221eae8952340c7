import http from 'node:http';
import puppeteer from 'puppeteer-core';
import { WebSocketServer } from 'ws';
import { browserArguments } from '../demo/browser-arguments.mjs';
import { findBrowser } from '../demo/find-browser.mjs';
import { frames } from './page-load.mjs';

/**
 * A Chromium with the extension, and one site under two names: `watched` is on the manifest's list, `native`
 * is not, so that both kinds of page run in one browser and their rounds can be interleaved. `userDataDir`:
 * of its profile, if not a temporary one.
 */
export async function openBenchBrowser(extension, userDataDir = undefined) {
  const found = findBrowser();
  if (!found.path) throw new Error(`No browser found; looked for ${found.looked.join(', ')}`);
  const server = http.createServer((request, response) => {
    const isWorker = request.url === '/worker.js';
    response.writeHead(200, { 'content-type': isWorker ? 'text/javascript' : 'text/html' });
    const body = request.url === '/frames' ? '<iframe src="/"></iframe>'.repeat(frames) : '';
    response.end(
      isWorker ? 'onconnect = () => undefined;' : `<!doctype html><title>bench</title><body>${body}</body>`,
    );
  });
  new WebSocketServer({ server });
  await new Promise((resolve) => server.listen(0, resolve));
  const { port } = server.address();
  const browser = await puppeteer.launch({
    executablePath: found.path,
    headless: true,
    pipe: true,
    enableExtensions: true,
    userDataDir,
    args: [
      ...browserArguments(),
      '--host-resolver-rules=MAP *.test 127.0.0.1',
      `--unsafely-treat-insecure-origin-as-secure=http://native.test:${port}`,
    ],
  });
  const id = await browser.installExtension(extension);
  const target = await browser.waitForTarget(
    (one) => one.type() === 'service_worker' && one.url().includes(id),
  );
  const worker = await target.worker();
  while (
    (await worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length)) < 2
  );
  return {
    browser,
    extension,
    extensionId: id,
    worker: () => target.worker(),
    watched: `http://localhost:${port}`,
    native: `http://native.test:${port}`,
    async open(url) {
      const page = await browser.newPage({ type: 'window' });
      await page.goto(url);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
