/** BroadcastChannel: what is sent and heard, closed channels, refused values. */
export const broadcastChannel = {
  'a message reaches the other objects of the name, not its own': async (t) => {
    const [one, two, other] = ['news', 'news', 'other'].map((name) => new BroadcastChannel(name));
    const got = [];
    one.onmessage = () => got.push('own');
    other.onmessage = () => got.push('other');
    const heard = t.next(two, 'message');
    one.postMessage({ a: 1 });
    const event = await heard;
    await t.turn();
    return [
      event.data,
      event.origin === location.origin,
      event.source,
      event.ports.length,
      event.lastEventId,
      event.isTrusted,
      got,
    ];
  },
  'messages keep their order, and each listener gets its own copy': async (t) => {
    const [from, one, two] = ['x', 'x', 'x'].map((name) => new BroadcastChannel(name));
    const got = [];
    one.onmessage = ({ data }) => got.push(['one', data.n]);
    two.onmessage = ({ data }) => got.push(['two', data.n]);
    const last = new Promise((resolve) =>
      two.addEventListener('message', ({ data }) => data.n === 3 && resolve()),
    );
    for (let n = 1; n <= 3; n += 1) from.postMessage({ n });
    await last;
    return got;
  },
  'data is the same object each time it is read': async (t) => {
    const [from, to] = ['x', 'x'].map((name) => new BroadcastChannel(name));
    const heard = t.next(to, 'message');
    from.postMessage({ a: [1] });
    const event = await heard;
    event.data.a.push(2);
    return [event.data === event.data, event.data, event.ports === event.ports, Object.isFrozen(event.ports)];
  },
  'refused values throw what they throw': (t) =>
    [
      () => 1,
      Symbol('s'),
      document.body,
      new Proxy({}, {}),
      new WeakMap(),
      { a: { b: () => 1 } },
      [Symbol('s')],
      window,
      Promise.resolve(),
      localStorage,
    ].map((value) => t.attempt(() => new BroadcastChannel('x').postMessage(value))),
  'a closed channel refuses to send, and hears nothing': async (t) => {
    const [closed, open] = ['x', 'x'].map((name) => new BroadcastChannel(name));
    const got = [];
    closed.onmessage = ({ data }) => got.push(data);
    open.postMessage('before the close');
    closed.close();
    closed.close();
    open.postMessage('after the close');
    await t.turn();
    return [
      got,
      t.attempt(() => closed.postMessage(1)),
      t.attempt(() => closed.postMessage(() => 1)),
      closed.name,
    ];
  },
  'a channel that is closed in its listener stops at once': async (t) => {
    const [from, to] = ['x', 'x'].map((name) => new BroadcastChannel(name));
    const got = [];
    to.addEventListener('message', ({ data }) => (got.push(data), to.close()));
    to.addEventListener('message', ({ data }) => got.push(`second ${data}`));
    from.postMessage(1);
    from.postMessage(2);
    await t.turn();
    await t.turn();
    return got;
  },
  'postMessage without arguments, and with more than one': (t) => {
    const log = [];
    const channel = new BroadcastChannel('x');
    return [
      t.attempt(() => channel.postMessage()),
      t.attempt(() => channel.postMessage(1, t.logged({}, log), t.text('more', log))),
      t.attempt(() => channel.postMessage(undefined)),
      log,
    ];
  },
  'methods on what is no channel': (t) =>
    [
      undefined,
      null,
      {},
      new MessageChannel().port1,
      BroadcastChannel.prototype,
      5,
      new Proxy(new BroadcastChannel('x'), {}),
    ].map((self) => [
      t.attempt(() => BroadcastChannel.prototype.postMessage.call(self, 1)),
      t.attempt(() => BroadcastChannel.prototype.close.call(self)),
      t.attempt(() =>
        Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'onmessage').set.call(self, () => 1),
      ),
    ]),
  'a getter in a sent value runs once, in order, before the call returns': (t) => {
    const log = [];
    new BroadcastChannel('x').postMessage({
      first: t.getters(
        {
          a: 1,
          b: {
            get c() {
              return log.push('get c');
            },
          },
        },
        log,
      ),
      second: t.getters({ d: 1 }, log),
    });
    log.push('returned');
    return log;
  },
  'a getter that throws throws through': (t) =>
    t.attempt(() =>
      new BroadcastChannel('x').postMessage({
        get a() {
          throw new RangeError('mine');
        },
      }),
    ),
  'toJSON, valueOf and toString of a sent value are not called': (t) => {
    const log = [];
    new BroadcastChannel('x').postMessage({
      a: Object.defineProperties(
        {},
        { toJSON: { value: () => log.push('toJSON') }, valueOf: { value: () => log.push('valueOf') } },
      ),
    });
    return log;
  },
  'listener objects, once, signal and removal': async (t) => {
    const [from, to] = ['x', 'x'].map((name) => new BroadcastChannel(name));
    const order = [];
    const abort = new AbortController();
    const object = { handleEvent: () => order.push('object') };
    const removed = () => order.push('removed');
    to.addEventListener('message', object);
    to.addEventListener('message', object);
    to.addEventListener('message', removed);
    to.addEventListener('message', () => order.push('aborted'), { signal: abort.signal });
    to.addEventListener('message', () => order.push('once'), { once: true });
    to.onmessage = () => order.push('handler');
    to.removeEventListener('message', removed);
    abort.abort();
    for (let message = 0; message < 2; message += 1) {
      const heard = t.next(to, 'message');
      from.postMessage(message);
      await heard;
    }
    return order;
  },
  'the first listener may stop the others; removing and adding again moves it back': async (t) => {
    const [from, to] = ['x', 'x'].map((name) => new BroadcastChannel(name));
    const order = [];
    const first = () => order.push('first');
    const second = (event) => (order.push('second'), event.stopImmediatePropagation());
    to.addEventListener('message', first);
    to.addEventListener('message', second);
    to.removeEventListener('message', first);
    to.addEventListener('message', first);
    to.addEventListener('message', () => order.push('captured'), true);
    from.postMessage(1);
    await t.turn();
    await t.turn();
    return order;
  },
  'messageerror never comes for what was sent': async (t) => {
    const [from, to] = ['x', 'x'].map((name) => new BroadcastChannel(name));
    const got = [];
    to.onmessageerror = () => got.push('messageerror');
    const heard = t.next(to, 'message');
    from.postMessage(new Map([[1, new Date(0)]]));
    got.push((await heard).data.get(1).getTime());
    return [got, to.onmessageerror !== null];
  },
  'shared memory is refused or comes as messageerror, as it does': async (t) => {
    const [from, to] = ['x', 'x'].map((name) => new BroadcastChannel(name));
    const got = [];
    to.onmessage = ({ data }) => got.push(typeof data);
    to.onmessageerror = ({ data }) => got.push(['messageerror', data]);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const sent = t.attempt(() => from.postMessage(memory.buffer));
    await t.turn();
    return [sent, got];
  },
  'a message of a megabyte, a deep one and a wide one arrive whole': async (t) => {
    const [from, to] = ['x', 'x'].map((name) => new BroadcastChannel(name));
    let deep = [];
    for (let level = 0; level < 200; level += 1) deep = [deep];
    const values = ['x'.repeat(1_000_000), deep, Array.from({ length: 20_000 }, (_, index) => index)];
    const sizes = [];
    for (const value of values) {
      const heard = t.next(to, 'message');
      from.postMessage(value);
      sizes.push(JSON.stringify((await heard).data).length);
    }
    return sizes;
  },
  'a worker hears and says what it does': async (t) => {
    const channel = new BroadcastChannel('from a worker');
    const heard = t.next(channel, 'message');
    const worker = new Worker('/apis-worker.js');
    const answered = t.next(worker, 'message');
    worker.postMessage(1);
    const [{ data }, answer] = await Promise.all([heard, answered]);
    worker.terminate();
    return [data, answer.data];
  },
  'a page’s own DataCloneError leads to no look at the value': (t) => {
    const log = [];
    const value = {
      a: {
        get b() {
          throw new DOMException('mine: () => {} could not be cloned.', 'DataCloneError');
        },
      },
      c: t.logged({}, log),
    };
    return [t.attempt(() => new BroadcastChannel('x').postMessage(value)), log];
  },
};
