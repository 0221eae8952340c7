import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const pages = path.join(path.dirname(fileURLToPath(import.meta.url)), 'pages');

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
]);

/**
 * Serves the demo pages on this machine alone. `port` 0 takes a free one; a taken port falls back to a free one too.
 * @param {{ port?: number }} [options]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} `url` without a slash at the end
 */
export async function startServer({ port = 0 } = {}) {
  const server = http.createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://localhost').pathname, response).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  await listen(server, port).catch(() => listen(server, 0));
  return {
    url: `http://localhost:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => {
      server.off('error', reject);
      resolve(undefined);
    });
  });
}

async function answer(pathname, response) {
  const file = path.join(pages, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  const type = types.get(path.extname(file));
  const body = file.startsWith(pages + path.sep) && type ? await readFile(file).catch(() => null) : null;
  if (!body || !type) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    return;
  }
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
