import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { script, startSite, type Page, type Site } from '../harness/site';
import { families, inOneDocument, type Cases } from './cases';
import { environmentPages } from './environments';
import { createTools, runCases } from './in-page.mjs';

/** Serves each case as a page of its own, and what cases talk to. */
export interface CaseSite extends Site {
  /** Where a case runs as the page's own script, which leaves its result in `window.outcome`. */
  pathOf(family: string, sentence: string): string;
}

/** Milliseconds for one case; a result that does not come is one that both pages must lack. */
const limit = 5_000;

export async function startCaseSite(): Promise<CaseSite> {
  const sockets = startSockets();
  const { port } = sockets.address() as AddressInfo;
  const paths = new Map<string, string>();
  const socketUrl = `ws://localhost:${port}`;
  const pages: { [path: string]: Page } = {
    ...others,
    ...environmentPages(sourceOf(inOneDocument, socketUrl, limit)),
  };
  for (const [family, cases] of Object.entries(families)) {
    for (const [index, [sentence, run]] of Object.entries(cases).entries()) {
      const path = `/case/${family}/${index}`;
      paths.set(`${family}/${sentence}`, path);
      pages[path] = pageOf(sourceOf({ [sentence]: run }, socketUrl, limit));
    }
  }
  const site = await startSite(pages);
  return {
    ...site,
    pathOf: (family, sentence) => paths.get(`${family}/${sentence}`) ?? '/none',
    async close() {
      await site.close();
      (sockets as unknown as { _server: Server })._server.closeAllConnections();
      sockets.close();
    },
  };
}

/** A script that runs cases and leaves a promise of their results as JSON in `window.outcome`. */
export function sourceOf(cases: Cases, socketUrl: string, timeout: number): string {
  const listed = Object.entries(cases).map(
    ([sentence, run]) => `${JSON.stringify(sentence)}: ${String(run)}`,
  );
  return `window.outcome = (${String(runCases)})({ ${listed.join(',\n')} }, (${String(createTools)})(${JSON.stringify(
    { socketUrl, limit: timeout },
  )}));`;
}

function pageOf(source: string): string {
  return `<!doctype html><meta charset="utf-8"><title>case</title><link rel="icon" href="data:,"><body><script>
    try { localStorage.clear(); sessionStorage.clear(); } catch { /* This document may have no storage. */ }
    ${source.replaceAll('</', '<\\/')}
  </script></body>`;
}

/** Echoes what it gets; `/close` closes at once with a code and a reason, `/chat` takes the first protocol that is offered. */
function startSockets(): WebSocketServer {
  const server = new WebSocketServer({ port: 0, handleProtocols: (offered) => [...offered][0] ?? false });
  server.on('connection', (socket, { url }) => {
    if (url === '/close') socket.close(4001, 'closed by the server');
    socket.on('message', (data, isBinary) => {
      socket.send(data, { binary: isBinary });
    });
  });
  return server;
}

const others: { readonly [path: string]: Page } = {
  '/echo-worker.js': script(
    'onmessage = ({ data, ports }) => (ports[0] ?? self).postMessage({ echo: data });',
  ),
  '/shared.js': script(`onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data, ports }) => (ports[0] ?? port).postMessage({ echo: data, name: self.name });
    port.postMessage('hello');
  };`),
  '/broken.js': script('throw new Error("on purpose");'),
  '/syntax.js': script('this is no script'),
  '/apis-worker.js': script(`onmessage = async () => {
    const channel = new BroadcastChannel('from a worker');
    const pipe = new MessageChannel();
    const got = new Promise((resolve) => { pipe.port2.onmessage = ({ data }) => resolve(data); });
    pipe.port1.postMessage([1, 2]);
    channel.postMessage('said by a worker');
    postMessage({
      got: await got,
      texts: [MessagePort.prototype.postMessage, BroadcastChannel, WebSocket, EventTarget.prototype.addEventListener].map(String),
      globals: Object.getOwnPropertyNames(self).filter((name) => /tabshark|chrome|browser/i.test(name)),
      storage: typeof localStorage,
    });
  };`),
  '/service-worker.js': script(`oninstall = () => skipWaiting();
    onactivate = (event) => event.waitUntil(clients.claim());
    onmessage = (event) => (event.ports[0] ?? event.source).postMessage({ echo: event.data });`),
  '/child': `<!doctype html><title>child</title><body><script>
    onmessage = (event) => event.source.postMessage({ got: event.data, origin: event.origin, own: event.source === parent }, event.origin);
  </script></body>`,
  '/writer': `<!doctype html><title>writer</title><body><script>
    window.write = (key, value) => localStorage.setItem(key, value);
  </script></body>`,
};
