import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { streamEvents } from './events.mjs';
import { galleryPage } from './gallery.mjs';
import { relayAt } from './relay.mjs';
import { signInPage } from './sign-in.mjs';
import { startPage } from './start-page.mjs';

const pages = path.join(path.dirname(fileURLToPath(import.meta.url)), 'pages');

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
]);

/**
 * Serves the demo pages, and a relay between them, on this machine alone. `port` 0 takes a free one; a taken
 * port falls back to a free one too.
 * @param {{ port?: number }} [options]
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} `url` without a slash at the
 * end
 */
export async function startServer({ port = 0 } = {}) {
  const first = createServer();
  await listen(first, '127.0.0.1', port).catch((error) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    return listen(first, '127.0.0.1', 0);
  });
  const taken = first.address().port;
  // `localhost` may lead to the other loopback address first; a machine without IPv6 has only one.
  const second = createServer();
  const servers = await listen(second, '::1', taken).then(
    () => [first, second],
    () => [first],
  );
  const closeSockets = relayAt(...servers);
  return {
    url: `http://localhost:${taken}`,
    port: taken,
    close: async () => {
      closeSockets();
      await Promise.all(servers.map(close));
    },
  };
}

function createServer() {
  return http.createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://localhost'), response).catch((error) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
}

function listen(server, host, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(undefined);
    });
  });
}

function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer({ pathname, search }, response) {
  if (pathname === '/sign-in/') {
    response.writeHead(200, {
      'content-type': types.get('.html'),
      'cross-origin-opener-policy': 'same-origin',
    });
    response.end(signInPage());
    return;
  }
  if (pathname === '/events') {
    streamEvents(response);
    return;
  }
  if (pathname === '/slow.js') {
    const timer = setTimeout(
      () => {
        response.writeHead(200, { 'content-type': types.get('.js') }).end();
      },
      Number(search.slice(1)) || 0,
    );
    response.on('close', () => clearTimeout(timer));
    return;
  }
  const made = pathname === '/' ? startPage() : galleryPage(pathname);
  const found = made === null ? await page(pathname) : { type: types.get('.html'), body: made };
  if (!found) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    return;
  }
  const headers = {
    'content-type': found.type,
    // Not `no-store`: that keeps a page out of the back/forward cache.
    'cache-control': 'no-cache',
    // Module scripts of a sandboxed frame come from another origin.
    'access-control-allow-origin': '*',
  };
  response.writeHead(200, headers).end(found.body);
}

/** A file of demo/pages of a known type; null for all else. URL has resolved every `..` before. */
async function page(pathname) {
  const file = path.join(pages, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  const type = types.get(path.extname(file));
  if (!type || !file.startsWith(pages + path.sep)) return null;
  const body = await readFile(file).catch(() => null);
  return body && { type, body };
}
