import { readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** A host of static files that knows nothing but files. */
export interface StaticServer {
  /** Of the folder, with a slash at the end. */
  readonly url: string;
  /** Paths that were asked for below it, in order, and of those the ones that are not there. */
  readonly asked: readonly string[];
  readonly missing: readonly string[];
  close(): Promise<void>;
}

const types: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};

/** Serves a folder below a path of the host, as a host with several projects does. */
export async function serveFolder(folder: string, below: string): Promise<StaticServer> {
  const asked: string[] = [];
  const missing: string[] = [];
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = fileOf(folder, below, pathname);
    asked.push(pathname.startsWith(below) ? pathname.slice(below.length) : pathname);
    if (file === null) {
      missing.push(pathname);
      response.writeHead(404).end();
    } else {
      const type = types[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${below}`,
    asked,
    missing,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function fileOf(folder: string, below: string, pathname: string): string | null {
  if (!pathname.startsWith(below)) return null;
  const file = path.join(folder, decodeURIComponent(pathname.slice(below.length)));
  const found = pathname.endsWith('/') ? path.join(file, 'index.html') : file;
  return statSync(found, { throwIfNoEntry: false })?.isFile() ? found : null;
}
