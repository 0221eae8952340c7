/** Structured clone and transfer: what arrives, transfer lists of every shape, and how they are read. */
export const transfer = {
  'values of every kind arrive as they do': async (t) => {
    const [from, to] = ['x', 'x'].map((name) => new BroadcastChannel(name));
    const cycle = { name: 'cycle' };
    cycle.self = cycle;
    const values = [
      undefined,
      null,
      true,
      -0,
      NaN,
      10n,
      'text',
      new Date(NaN),
      /x/giu,
      Object(1),
      Object('s'),
      Object(false),
      Object(2n),
      new Map([[{ a: 1 }, new Set([1])]]),
      new Error('e'),
      new RangeError('r', { cause: 1 }),
      new Uint8Array([1, 2]),
      new DataView(new ArrayBuffer(4)),
      [, 1, , 2],
      cycle,
      new (class Named {
        a = 1;
      })(),
      Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true } }),
      new Blob(['x'], { type: 't' }),
      new DOMRect(1, 2, 3, 4),
      new ImageData(1, 1),
      new DOMException('m', 'DataError'),
    ];
    const seen = [];
    for (const value of values) {
      const heard = t.next(to, 'message');
      from.postMessage(value);
      const { data } = await heard;
      seen.push([
        Object.prototype.toString.call(data),
        t.attempt(() => String(data)),
        typeof data === 'object' && data !== null ? Reflect.ownKeys(data).map(String) : data,
        data?.constructor?.name,
      ]);
    }
    return seen;
  },
  'a transferred buffer is detached, and arrives whole': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const heard = t.next(port2, 'message');
    port2.start();
    const { buffer } = new Uint8Array([1, 2, 3]);
    const view = new Uint8Array(buffer);
    port1.postMessage({ buffer, view }, [buffer]);
    const { data } = await heard;
    return [
      buffer.byteLength,
      buffer.detached,
      view.length,
      [...data.view],
      data.view.buffer === data.buffer,
      t.attempt(() => new Uint8Array(buffer)),
    ];
  },
  'on a followed port as well, by list and by dictionary': async (t) => {
    const worker = new SharedWorker('/shared.js', 'transfer');
    const { port } = worker;
    await new Promise((resolve) => (port.onmessage = resolve));
    const results = [];
    for (const wrap of [
      (list) => list,
      (transfer) => ({ transfer }),
      (list) => new Set(list),
      (transfer) => ({ transfer: new Set(transfer) }),
    ]) {
      const buffer = new ArrayBuffer(8);
      const heard = t.next(port, 'message');
      const sent = t.attempt(() => port.postMessage(buffer, wrap([buffer])));
      results.push([sent, buffer.byteLength, (await heard).data.echo.byteLength]);
    }
    return results;
  },
  'what can not be transferred throws what it throws, and nothing is detached': (t) => {
    const { port } = new SharedWorker('/shared.js', 'refused');
    const buffer = new ArrayBuffer(4);
    const detached = new ArrayBuffer(4);
    structuredClone(detached, { transfer: [detached] });
    return [
      [buffer, buffer],
      [buffer, {}],
      [5],
      [null],
      [buffer, new Uint8Array(1)],
      [detached],
      [port],
      [localStorage],
    ].map((list) => [
      t.attempt(() => port.postMessage(1, list)),
      t.attempt(() => port.postMessage(1, { transfer: list })),
      buffer.byteLength,
    ]);
  },
  'a value that is refused does not transfer': (t) => {
    const { port } = new SharedWorker('/shared.js', 'refused value');
    const buffer = new ArrayBuffer(4);
    return [t.attempt(() => port.postMessage({ buffer, no: () => 1 }, [buffer])), buffer.byteLength];
  },
  'transfer in a dictionary is read once, and after the iterator': (t) => {
    const log = [];
    const { port } = new SharedWorker('/shared.js', 'dictionary');
    const targets = [port, new MessageChannel().port1];
    for (const target of targets) {
      target.postMessage(1, t.getters({ other: 1, transfer: [] }, log));
      log.push('—');
    }
    return log;
  },
  'a Proxy as the dictionary sees the same traps': (t) => {
    const { port } = new SharedWorker('/shared.js', 'proxy');
    return [port, new MessageChannel().port1].map((target) => {
      const log = [];
      target.postMessage(1, t.logged({ transfer: [] }, log));
      target.postMessage(1, t.logged({}, log));
      return log;
    });
  },
  'the dictionary is read before the value is cloned': (t) => {
    const { port } = new SharedWorker('/shared.js', 'order');
    const log = [];
    port.postMessage(t.getters({ value: 1 }, log), t.getters({ transfer: [] }, log));
    return log;
  },
  'a getter of the dictionary gets it as this, and may throw': (t) => {
    const { port } = new SharedWorker('/shared.js', 'this');
    const seen = [];
    const options = Object.create({
      get transfer() {
        seen.push(this === options);
        throw new RangeError('mine');
      },
    });
    return [t.attempt(() => port.postMessage(1, options)), seen];
  },
  'a getter that transfers what is transferred': (t) => {
    const { port } = new SharedWorker('/shared.js', 'twice');
    const buffer = new ArrayBuffer(4);
    const options = {
      get transfer() {
        structuredClone(buffer, { transfer: [buffer] });
        return [buffer];
      },
    };
    return [t.attempt(() => port.postMessage(1, options)), buffer.byteLength];
  },
  'an iterable as list: its iterator is called once, on it, and read in the same order': (t) => {
    const { port } = new SharedWorker('/shared.js', 'iterable');
    return [port, new MessageChannel().port1].map((target) => {
      const log = [];
      const buffer = new ArrayBuffer(4);
      const list = {
        get [Symbol.iterator]() {
          log.push('get iterator');
          return function () {
            log.push(`call on the list: ${this === list}`);
            let left = 1;
            return t.logged(
              {
                next: () =>
                  left-- > 0 ? t.logged({ value: buffer, done: false }, log, 'result') : { done: true },
              },
              log,
              'iterator',
            );
          };
        },
      };
      const sent = t.attempt(() => target.postMessage(1, list));
      return [sent, log, buffer.byteLength];
    });
  },
  'a generator as list is run to its end, and closed when it throws': (t) => {
    const { port } = new SharedWorker('/shared.js', 'generator');
    const log = [];
    const buffer = new ArrayBuffer(4);
    const list = function* (...items) {
      try {
        yield* items;
        log.push('end');
      } finally {
        log.push('finally');
      }
    };
    return [
      t.attempt(() => port.postMessage(1, list(buffer))),
      buffer.byteLength,
      t.attempt(() => port.postMessage(1, list(5, buffer))),
      log,
    ];
  },
  'a list in a dictionary may be iterable, and must be': (t) => {
    const { port } = new SharedWorker('/shared.js', 'in a dictionary');
    return [
      new Set([new ArrayBuffer(1)]),
      5,
      {},
      null,
      undefined,
      'text',
      { length: 1, 0: new ArrayBuffer(1) },
    ].map((list) => t.attempt(() => port.postMessage(1, { transfer: list })));
  },
  'an array with holes, accessors and properties of its own as list': (t) => {
    const { port } = new SharedWorker('/shared.js', 'odd arrays');
    const log = [];
    const accessor = [];
    Object.defineProperty(accessor, 0, {
      get: () => (log.push('get 0'), new ArrayBuffer(1)),
      enumerable: true,
    });
    return [
      t.attempt(() => port.postMessage(1, [, new ArrayBuffer(1)])),
      t.attempt(() => port.postMessage(1, accessor)),
      log,
    ];
  },
  'an array whose iterator is the page’s own': (t) => {
    const { port } = new SharedWorker('/shared.js', 'own iterator');
    const log = [];
    const list = [new ArrayBuffer(1)];
    list[Symbol.iterator] = function* () {
      log.push(this === list);
      yield new ArrayBuffer(2);
    };
    return [t.attempt(() => port.postMessage(1, list)), log, list[0].byteLength];
  },
  'Array.prototype’s iterator changed by the page': (t) => {
    const { port } = new SharedWorker('/shared.js', 'changed iterator');
    const native = Array.prototype[Symbol.iterator];
    const log = [];
    Array.prototype[Symbol.iterator] = function () {
      log.push(this.length);
      return native.call(this);
    };
    const buffer = new ArrayBuffer(1);
    const sent = t.attempt(() => port.postMessage(1, [buffer]));
    const other = t.attempt(() => port.postMessage(1, { transfer: [new ArrayBuffer(1)] }));
    Array.prototype[Symbol.iterator] = native;
    return [sent, other, log, buffer.byteLength];
  },
  'functions and platform objects as options': (t) => {
    const { port } = new SharedWorker('/shared.js', 'platform');
    return [
      () => 1,
      Object.assign(() => 1, { transfer: [new ArrayBuffer(2)] }),
      new Date(0),
      document.body,
      new MessageChannel().port1,
      localStorage,
    ].map((options) => t.attempt(() => port.postMessage(1, options)));
  },
  'many ports at once arrive in order': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const pipes = Array.from({ length: 5 }, () => new MessageChannel());
    const heard = t.next(port2, 'message');
    port2.start();
    port1.postMessage(
      null,
      pipes.map((pipe) => pipe.port1),
    );
    const { ports } = await heard;
    const got = pipes.map(
      ({ port2: end }) => new Promise((resolve) => (end.onmessage = ({ data }) => resolve(data))),
    );
    for (const [index, port] of ports.entries()) port.postMessage(index);
    return Promise.all(got);
  },
  'streams, bitmaps and canvases are transferred': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const items = [
      new ReadableStream(),
      new WritableStream(),
      new OffscreenCanvas(1, 1),
      await createImageBitmap(new ImageData(2, 3)),
    ];
    const seen = [];
    port2.start();
    for (const item of items) {
      const heard = t.next(port2, 'message');
      const sent = t.attempt(() => port1.postMessage(item, [item]));
      if (!sent.threw)
        seen.push([Object.prototype.toString.call((await heard).data), item.locked, item.width]);
      else seen.push(sent);
    }
    return seen;
  },
  'structuredClone is as it was': (t) => [
    t.attempt(() => structuredClone({ a: new Map([[1, 2]]) }).a.get(1)),
    t.attempt(() => structuredClone()),
    t.attempt(() => structuredClone(() => 1)),
    t.attempt(() => structuredClone(1, { transfer: [5] })),
    String(structuredClone),
  ],
  'a value with a Proxy deep inside: no trap runs': (t) => {
    const log = [];
    const { port } = new SharedWorker('/shared.js', 'deep proxy');
    const value = { a: [new Map([[1, { inner: t.logged({}, log) }]])] };
    return [
      t.attempt(() => port.postMessage(value)),
      t.attempt(() => new BroadcastChannel('x').postMessage(value)),
      log,
    ];
  },
  'a value whose prototype is a Proxy: the same traps': (t) => {
    const { port } = new SharedWorker('/shared.js', 'proxy prototype');
    return [{}, [], new Date(0), new Map()].map((made) => {
      const log = [];
      const value = Object.setPrototypeOf(made, t.logged(Object.getPrototypeOf(made), log));
      return [t.attempt(() => port.postMessage(value)), log];
    });
  },
  'a Proxy among the transferred, and revoked ones at every place': (t) => {
    const { port } = new SharedWorker('/shared.js', 'proxies');
    const { proxy, revoke } = Proxy.revocable({}, {});
    const { proxy: list, revoke: revokeList } = Proxy.revocable([], {});
    revoke();
    revokeList();
    const log = [];
    return [
      t.attempt(() => port.postMessage(1, [t.logged({}, log)])),
      t.attempt(() => port.postMessage(1, [t.logged(new ArrayBuffer(1), log)])),
      t.attempt(() => port.postMessage(1, [proxy])),
      t.attempt(() => port.postMessage(1, proxy)),
      t.attempt(() => port.postMessage(1, list)),
      t.attempt(() => port.postMessage(1, { transfer: list })),
      t.attempt(() => port.postMessage(proxy)),
      t.attempt(() => addEventListener('message', () => 1, proxy)),
      log,
    ];
  },
};
