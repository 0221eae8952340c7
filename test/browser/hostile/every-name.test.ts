import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { WebSocketServer } from 'ws';
import { contentOf, textFiles } from '../../repository/files';
import { launchChromium } from '../harness/chromium';
import type { Driver } from '../harness/driver';
import { describeInFirefox, launchFirefox } from '../harness/firefox';
import { script, startSite, type Site } from '../harness/site';
import { waitFor } from '../harness/wait';
import { withBrowser, type Launch } from '../harness/with-browser';
import { recordsWhen } from './attack';
import { prepareHooks, spyOn } from './spy-everywhere.mjs';

/** Every word of page/'s sources and of what is built of them, and the first indices of a list. */
function everyName(folder: string): string[] {
  const sources = [...textFiles('page').filter((file) => file.endsWith('.ts')), `${folder}/page/main.js`];
  const words = sources.flatMap((file) => contentOf(file).match(/[A-Za-z_$][\w$]*/g) ?? []);
  return [...new Set([...words, 'then', 'toJSON', '0', '1', '2', '3', '4'])].filter(
    (name) => name !== '__proto__',
  );
}

interface Outcome {
  readonly seen: { readonly [spy: string]: number };
  readonly missing: string;
}

/** What the spies need, and sockets that answer with what they get. */
async function startSpiedSite(folder: string): Promise<Site> {
  const sockets = new WebSocketServer({ port: 0, handleProtocols: (offered) => [...offered][0] ?? false });
  sockets.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => {
      socket.send(data, { binary: isBinary });
    });
  });
  const { port } = sockets.address() as AddressInfo;
  const source = `(${String(prepareHooks)})(${JSON.stringify({ socketUrl: `ws://localhost:${port}` })})
    .then((run) => (${String(spyOn)})(${JSON.stringify(everyName(folder))}, run));`;
  const site = await startSite({
    '/spies': `<!doctype html><title>spies</title><link rel="icon" href="data:,"><body><script src="/spies.js"></script></body>`,
    '/spies.js': script(source),
    '/beside': `<!doctype html><title>beside</title><body><script>
      window.write = (value) => localStorage.setItem('beside', value);
      window.post = (value) => parent.postMessage(value, '*');
    </script></body>`,
    '/shared.js': script(
      'onconnect = ({ ports: [port] }) => { port.onmessage = () => port.postMessage("hello"); };',
    ),
    '/service-worker.js': script(`oninstall = () => skipWaiting();
      onmessage = ({ data, source }) => source.postMessage(data);`),
  });
  return {
    ...site,
    async close() {
      sockets.close();
      await site.close();
    },
  };
}

function describeSpies(folder: string, launch: Launch): void {
  const { browser: watching, site } = withBrowser(launch, () => startSpiedSite(folder));
  const { browser: bare } = withBrowser(() => launch({ extension: false }));

  async function outcomeIn(browser: Driver): Promise<Outcome> {
    const page: Page = await browser.open(`${site.origin}/spies`);
    const title = await waitFor(
      'the outcome of the spies',
      async () => {
        const text = await page.title();
        return text.startsWith('{') && text;
      },
      40_000,
    );
    return JSON.parse(title) as Outcome;
  }

  it('and runs every hook is called by what the browser itself calls, as often, and by nothing else', async () => {
    const [ours, natives] = await Promise.all([watching, bare].map(outcomeIn));
    expect(natives?.missing).toBe('');
    expect(Object.keys(natives?.seen ?? {}).length).toBeGreaterThan(20);
    expect(ours).toEqual(natives);
  });

  it('is recorded as any other', async () => {
    const kinds = [
      'broadcast-channel',
      'shared-worker',
      'websocket',
      'service-worker',
      'web-lock',
      'indexed-db',
    ];
    const records = await recordsWhen(watching, site.origin, 'a close', ({ type }) => type === 'close');
    const seen = new Set(records.map(({ channel }) => channel.kind as string));
    expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
  });
}

describe('in Chromium, a page that spies on every name of ours on every prototype', () => {
  describeSpies('dist/chrome', launchChromium);
});

describeInFirefox('in Firefox, a page that spies on every name of ours on every prototype', () => {
  describeSpies('dist/firefox', launchFirefox);
});
