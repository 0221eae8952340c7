/** SharedWorker: its URL and options, how they are converted, errors. */
export const sharedWorker = {
  'a worker says hello, and echoes': async (t) => {
    const { port } = new SharedWorker('/shared.js', 'echo');
    const first = t.next(port, 'message');
    port.start();
    const hello = (await first).data;
    const heard = t.next(port, 'message');
    port.postMessage({ a: [1] });
    return [hello, (await heard).data];
  },
  'the name by every shape of options': async () => {
    const names = [];
    for (const options of [
      undefined,
      null,
      'text',
      5,
      true,
      {},
      { name: 'named' },
      { name: 5 },
      Object.create({ name: 'inherited' }),
      () => 1,
    ]) {
      const { port } = new SharedWorker('/shared.js', options);
      port.postMessage(1);
      names.push(
        await new Promise((resolve) => (port.onmessage = ({ data }) => data.echo && resolve(data.name))),
      );
    }
    return names;
  },
  'options are read in the same order, once each': (t) => {
    const log = [];
    new SharedWorker(
      '/shared.js',
      t.getters({ type: 'classic', name: 'read', credentials: 'same-origin', other: 1 }, log),
    );
    return log;
  },
  'a Proxy as options sees the same traps': (t) => {
    const log = [];
    new SharedWorker('/shared.js', t.logged({ name: 'proxy' }, log));
    return log;
  },
  'a Proxy and an object as URL, and the order of all conversions': (t) => {
    const log = [];
    new SharedWorker(t.text('url', log, '/shared.js'), t.getters({ name: t.text('name', log) }, log));
    new SharedWorker(t.logged({ toString: () => '/shared.js' }, log, 'url'), t.text('options', log));
    return log;
  },
  'a URL object, and text with blanks around': (t) =>
    [
      new URL('/shared.js', location.href),
      ' /shared.js ',
      '/shared.js#hash',
      ['/shared.js'],
      new String('/shared.js'),
    ].map((url) => t.attempt(() => Object.prototype.toString.call(new SharedWorker(url).port))),
  'a URL conversion that throws keeps the options unread': (t) => {
    const log = [];
    const url = {
      toString() {
        throw new RangeError('mine');
      },
    };
    return [t.attempt(() => new SharedWorker(url, t.getters({ name: 'x' }, log))), log];
  },
  'options that are refused throw what they throw': (t) =>
    [
      { type: 'other' },
      { credentials: 'never' },
      { name: Symbol('s') },
      Symbol('s'),
      { type: undefined },
      { type: null },
    ].map((options) => t.attempt(() => typeof new SharedWorker('/shared.js', options))),
  'a getter of the options that throws throws through': (t) =>
    t.attempt(
      () =>
        new SharedWorker('/shared.js', {
          get type() {
            throw new RangeError('mine');
          },
        }),
    ),
  'more arguments are not looked at': (t) => {
    const log = [];
    new SharedWorker('/shared.js', 'more', t.logged({}, log), t.text('x', log));
    return log;
  },
  'a script that can not be loaded: an error event, the same': async (t) => {
    const worker = new SharedWorker('/case/none.html');
    const heard = t.next(worker, 'error');
    const event = await heard;
    return [
      Object.prototype.toString.call(event),
      event.type,
      event.message,
      event.isTrusted,
      event.bubbles,
      event.cancelable,
    ];
  },
  'data: and blob: scripts': async (t) => {
    const source = 'onconnect = ({ ports: [port] }) => port.postMessage(self.name)';
    const results = [];
    for (const url of [`data:text/javascript,${source}`, URL.createObjectURL(new Blob([source]))]) {
      const { port } = new SharedWorker(url, 'named');
      const heard = t.next(port, 'message');
      port.start();
      results.push((await heard).data);
    }
    return results;
  },
  'a module worker': async (t) => {
    const { port } = new SharedWorker('/shared.js', { type: 'module', name: 'module' });
    const heard = t.next(port, 'message');
    port.start();
    return (await heard).data;
  },
  'two objects of one worker have ports of their own': async (t) => {
    const workers = [1, 2].map(() => new SharedWorker('/shared.js', 'both'));
    const hellos = await Promise.all(
      workers.map(({ port }) => new Promise((resolve) => (port.onmessage = ({ data }) => resolve(data)))),
    );
    return [hellos, workers[0].port === workers[0].port, workers[0].port === workers[1].port];
  },
  'listeners on the worker itself hear no messages': async (t) => {
    const worker = new SharedWorker('/shared.js', 'itself');
    const got = [];
    worker.addEventListener('message', () => got.push('worker'));
    worker.onmessage = () => got.push('property');
    const heard = t.next(worker.port, 'message');
    worker.port.start();
    await heard;
    worker.dispatchEvent(new MessageEvent('message'));
    return [got, Object.keys(worker)];
  },
  'port of a worker is an accessor of the class': (t) => {
    const worker = new SharedWorker('/shared.js', 'accessor');
    const { get, set } = Object.getOwnPropertyDescriptor(SharedWorker.prototype, 'port');
    return [
      get.call(worker) === worker.port,
      set,
      t.attempt(() => get.call({})),
      t.attempt(() => SharedWorker.prototype.port),
      Reflect.ownKeys(worker),
    ];
  },
  'a worker’s own globals are untouched': async (t) => {
    const source = `onconnect = ({ ports: [port] }) => port.postMessage([String(MessagePort.prototype.postMessage), String(BroadcastChannel), Object.keys(self)])`;
    const { port } = new SharedWorker(URL.createObjectURL(new Blob([source])));
    const heard = t.next(port, 'message');
    port.start();
    return (await heard).data;
  },
};
