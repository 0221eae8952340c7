/**
 * MessageChannel and MessagePort: starting, order, closing, on ports that are followed (they were sent, or
 * came) and on others.
 */
export const messagePort = {
  'messages wait until the port is started': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const got = [];
    port2.addEventListener('message', ({ data }) => got.push(data));
    port1.postMessage(1);
    await t.turn();
    const before = got.length;
    port2.start();
    port2.start();
    await t.turn();
    return [before, got];
  },
  'setting onmessage starts, setting it to null too': async (t) => {
    const results = [];
    for (const handler of [() => 1, null, 5]) {
      const { port1, port2 } = new MessageChannel();
      const got = [];
      port2.addEventListener('message', ({ data }) => got.push(data));
      port1.postMessage(1);
      port2.onmessage = handler;
      await t.turn();
      results.push([got, port2.onmessage === handler]);
    }
    return results;
  },
  'a port of a shared worker waits until it is started as well': async (t) => {
    const { port } = new SharedWorker('/shared.js', 'waiting');
    const got = [];
    port.addEventListener('message', ({ data }) => got.push(data));
    await t.turn();
    await t.turn();
    const before = got.length;
    const heard = t.next(port, 'message');
    port.start();
    await heard;
    return [before, got];
  },
  'a message event of a port has the same fields': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const heard = t.next(port2, 'message');
    port2.start();
    port1.postMessage('x');
    const event = await heard;
    return [
      event.data,
      event.origin,
      event.source,
      event.ports,
      event.target === port2,
      event.isTrusted,
      event.cancelable,
      Object.keys(event),
    ];
  },
  'listeners and onmessage in the order of their adding': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const order = [];
    port2.addEventListener('message', () => order.push('first'));
    port2.onmessage = () => order.push('handler');
    port2.addEventListener('message', () => order.push('once'), { once: true });
    port2.addEventListener('message', () => order.push('captured'), true);
    for (let turn = 0; turn < 2; turn += 1) {
      const heard = t.next(port2, 'message');
      port1.postMessage(turn);
      await heard;
    }
    return order;
  },
  'stopImmediatePropagation keeps later listeners out': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const order = [];
    port2.addEventListener('message', (event) => (order.push('first'), event.stopImmediatePropagation()));
    port2.addEventListener('message', () => order.push('second'));
    port2.start();
    port1.postMessage(1);
    await t.turn();
    return order;
  },
  'a closed port neither sends nor hears, and does not throw': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const got = [];
    port2.onmessage = ({ data }) => got.push(data);
    port1.postMessage('before');
    port1.close();
    port1.close();
    const sent = t.attempt(() => port1.postMessage('after'));
    await t.turn();
    return [sent, t.attempt(() => port1.postMessage(() => 1)), got];
  },
  'closing one end is told to the other, where the browser tells': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const got = [];
    port2.addEventListener('close', (event) => got.push(event.type, event.isTrusted));
    port2.start();
    port1.close();
    await t.turn();
    return [got, 'onclose' in port2];
  },
  'methods on what is no port': (t) =>
    [
      undefined,
      null,
      {},
      window,
      new BroadcastChannel('x'),
      MessagePort.prototype,
      new Proxy(new MessageChannel().port1, {}),
    ].map((self) =>
      ['postMessage', 'start', 'close'].map((method) =>
        t.attempt(() => MessagePort.prototype[method].call(self, 1)),
      ),
    ),
  'methods that are taken off a port': (t) => {
    const { postMessage, start, close } = new MessageChannel().port1;
    return [postMessage, start, close].map((method) => t.attempt(() => (0, method)(1)));
  },
  'a port that was sent away throws or keeps still as it does': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const pipe = new MessageChannel();
    port1.postMessage('take it', [pipe.port1]);
    return [
      t.attempt(() => pipe.port1.postMessage(1)),
      t.attempt(() => pipe.port1.start()),
      t.attempt(() => pipe.port1.close()),
      t.attempt(() => port1.postMessage(1, [pipe.port1])),
      t.attempt(() => port2.postMessage(1, [port2])),
      t.attempt(() => port2.postMessage(1, [port1])),
    ];
  },
  'a port arrives in ports and in the data as one object, and works': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const pipe = new MessageChannel();
    const heard = t.next(port2, 'message');
    port2.start();
    port1.postMessage({ port: pipe.port1 }, [pipe.port1]);
    const event = await heard;
    const [port] = event.ports;
    const answered = t.next(pipe.port2, 'message');
    pipe.port2.start();
    port.postMessage('through');
    return [
      event.data.port === port,
      event.ports.length,
      Object.prototype.toString.call(port),
      port instanceof MessagePort,
      (await answered).data,
    ];
  },
  'what was sent before a port travelled arrives after it': async (t) => {
    const { port1, port2 } = new MessageChannel();
    const pipe = new MessageChannel();
    pipe.port2.postMessage(1);
    pipe.port2.postMessage(2);
    const heard = t.next(port2, 'message');
    port2.start();
    port1.postMessage(0, [pipe.port1]);
    const [port] = (await heard).ports;
    pipe.port2.postMessage(3);
    const got = [];
    const last = new Promise((resolve) => {
      port.onmessage = ({ data }) => (got.push(data), data === 3 && resolve());
    });
    await last;
    return got;
  },
  'ports through a frame, and back': async (t) => {
    const child = await t.loadedFrame({ src: '/child' });
    const { port1, port2 } = new MessageChannel();
    const heard = t.next(port1, 'message');
    port1.start();
    const answered = t.next(window, 'message');
    child.postMessage('with a port', '*', [port2]);
    const { data } = await answered;
    return [data, t.attempt(() => port2.postMessage(1)), await Promise.race([heard, t.turn()])];
  },
  'a port to a worker is followed both ways': async (t) => {
    const worker = new Worker('/echo-worker.js');
    const { port1, port2 } = new MessageChannel();
    const heard = t.next(port1, 'message');
    port1.start();
    worker.postMessage('x', [port2]);
    const event = await heard;
    worker.terminate();
    return [event.data, event.origin, event.source];
  },
  'a followed port refuses what it refuses': async (t) => {
    const { port } = new SharedWorker('/shared.js', 'refusing');
    return [() => 1, Symbol('s'), new Proxy({}, {}), { inner: [document] }, port, new WeakRef({})].map(
      (value) => t.attempt(() => port.postMessage(value)),
    );
  },
  'postMessage of a followed port without arguments': (t) => {
    const { port } = new SharedWorker('/shared.js', 'without');
    return [
      t.attempt(() => port.postMessage()),
      t.attempt(() => port.postMessage(1, 5)),
      t.attempt(() => port.postMessage(1, null)),
      t.attempt(() => port.postMessage(1, 'text')),
      t.attempt(() => port.postMessage(1, undefined)),
    ];
  },
  'properties that are put on a port stay, and none are there before': () => {
    const { port1, port2 } = new MessageChannel();
    port1.mine = 5;
    return [port1.mine, Reflect.ownKeys(port1), Reflect.ownKeys(port2), Object.isFrozen(port2)];
  },
  'onmessage of a port: identity, other values, another this': (t) => {
    const { port1 } = new MessageChannel();
    const { set, get } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
    const handler = () => 1;
    port1.onmessage = handler;
    const same = port1.onmessage === handler;
    port1.onmessage = 5;
    return [
      same,
      port1.onmessage,
      t.attempt(() => set.call({}, handler)),
      t.attempt(() => set.call(port1)),
      t.attempt(() => get.call(window)),
      set.length,
    ];
  },
  'thousands of messages keep their order': async () => {
    const { port1, port2 } = new MessageChannel();
    const got = [];
    const done = new Promise((resolve) => {
      port2.onmessage = ({ data }) => got.push(data) === 3_000 && resolve();
    });
    for (let n = 0; n < 3_000; n += 1) port1.postMessage(n);
    await done;
    return [got.length, got.every((value, index) => value === index)];
  },
  'messages, timers and microtasks keep their order': async (t) => {
    const { port } = new SharedWorker('/shared.js', 'ordering');
    await new Promise((resolve) => (port.onmessage = resolve));
    const order = [];
    port.onmessage = () => order.push('message');
    port.postMessage(1);
    order.push('sync');
    Promise.resolve().then(() => order.push('microtask'));
    while (!order.includes('message')) await t.turn();
    return order;
  },
};
