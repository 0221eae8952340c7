import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { script, startSite, type Page, type Site } from '../harness/site';
import { apart, everywhere, together, type Cases } from './cases';
import { environmentPages } from './environments';
import { createTools, runCases } from './in-page.mjs';

/** Serves the cases as pages, and what cases talk to. */
export interface CaseSite extends Site {
  /**
   * Where the cases of a family run as the page's own scripts, which leave their results in `window.outcome`.
   */
  pathsOf(family: string): readonly string[];
}

/** Milliseconds for one case: the first SharedWorker of a busy browser takes three seconds. */
const limit = 15_000;

export async function startCaseSite(): Promise<CaseSite> {
  const sockets = startSockets();
  const { port } = sockets.address() as AddressInfo;
  const toolsSource = `(${String(createTools)})(${JSON.stringify({ socketUrl: `ws://localhost:${port}`, limit })})`;
  const paths = new Map<string, string[]>();
  const pages: { [path: string]: Page } = {
    ...others,
    ...environmentPages(sourceOf(everywhere, toolsSource)),
  };

  function serve(family: string, cases: Cases): void {
    const served = paths.get(family) ?? [];
    const path = `/case/${family}/${served.length}`;
    paths.set(family, [...served, path]);
    pages[path] = pageOf(sourceOf(cases, toolsSource));
  }

  for (const [family, cases] of Object.entries(together)) serve(family, cases);
  for (const [family, cases] of Object.entries(apart))
    for (const [sentence, run] of Object.entries(cases)) serve(family, { [sentence]: run });

  const site = await startSite(pages);
  return {
    ...site,
    pathsOf: (family) => paths.get(family) ?? [],
    async close() {
      await site.close();
      (sockets as unknown as { _server: Server })._server.closeAllConnections();
      sockets.close();
    },
  };
}

/** A script that runs cases and leaves a promise of their results as JSON in `window.outcome`. */
function sourceOf(cases: Cases, toolsSource: string): string {
  const listed = Object.entries(cases).map(
    ([sentence, run]) => `${JSON.stringify(sentence)}: ${String(run)}`,
  );
  return `window.outcome = (${String(runCases)})({ ${listed.join(',\n')} }, ${toolsSource});`;
}

function pageOf(source: string): string {
  return `<!doctype html><meta charset="utf-8"><title>case</title><link rel="icon" href="data:,"><body><script>
    ${source.replaceAll('</', '<\\/')}
  </script></body>`;
}

/**
 * Echoes what it gets; `/close` closes at once with a code and a reason, `/chat` takes the first protocol
 * that is offered.
 */
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
  '/events': {
    type: 'text/event-stream',
    body: 'retry: 100000\n\ndata: hello\n\nevent: tick\nid: 7\ndata: 1\n\ndata: bye\n\n',
  },
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
