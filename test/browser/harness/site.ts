import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page, or what answers instead of one. */
export type Page =
  | string
  | { readonly type: string; readonly body: string; readonly headers?: { readonly [name: string]: string } };

export interface Site {
  readonly port: number;
  /** `http://localhost:PORT` */
  readonly origin: string;
  /** The same pages at another host, which must lead to 127.0.0.1. */
  at(host: string): string;
  close(): Promise<void>;
}

/**
 * A little server of a test's own pages by path; what is not named is an empty page with its path as title.
 */
export async function startSite(pages: { readonly [path: string]: Page } = {}): Promise<Site> {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const page = new Map(Object.entries(pages)).get(pathname) ?? emptyPage(pathname);
    const { type, body, headers } =
      typeof page === 'string' ? { type: 'text/html; charset=utf-8', body: page, headers: {} } : page;
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://localhost:${port}`,
    at: (host) => `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function emptyPage(path: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${path.replace(/[^\w/-]/g, '')}</title><link rel="icon" href="data:,"><body></body>`;
}

export function script(body: string): Page {
  return { type: 'text/javascript', body };
}
