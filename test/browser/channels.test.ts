import type { Server } from 'node:http';
import type { Page } from 'puppeteer-core';
import { WebSocketServer } from 'ws';
import type { Record } from '../../src/record/record';
import { script, startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('every way that two tabs talk', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/sw.js': script(`onactivate = (event) => event.waitUntil(clients.claim());
        oninstall = () => skipWaiting();
        onmessage = (event) => event.source.postMessage({ echo: event.data });`),
      '/hub.js': script(`const ports = [];
        onconnect = ({ ports: [port] }) => {
          for (const other of ports) {
            const pipe = new MessageChannel();
            other.postMessage('a pipe', [pipe.port1]);
            port.postMessage('a pipe', [pipe.port2]);
          }
          ports.push(port);
        };`),
      '/events': {
        type: 'text/event-stream',
        body: 'retry: 100000\n\ndata: hello\n\nevent: tick\ndata: 1\n\n',
      },
      '/child':
        '<!doctype html><script>onmessage = (event) => event.source.postMessage({ got: event.data }, event.origin);</script>',
    }),
  );
  let sockets: WebSocketServer;
  let a: Page;
  let b: Page;

  beforeAll(async () => {
    sockets = new WebSocketServer({ port: 0, handleProtocols: (offered) => [...offered][0] ?? false });
    sockets.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => {
        for (const client of sockets.clients) if (client !== socket) client.send(data, { binary: isBinary });
      });
    });
    a = await browser.open(`${site.origin}/a`);
    b = await browser.open(`${site.origin}/b`);
  });

  afterAll(() => {
    (sockets as unknown as { _server: Server })._server.closeAllConnections();
    sockets.close();
  });

  const socketUrl = (): string => `ws://localhost:${(sockets.address() as { port: number }).port}/room`;

  type Of<T extends Record['type']> = Extract<Record, { type: T }>;
  /**
   * Waits until there are `count` records of a channel and type; page by page, each in the order of its
   * times, with the path of their page. The clocks of two pages in Firefox differ by up to a millisecond.
   */
  async function recordsOf<T extends Record['type']>(
    kind: Record['channel']['kind'],
    type: T,
    count: number,
    passes: (record: Of<T>) => boolean = () => true,
  ): Promise<(Of<T> & { readonly page: string })[]> {
    return waitFor(`${count} ${type} records of ${kind}`, async () => {
      const { records, contexts } = await browser.stored(site.origin);
      const paths = new Map(contexts.map(({ id, url }) => [id, new URL(url).pathname]));
      const found = records
        .filter((record): record is Of<T> => record.type === type && record.channel.kind === kind)
        .filter(passes)
        .map((record) => ({ ...record, page: paths.get(record.context) ?? '?' }));
      if (found.length < count) return null;
      return found.sort((one, other) => one.page.localeCompare(other.page) || one.time - other.time);
    });
  }

  it('BroadcastChannel: what is posted, who got it, several objects of one name, a refused port, and the close', async () => {
    const counted = await b.evaluate(() => {
      const first = new BroadcastChannel('news');
      const second = new BroadcastChannel('news');
      const got: unknown[] = [];
      first.onmessage = (event) => got.push(event.data);
      second.addEventListener('message', (event) => got.push(event.data));
      Object.assign(window, { got, keep: [first, second] });
      return got.length;
    });
    expect(counted).toBe(0);
    const refused = await a.evaluate(() => {
      const channel = new BroadcastChannel('news');
      channel.postMessage({ n: 1 });
      channel.postMessage({ n: 2 });
      try {
        channel.postMessage(new MessageChannel().port1);
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
      } finally {
        channel.close();
      }
      return '';
    });
    const receives = await recordsOf('broadcast-channel', 'receive', 4);
    expect(receives.map(({ page, object, data }) => [page, object, data])).toEqual(
      [
        ['/b', 1, { t: 'object', k: ['n'], v: [1], n: 1 }],
        ['/b', 2, { t: 'object', k: ['n'], v: [1], n: 1 }],
        ['/b', 1, { t: 'object', k: ['n'], v: [2], n: 1 }],
        ['/b', 2, { t: 'object', k: ['n'], v: [2], n: 1 }],
      ].map(([page, , data], index) => [page, receives[index]?.object, data]),
    );
    expect(new Set(receives.map(({ object }) => object)).size).toBe(2);
    expect(await b.evaluate(() => (window as unknown as { got: unknown[] }).got)).toEqual([
      { n: 1 },
      { n: 1 },
      { n: 2 },
      { n: 2 },
    ]);
    const sends = await recordsOf('broadcast-channel', 'send', 3);
    expect(
      sends.map(({ page, channel, error }) => [
        page,
        channel.name,
        error && `${error.name}: ${error.message}`,
      ]),
    ).toEqual([
      ['/a', 'news', undefined],
      ['/a', 'news', undefined],
      ['/a', 'news', refused],
    ]);
    expect(await recordsOf('broadcast-channel', 'close', 1)).toMatchObject([
      { page: '/a', channel: { name: 'news' } },
    ]);
  });

  it('BroadcastChannel: what a worker posts, as soon as a page listens on that channel', async () => {
    await a.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const channel = new BroadcastChannel('from a worker');
          channel.onmessage = () => {
            resolve();
          };
          const code = "new BroadcastChannel('from a worker').postMessage('hello from the worker')";
          new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
        }),
    );
    expect(
      await recordsOf('broadcast-channel', 'receive', 1, ({ channel }) => channel.name === 'from a worker'),
    ).toMatchObject([{ page: '/a', data: 'hello from the worker' }]);
  });

  it('WebSocket: open with its protocol, frames as text and binary with their sizes in both tabs, close with code and reason', async () => {
    const connect = (page: Page, url: string): Promise<void> =>
      page.evaluate(
        (to) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(to, ['chat']);
            socket.binaryType = 'arraybuffer';
            const got: unknown[] = [];
            socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) =>
              got.push(typeof event.data === 'string' ? event.data : event.data.byteLength);
            socket.onopen = () => {
              resolve();
            };
            Object.assign(window, { socket, frames_: got });
          }),
        url,
      );
    await connect(a, socketUrl());
    await connect(b, socketUrl());
    await a.evaluate(() => {
      const { socket } = window as unknown as { socket: WebSocket };
      socket.send('hello');
      socket.send(new Uint8Array(300));
      socket.send(new Blob(['12345']));
    });
    const receives = await recordsOf('websocket', 'receive', 3);
    expect(receives.map(({ page, channel, size }) => [page, channel.name, size])).toEqual([
      ['/b', socketUrl(), 10],
      ['/b', socketUrl(), 300],
      ['/b', socketUrl(), 5],
    ]);
    expect(await b.evaluate(() => (window as unknown as { frames_: unknown[] }).frames_)).toEqual([
      'hello',
      300,
      5,
    ]);
    expect((await recordsOf('websocket', 'send', 3)).map(({ page, size }) => [page, size])).toEqual([
      ['/a', 10],
      ['/a', 300],
      ['/a', 5],
    ]);
    expect(
      (await recordsOf('websocket', 'state', 2)).map(({ page, state, detail }) => [page, state, detail]),
    ).toMatchObject([
      ['/a', 'connected', { k: ['protocol', 'extensions'], v: ['chat', expect.any(String) as string] }],
      ['/b', 'connected', { v: ['chat', expect.any(String) as string] }],
    ]);
    await a.evaluate(() => {
      (window as unknown as { socket: WebSocket }).socket.close(4001, 'done');
    });
    expect(await recordsOf('websocket', 'close', 1)).toMatchObject([
      { page: '/a', code: 4001, reason: 'done', wasClean: true },
    ]);
  });

  it('WebSocket: an error, and what the constructor throws, which the page gets unchanged', async () => {
    const threw = await a.evaluate(() => {
      try {
        new WebSocket('http://[bad');
        return '';
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
      }
    });
    // Its words are the browser's own.
    expect(threw).toMatch(/^SyntaxError: ./);
    const [failed] = await recordsOf('websocket', 'open', 1, ({ error }) => error !== undefined);
    expect(`${failed?.error?.name}: ${failed?.error?.message}`).toBe(threw);
    await a.evaluate(() => {
      new WebSocket('ws://localhost:1/nobody');
    });
    await recordsOf('websocket', 'error', 1);
    expect(await recordsOf('websocket', 'close', 1, ({ code }) => code === 1006)).toMatchObject([
      { wasClean: false },
    ]);
  });

  it('EventSource: open with its options, events with and without a name in both tabs, an end that is not for good, and the close', async () => {
    const listen = (page: Page): Promise<void> =>
      page.evaluate(async () => {
        const stream = new EventSource('/events', { withCredentials: true });
        stream.addEventListener('tick', () => undefined);
        await new Promise((resolve) => {
          stream.onerror = resolve;
        });
        stream.close();
      });
    await listen(a);
    await listen(b);
    const receives = await recordsOf('event-source', 'receive', 4);
    expect(receives.map(({ page, data, name }) => [page, data, name])).toEqual([
      ['/a', 'hello', undefined],
      ['/a', '1', 'tick'],
      ['/b', 'hello', undefined],
      ['/b', '1', 'tick'],
    ]);
    expect(await recordsOf('event-source', 'open', 2)).toMatchObject([
      { channel: { name: `${site.origin}/events` }, options: { k: ['withCredentials'], v: [true] } },
      {},
    ]);
    const states = await recordsOf('event-source', 'state', 4);
    expect(states.map(({ page, state }) => `${page} ${state}`)).toEqual([
      '/a connected',
      '/a connecting',
      '/b connected',
      '/b connecting',
    ]);
    await recordsOf('event-source', 'close', 2);
  });

  it('EventSource: what is no stream ends for good', async () => {
    await a.evaluate(() => {
      new EventSource('/child');
    });
    await recordsOf('event-source', 'close', 1, ({ channel }) => channel.name.endsWith('/child'));
    await recordsOf('event-source', 'error', 1, ({ channel }) => channel.name.endsWith('/child'));
  });

  it('MessagePort: a port that two tabs got through a SharedWorker is followed on both sides', async () => {
    const join = (page: Page): Promise<void> =>
      page.evaluate(() => {
        const { port } = new SharedWorker('/hub.js');
        port.onmessage = ({ ports: [pipe] }) => {
          if (!pipe) return;
          pipe.onmessage = (event) => Object.assign(window, { piped: event.data });
          Object.assign(window, { pipe });
        };
      });
    await join(a);
    await join(b);
    await waitFor('the pipe in a', () => a.evaluate(() => 'pipe' in window));
    await waitFor('the pipe in b', () => b.evaluate(() => 'pipe' in window));
    await a.evaluate(() => {
      (window as unknown as { pipe: MessagePort }).pipe.postMessage('through the pipe');
    });
    const name = `shared-worker ${site.origin}/hub.js`;
    expect(await recordsOf('message-port', 'receive', 1)).toMatchObject([
      { page: '/b', data: 'through the pipe', channel: { name } },
    ]);
    expect(await recordsOf('message-port', 'send', 1)).toMatchObject([
      { page: '/a', data: 'through the pipe', channel: { name } },
    ]);
    expect((await recordsOf('message-port', 'open', 2)).every(({ from }) => from !== undefined)).toBe(true);
  });

  it('window: a message to an iframe and its answer, each with where it came from, as the page sees it too', async () => {
    const sourceIsFrame = await a.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = '/child';
          frame.onload = () => {
            frame.contentWindow?.postMessage('for nobody', 'https://elsewhere.example');
            frame.contentWindow?.postMessage('hello child', '*');
          };
          addEventListener('message', (event) => {
            resolve(event.source === frame.contentWindow);
          });
          document.body.append(frame);
        }),
    );
    expect(sourceIsFrame).toBe(true);
    const receives = await recordsOf('window', 'receive', 2);
    expect(receives.map(({ page, data, source, origin }) => [page, data, source, origin])).toEqual([
      ['/a', { t: 'object', k: ['got'], v: ['hello child'], n: 1 }, 'child', site.origin],
      ['/child', 'hello child', 'parent', site.origin],
    ]);
  });

  it('window: what a page posts to itself is left out, and arrives all the same', async () => {
    const before = (await browser.stored(site.origin)).records.length;
    const got = await b.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('message', (event) => {
            resolve(event.data);
          });
          postMessage('tick', '*');
        }),
    );
    expect(got).toBe('tick');
    await b.evaluate(() => {
      localStorage.setItem('after the tick', '');
    });
    await recordsOf('local-storage', 'storage-write', 1, ({ key }) => key === 'after the tick');
    const { records } = await browser.stored(site.origin);
    expect(
      records.slice(before).filter(({ channel, type }) => channel.kind === 'window' && type !== 'listeners'),
    ).toEqual([]);
  });

  it('service worker: a message there, its answer, the new controller, and the queue that is started', async () => {
    await a.evaluate(async () => {
      const controlled = new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
      });
      await navigator.serviceWorker.register('/sw.js');
      await controlled;
      const answered = new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('message', resolve, { once: true });
      });
      navigator.serviceWorker.startMessages();
      navigator.serviceWorker.controller?.postMessage('ping');
      await answered;
    });
    const name = `${site.origin}/sw.js`;
    expect(await recordsOf('service-worker', 'send', 1)).toMatchObject([
      { page: '/a', data: 'ping', channel: { name } },
    ]);
    expect(await recordsOf('service-worker', 'receive', 1)).toMatchObject([
      { page: '/a', data: { k: ['echo'], v: ['ping'] }, channel: { name } },
    ]);
    const states = (await recordsOf('service-worker', 'state', 2, () => true)).filter(
      ({ page }) => page === '/a',
    );
    expect(states.map(({ state }) => state)).toEqual(expect.arrayContaining(['controllerchange', 'started']));
  });

  it('Web Locks: who asks, holds and lets go, in both tabs, and one that is not available', async () => {
    await a.evaluate(
      () =>
        new Promise<void>((granted) => {
          void navigator.locks.request('leader', async () => {
            granted();
            await new Promise((release) => Object.assign(window, { release }));
          });
        }),
    );
    await b.evaluate(async () => {
      await navigator.locks.request('leader', { ifAvailable: true }, (lock) => lock === null);
      Object.assign(window, { waited: navigator.locks.request('leader', () => 'had it') });
    });
    await a.evaluate(() => {
      (window as unknown as { release: () => void }).release();
    });
    expect(await b.evaluate(() => (window as unknown as { waited: Promise<string> }).waited)).toBe('had it');
    const states = await recordsOf('web-lock', 'state', 8, ({ state }) => state !== 'query');
    const queries = await recordsOf('web-lock', 'state', 3, ({ state }) => state === 'query');
    expect(
      queries.find(({ page, detail }) => page === '/b' && JSON.stringify(detail).includes('exclusive')),
    ).toBeDefined();
    expect(states.map(({ page, state }) => `${page} ${state}`)).toEqual([
      '/a requested',
      '/a granted',
      '/a released',
      '/b requested',
      '/b not-available',
      '/b requested',
      '/b granted',
      '/b released',
    ]);
  });

  it('Web Locks: a signal ends a request that waits, and nothing once the lock was granted', async () => {
    await a.evaluate(async () => {
      const held = new AbortController();
      const options = { signal: held.signal };
      await new Promise<void>((granted) => {
        void navigator.locks.request('held', options, async () => {
          granted();
          await new Promise((release) => Object.assign(window, { letGo: release }));
        });
      });
      held.abort();
      const waiting = new AbortController();
      const given = navigator.locks.request('held', { signal: waiting.signal }, () => 0).catch(() => 0);
      waiting.signal.dispatchEvent(new Event('abort'));
      waiting.abort();
      const late = navigator.locks.request('held', { signal: AbortSignal.abort() }, () => 0).catch(() => 0);
      const refused = navigator.locks
        .request('held', { steal: true, ifAvailable: true }, () => 0)
        .catch(() => 0);
      await Promise.all([given, late, refused]);
      (window as unknown as { letGo: () => void }).letGo();
    });
    const states = await recordsOf('web-lock', 'state', 9, ({ channel, state }) => {
      return channel.name === 'held' && state !== 'query';
    });
    const ofEach = new Map<number, string[]>();
    for (const { object, state } of states) ofEach.set(object, [...(ofEach.get(object) ?? []), state]);
    expect([...ofEach.values()]).toEqual([
      ['requested', 'granted', 'released'],
      ['requested', 'aborted'],
      ['requested', 'aborted'],
      ['requested', 'aborted'],
    ]);
  });

  it('IndexedDB: a version change that another tab hears, and one that it blocks', async () => {
    await a.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('shared', 1);
          request.onsuccess = () => {
            const { result } = request;
            result.onversionchange = () => Object.assign(window, { heard: true });
            Object.assign(window, { connection: result });
            resolve();
          };
        }),
    );
    await b.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('shared', 2);
          request.onblocked = () => {
            resolve();
          };
        }),
    );
    expect(await a.evaluate(() => 'heard' in window)).toBe(true);
    const states = await recordsOf('indexed-db', 'state', 3);
    expect(states.map(({ page, state, detail }) => [page, state, detail])).toEqual([
      ['/a', 'connected', 1],
      ['/a', 'versionchange', '1 → 2'],
      ['/b', 'blocked', '1 → 2'],
    ]);
    await a.evaluate(() => {
      (window as unknown as { connection: IDBDatabase }).connection.close();
    });
    expect(await recordsOf('indexed-db', 'close', 1)).toMatchObject([{ page: '/a' }]);
  });

  it('IndexedDB: a version that is lower than the one there is', async () => {
    await b.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('newer', 2);
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
        }),
    );
    await a.evaluate(
      () =>
        new Promise<void>((resolve) => {
          indexedDB.open('newer', 1).onerror = () => {
            resolve();
          };
        }),
    );
    const [error] = await recordsOf('indexed-db', 'error', 1, ({ channel }) => channel.name === 'newer');
    expect(error).toMatchObject({ page: '/a' });
    expect(error?.message).toMatch(/^VersionError: /);
  });

  it('IndexedDB: a deletion that is blocked, and what the handlers of both sides throw', async () => {
    await a.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('doomed', 1);
          request.onsuccess = () => {
            request.result.onversionchange = () => {
              throw new Error('not now');
            };
            Object.assign(window, { doomed: request.result });
            resolve();
          };
        }),
    );
    await b.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.deleteDatabase('doomed');
          request.onblocked = () => {
            resolve();
            localStorage.setItem('blocked', 'yes');
            throw new Error('it is in use');
          };
        }),
    );
    const errors = await recordsOf('indexed-db', 'error', 2, ({ channel }) => channel.name === 'doomed');
    const states = await recordsOf('indexed-db', 'state', 2, ({ channel, state }) => {
      return channel.name === 'doomed' && state !== 'connected';
    });
    for (const [page, state] of [
      ['/a', 'versionchange'],
      ['/b', 'blocked'],
    ]) {
      const event = states.find((one) => one.page === page && one.state === state);
      expect(event).toMatchObject({ detail: '1 → deleted' });
      expect(errors.find((one) => one.page === page)).toMatchObject({
        cause: event?.stamp ?? event?.time,
        object: event?.object,
      });
    }
  });

  it('cookies: a change with its old value and a deletion, in both tabs, and who wrote them how', async () => {
    await a.evaluate(async () => {
      document.cookie = 'colour=green';
      await cookieStore.set('colour', 'blue');
      await cookieStore.delete({ name: 'colour' });
    });
    type Cookie = Of<'state'> & { readonly page: string };
    const toB = await waitFor('the deletion in the other tab', async () => {
      const states = await recordsOf('cookie', 'state', 4);
      const heard = states.filter((one: Cookie) => one.page === '/b');
      return heard.some(({ state }) => state === 'deleted') && heard;
    });
    expect(toB.at(-1)).toMatchObject({ state: 'deleted', detail: 'colour', oldValue: 'blue' });
    expect(toB.some(({ state, detail }) => state === 'changed' && detail === 'colour=blue')).toBe(true);
    const written = await recordsOf('cookie', 'state', 3, ({ state }) => state === 'written');
    expect(written.map(({ page, detail }) => [page, detail])).toMatchObject([
      ['/a', { k: ['by', 'text'], v: ['document.cookie', 'colour=green'] }],
      ['/a', { k: ['by', 'name', 'value'], v: ['cookieStore.set', 'colour', 'blue'] }],
      ['/a', { k: ['by', 'name'], v: ['cookieStore.delete', 'colour'] }],
    ]);
  });
});
