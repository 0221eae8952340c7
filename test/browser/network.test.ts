import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import { openOptions, setNumber } from './harness/options';
import { findRow, showList } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

/**
 * A proxy through which all that the browser asks of the network goes: it notes everything and passes on what
 * is for this machine.
 */
async function startProxy(): Promise<{
  readonly port: number;
  readonly asked: string[];
  close(): void;
}> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '');
    asked.push(url.href);
    const { port, pathname, search } = url;
    const onward = http.request({ host: '127.0.0.1', port, path: pathname + search }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    onward.end();
  });
  // What is encrypted or a WebSocket asks for a connection.
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * What Chromium asks its maker for by itself; that nothing of ours names such a host is seen by
 * test/repository/built.test.ts.
 */
const ownOfChromium = /^(CONNECT |http:\/\/)[\w.-]+\.(google|googleapis|gvt1)\.com[:/]/;

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect width="9" height="16"/></svg>';

// In Chromium alone: its protocol tells of each request of the background.
describe('the extension asks the network for nothing', () => {
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  const { browser, site } = withBrowser(
    async () => {
      proxy = await startProxy();
      return launchChromium({
        // Chromium goes to this machine's own addresses directly unless told otherwise.
        args: [`--proxy-server=http://127.0.0.1:${proxy.port}`, '--proxy-bypass-list=<-loopback>'],
      });
    },
    () =>
      startSite({
        '/page': `<!doctype html><title>page</title><link rel="icon" href="/icon.svg"><body></body>`,
        '/icon.svg': { type: 'image/svg+xml', body: icon },
      }),
  );
  let page: Page;
  /** Requests of the background and of the extension's pages, as the browser tells them. */
  const own: string[] = [];

  beforeAll(async () => {
    await noteOfBackground();
    page = await browser.open(`${site.origin}/page`);
  });

  afterAll(() => {
    proxy.close();
  });

  async function noteOfBackground(): Promise<void> {
    const { client } = await browser.background();
    client.on('Network.requestWillBeSent', ({ request }) => own.push(request.url));
    await client.send('Network.enable');
  }

  function noteOf(viewer: Page): Page {
    viewer.on('request', (request) => own.push(request.url()));
    return viewer;
  }

  const foreign = (): string[] =>
    proxy.asked.filter(
      (url) => ![`${site.origin}/page`, `${site.origin}/icon.svg`].includes(url) && !ownOfChromium.test(url),
    );

  it('while it records, and finds the page’s icon', async () => {
    await page.evaluate(() => {
      localStorage.setItem('written', '1');
      new BroadcastChannel('channel').postMessage('sent');
    });
    await waitFor('the icon', async () => {
      const { contexts } = await browser.stored(site.origin);
      return contexts.some(({ favicon }) => favicon.startsWith('data:image/'));
    });
    expect(foreign()).toEqual([]);
    // The test can see such requests: the icon was asked for by the browser's own window.
    expect(proxy.asked).toContain(`${site.origin}/page`);
  });

  it('when the background has been stopped and starts again', async () => {
    await browser.stopBackground();
    await page.evaluate(() => {
      localStorage.setItem('wakes the background', '1');
    });
    await waitFor('the record', async () =>
      (await browser.stored(site.origin)).records.some(
        (record) => record.type === 'storage-write' && record.key === 'wakes the background',
      ),
    );
    await noteOfBackground();
    expect(foreign()).toEqual([]);
  });

  it('in the popup, in the inspector with every list and a file, and in the options', async () => {
    const popup = noteOf(await browser.openRealPopup(page));
    await popup.waitForSelector('.row');
    await popup.close();
    const inspector = noteOf(await browser.openPopup(site.origin));
    await findRow(inspector, { type: 'storage-write', key: 'written' });
    await inspector.click('.row');
    await inspector.waitForSelector('.details');
    for (const list of ['findings', 'contexts', 'latencies', 'messages'] as const)
      await showList(inspector, list);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-network-'));
    const file = path.join(folder, 'own.ndjson');
    writeFileSync(file, lineWithAddresses(site.at('127.0.0.1')));
    const [chooser] = await Promise.all([inspector.waitForFileChooser(), inspector.click('.open-file')]);
    await chooser.accept([file]);
    await findRow(inspector, { type: 'storage-write', key: 'out of a file' });
    rmSync(folder, { recursive: true });
    const options = noteOf(await openOptions(browser));
    await setNumber(options, 'records', '5000');
    await waitFor('word that it is saved', () => options.$('#records-hint .saved'));
    expect(foreign()).toEqual([]);
    const files = `chrome-extension://${browser.extensionId}/`;
    expect(own.filter((url) => !url.startsWith(files) && !url.startsWith('data:'))).toEqual([]);
  });

  it('and could not: the browser refuses its pages and its background every request', async () => {
    const address = `${site.at('127.0.0.1')}/refused`;
    const attempt = (url: string): Promise<string> =>
      fetch(url).then(
        () => 'answered',
        () => 'refused',
      );
    const inspector = await browser.openPopup(site.origin);
    expect(await inspector.evaluate(attempt, address)).toBe('refused');
    expect(await (await browser.background()).evaluate(attempt, address)).toBe('refused');
    expect(await inspector.evaluate(loadScript, address)).toBe('refused');
    expect(foreign()).toEqual([]);
  });
});

/** Runs in a page of the extension. */
function loadScript(url: string): Promise<string> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => {
      resolve('loaded');
    };
    script.onerror = () => {
      resolve('refused');
    };
    document.body.append(script);
  });
}

/** A record each of whose addresses leads to a server. */
function lineWithAddresses(origin: string): string {
  return JSON.stringify({
    context: 'c',
    seq: 0,
    time: 1_000,
    type: 'storage-write',
    channel: { kind: 'local-storage', name: '' },
    method: 'setItem',
    key: 'out of a file',
    oldValue: null,
    newValue: `${origin}/value`,
    tab: 1,
    frame: 0,
    document: null,
    documentOrigin: origin,
    documentUrl: `${origin}/document`,
    topOrigin: origin,
    incognito: false,
    title: `${origin}/title`,
    partial: false,
    created: 1,
    ended: null,
    clockAhead: 0,
  });
}
