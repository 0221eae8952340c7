import { existsSync, readdirSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import WebSocket from 'ws';
import { families, pathOf } from './pages/gallery/examples.js';
import { startServer } from './server.mjs';
import { groups } from './topics.mjs';

const pages = path.join(__dirname, 'pages');
const folders = groups.flatMap(({ topics }) => topics.map(({ folder }) => folder));

describe('the demo server', () => {
  let server: Awaited<ReturnType<typeof startServer>>;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.close());

  it('lists every demo on the start page, and serves it', async () => {
    const start = await (await fetch(`${server.url}/`)).text();
    for (const folder of folders) {
      expect(start).toContain(`href="/${folder}/"`);
      const answer = await fetch(`${server.url}/${folder}/`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    }
  });

  it('lists every example of the gallery with its twin, and serves both', async () => {
    const start = await (await fetch(`${server.url}/`)).text();
    for (const { code, tabs, rightTabs = tabs } of families.flatMap(({ examples }) => examples)) {
      const paths = [
        ...tabs.map((query) => pathOf(code, query, false)),
        ...rightTabs.map((query) => pathOf(code, query, true)),
      ];
      for (const one of paths) expect(start).toContain(`href="${one.replaceAll('&', '&amp;')}"`);
      const page = await (await fetch(`${server.url}${paths[0] ?? ''}`)).text();
      expect(page).toContain(`<title>${code} `);
    }
  });

  it('has no page that the list lacks', () => {
    const here = readdirSync(pages).filter((name) => existsSync(path.join(pages, name, 'index.html')));
    expect(here.sort()).toEqual([...folders].sort());
  });

  it.each(['/nothing', '/../server.mjs', '/%2e%2e/server.mjs', '/..%2fserver.mjs', '/storage'])(
    'has nothing at %s',
    async (wanted) => {
      // fetch would resolve the dots itself.
      const status = await new Promise((resolve, reject) => {
        http
          .get({ port: server.port, host: 'localhost', path: wanted }, (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          })
          .on('error', reject);
      });
      expect(status).toBe(404);
    },
  );

  it('takes another port where the wanted one is taken', async () => {
    const second = await startServer({ port: server.port });
    expect(second.port).not.toBe(server.port);
    await second.close();
  });
});

describe('the relay', () => {
  let server: Awaited<ReturnType<typeof startServer>>;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.close());

  const open = async (room: string, origin = server.url): Promise<WebSocket> => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws?room=${room}`, { origin });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return socket;
  };

  it('passes a message on to the others of the room, text as text and bytes as bytes', async () => {
    const [a, b, elsewhere] = await Promise.all([open('one'), open('one'), open('two')]);
    const got: [string, string, boolean][] = [];
    const done = new Promise<void>((resolve) => {
      for (const [name, socket] of Object.entries({ a, b, elsewhere })) {
        socket.on('message', (data: Buffer, isBinary) => {
          got.push([name, data.toString(), isBinary]);
          if (got.length === 3) resolve();
        });
      }
    });
    a.send('text');
    a.send(Buffer.from('bytes'));
    await new Promise<void>((resolve) => {
      b.on('message', () => {
        if (got.length === 2) resolve();
      });
    });
    // If a message had gone astray it would have come before this one.
    b.send('answer');
    await done;
    expect(got).toEqual([
      ['b', 'text', false],
      ['b', 'bytes', true],
      ['a', 'answer', false],
    ]);
    for (const socket of [a, b, elsewhere]) socket.terminate();
  });

  it('refuses pages of other sites', async () => {
    await expect(open('one', 'http://elsewhere.example')).rejects.toThrow('403');
  });
});
