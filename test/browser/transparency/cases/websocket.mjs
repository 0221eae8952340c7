/** WebSocket: URLs, protocols, sending, events. */
export const websocket = {
  'opens, echoes and closes with the same events in order': async (t) => {
    const order = [];
    const socket = new WebSocket(t.socketUrl);
    order.push(['made', socket.readyState, socket.protocol, socket.extensions, socket.bufferedAmount]);
    for (const type of ['open', 'message', 'error', 'close'])
      socket.addEventListener(type, (event) =>
        order.push([type, Object.prototype.toString.call(event), socket.readyState, event.data]),
      );
    await t.next(socket, 'open');
    const heard = t.next(socket, 'message');
    socket.send('hello');
    await heard;
    const closed = t.next(socket, 'close');
    socket.close(1000, 'enough');
    order.push(['closing', socket.readyState]);
    const { code, reason, wasClean } = await closed;
    return [order, code, reason, wasClean];
  },
  'a close by the server': async (t) => {
    const socket = new WebSocket(`${t.socketUrl}/close`);
    const { code, reason, wasClean, isTrusted } = await t.next(socket, 'close');
    return [code, reason, wasClean, isTrusted, socket.readyState];
  },
  'a server that is not there: error, then close': async (t) => {
    const order = [];
    const socket = new WebSocket('ws://localhost:1/none');
    socket.onerror = (event) => order.push(['error', Object.prototype.toString.call(event), event.message]);
    const { code, wasClean } = await t.next(socket, 'close');
    return [order, code, wasClean];
  },
  'handlers and listeners in their order': async (t) => {
    const order = [];
    const socket = new WebSocket(t.socketUrl);
    socket.addEventListener('message', () => order.push('first'));
    socket.onmessage = function () {
      order.push(`handler ${this === socket}`);
    };
    socket.addEventListener('message', () => order.push('captured'), true);
    socket.addEventListener('message', () => order.push('once'), { once: true });
    await t.next(socket, 'open');
    for (let turn = 0; turn < 2; turn += 1) {
      const heard = t.next(socket, 'message');
      socket.send(`${turn}`);
      await heard;
    }
    socket.close();
    return order;
  },
  'URLs are resolved as they are': (t) => {
    const base = t.socketUrl.replace('ws:', '');
    return [
      `http:${base}`,
      new URL(`ws:${base}`),
      `${t.socketUrl}/a/../b?c=d e`,
      ` ${t.socketUrl} `,
      [t.socketUrl],
    ].map((url) =>
      t.attempt(() => {
        const socket = new WebSocket(url);
        socket.close();
        return [socket.url.replace(base, '//HOST'), socket.readyState];
      }),
    );
  },
  'an object as URL is converted once, before the protocols': (t) => {
    const log = [];
    new WebSocket(t.text('url', log, t.socketUrl), t.text('protocol', log)).close();
    new WebSocket(t.logged({ toString: () => t.socketUrl }, log, 'url'), [t.text('list', log)]).close();
    return log;
  },
  'a URL conversion that throws keeps the protocols unread': (t) => {
    const log = [];
    const url = {
      toString() {
        throw new RangeError('mine');
      },
    };
    return [t.attempt(() => new WebSocket(url, t.text('protocol', log))), log];
  },
  'protocols by every shape': async (t) => {
    const results = [];
    const shapes = [
      'chat',
      ['chat', 'more'],
      [],
      new Set(['set']),
      { toString: () => 'object' },
      undefined,
      ['a', 'a'],
      '',
      'with space',
      ['ok', ''],
      [Symbol('s')],
      5,
      [5],
    ];
    for (const protocols of shapes) {
      const made = t.attempt(() => new WebSocket(t.socketUrl, protocols));
      if (!made.returned) {
        results.push(made);
        continue;
      }
      await t.next(made.returned, 'open');
      results.push(made.returned.protocol);
      made.returned.close();
    }
    return results;
  },
  'a list of protocols is read as it is': (t) => {
    const log = [];
    const list = {
      get [Symbol.iterator]() {
        log.push('get iterator');
        return function* () {
          log.push(this === list);
          yield t.text('protocol', log, 'one');
        };
      },
    };
    const thrown = t.attempt(() => new WebSocket(t.socketUrl, list).close());
    const accessor = [];
    Object.defineProperty(accessor, 0, { get: () => (log.push('get 0'), 'two'), enumerable: true });
    new WebSocket(t.socketUrl, accessor).close();
    return [thrown, log];
  },
  'sending before it is open throws, after the close does not': async (t) => {
    const socket = new WebSocket(t.socketUrl);
    const log = [];
    const early = [
      t.attempt(() => socket.send('x')),
      t.attempt(() => socket.send(t.text('early', log))),
      t.attempt(() => socket.send()),
    ];
    await t.next(socket, 'open');
    const closed = t.next(socket, 'close');
    socket.close();
    const late = [t.attempt(() => socket.send('x')), socket.bufferedAmount > 0];
    await closed;
    return [early, log, late, t.attempt(() => socket.send(t.text('late', log))), log];
  },
  'what is sent is converted as it is': async (t) => {
    const socket = new WebSocket(t.socketUrl);
    socket.binaryType = 'arraybuffer';
    await t.next(socket, 'open');
    const results = [];
    const values = [
      'text',
      '',
      5,
      null,
      undefined,
      -0,
      10n,
      [1, [2]],
      {},
      () => 1,
      new Date(0).toISOString(),
      '\ud800',
      new Uint8Array([1, 2]),
      new ArrayBuffer(3),
      new DataView(new ArrayBuffer(2)),
      new Blob(['blob']),
      new String('boxed'),
    ];
    for (const value of values) {
      const heard = t.next(socket, 'message');
      const sent = t.attempt(() => socket.send(value));
      const { data } = await heard;
      results.push([sent, typeof data === 'string' ? data : [...new Uint8Array(data)]]);
    }
    socket.close();
    return results;
  },
  'an object that is sent is converted once, and not looked at otherwise': async (t) => {
    const socket = new WebSocket(t.socketUrl);
    await t.next(socket, 'open');
    const log = [];
    const values = [
      t.text('object', log),
      t.logged({ toString: () => 'proxy' }, log, 'proxy'),
      t.logged([1, 2], log, 'array'),
      t.logged(new Uint8Array(2), log, 'view'),
      t.logged(() => 1, log, 'function'),
      { [Symbol.toPrimitive]: (hint) => (log.push(hint), 'primitive') },
      Object.create(t.logged({}, log, 'prototype')),
    ];
    const sent = values.map((value) => (log.push('—'), t.attempt(() => socket.send(value))));
    socket.close();
    return [sent, log];
  },
  'send on what is no socket, and without arguments': (t) => {
    const log = [];
    return [
      [undefined, {}, WebSocket.prototype, window, new Proxy(new WebSocket(t.socketUrl), {})].map((self) =>
        t.attempt(() => WebSocket.prototype.send.call(self, t.text('data', log))),
      ),
      t.attempt(() => WebSocket.prototype.send.call({})),
      log,
    ];
  },
  'close checks its arguments as it does': (t) => {
    const socket = new WebSocket(t.socketUrl);
    return [[999], [5000], ['x'], [1000, 'x'.repeat(124)], [undefined, 'r'], [3000, 'ok'], []].map((args) =>
      t.attempt(() => socket.close(...args)),
    );
  },
  'bufferedAmount grows by what is sent, and binaryType is kept': async (t) => {
    const socket = new WebSocket(t.socketUrl);
    const types = [
      socket.binaryType,
      (socket.binaryType = 'other'),
      socket.binaryType,
      (socket.binaryType = 'arraybuffer'),
      socket.binaryType,
    ];
    await t.next(socket, 'open');
    const before = socket.bufferedAmount;
    socket.send('x'.repeat(1000));
    socket.send(new Uint8Array(500));
    const after = socket.bufferedAmount - before;
    socket.close();
    return [types, after];
  },
  'a large message comes back whole, as a Blob': async (t) => {
    const socket = new WebSocket(t.socketUrl);
    await t.next(socket, 'open');
    const heard = t.next(socket, 'message');
    socket.send(new Uint8Array(300_000).fill(7));
    const { data, origin } = await heard;
    socket.close();
    return [
      Object.prototype.toString.call(data),
      data.size,
      new Uint8Array(await data.arrayBuffer())[299_999],
      origin.replace(/\d+/, 'PORT'),
    ];
  },
  'constants on class and instances': (t) => {
    const socket = new WebSocket(t.socketUrl);
    socket.close();
    return ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'].map((name) => [
      WebSocket[name],
      socket[name],
      Object.getOwnPropertyDescriptor(WebSocket, name),
      Object.hasOwn(WebSocket.prototype, name),
    ]);
  },
  'onmessage and its kin: what they give back, and refuse': (t) => {
    const socket = new WebSocket(t.socketUrl);
    socket.close();
    return ['onopen', 'onmessage', 'onerror', 'onclose'].map((name) => {
      const handler = () => 1;
      socket[name] = handler;
      const same = socket[name] === handler;
      socket[name] = 5;
      return [
        same,
        socket[name],
        t.attempt(() => Object.getOwnPropertyDescriptor(WebSocket.prototype, name).set.call({}, handler)),
      ];
    });
  },
  'an exception in onmessage is reported, and the next message comes': async (t) => {
    const socket = new WebSocket(t.socketUrl);
    const got = [];
    socket.onmessage = ({ data }) => {
      got.push(data);
      if (data === '1') throw new Error('in onmessage');
    };
    await t.next(socket, 'open');
    const messages = await t.reported(async () => {
      socket.send('1');
      socket.send('2');
      while (got.length < 2) await t.next(socket, 'message');
    });
    socket.close();
    return [got, messages];
  },
};
