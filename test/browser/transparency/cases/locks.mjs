/** Web Locks: callbacks, results, options, errors. */
export const locks = {
  'a lock is granted, its result comes back, its callback gets one argument': async () => {
    let got;
    const result = await navigator.locks.request('mine', function (lock) {
      'use strict';
      got = [
        this === undefined,
        arguments.length,
        lock.name,
        lock.mode,
        Object.prototype.toString.call(lock),
      ];
      return Promise.resolve('result');
    });
    return [result, got];
  },
  'results of every kind are handed on': async () => {
    const object = { a: 1 };
    const thenable = { then: (resolve) => resolve('from a thenable') };
    const results = [];
    for (const value of [undefined, null, 5, object, thenable, Promise.resolve(object)])
      results.push(await navigator.locks.request('x', () => value));
    return [results, results[3] === object, results[5] === object];
  },
  'then of a result is looked up and called as often': async (t) => {
    const log = [];
    const value = {
      get then() {
        log.push('get then');
        return (resolve) => (log.push('call then'), resolve('value'));
      },
    };
    class Mine extends Promise {
      then(...args) {
        log.push('then of a subclass');
        return super.then(...args);
      }
    }
    return [
      await navigator.locks.request('x', () => value),
      await navigator.locks.request('x', () => Mine.resolve(1)),
      log,
    ];
  },
  'a callback that throws or rejects rejects': async (t) => [
    await t.settle(
      navigator.locks.request('x', () => {
        throw new RangeError('mine');
      }),
    ),
    await t.settle(navigator.locks.request('x', () => Promise.reject('text'))),
    await t.settle(navigator.locks.request('x', async () => Promise.reject(new TypeError('async')))),
  ],
  'bad arguments reject as they do': async (t) =>
    Promise.all(
      [
        [],
        ['x'],
        ['x', 5],
        ['x', {}],
        ['x', {}, {}],
        ['-x', () => 1],
        [Symbol('s'), () => 1],
        ['x', { mode: 'other' }, () => 1],
        ['x', { steal: true, ifAvailable: true }, () => 1],
        ['x', { signal: {} }, () => 1],
        ['x', { ifAvailable: true, signal: AbortSignal.abort() }, () => 1],
        ['x', null, () => 1],
        ['x', 5, () => 1],
      ].map((args) => t.settle(navigator.locks.request(...args))),
    ),
  'on another this it rejects as it does': (t) =>
    Promise.all(
      [undefined, {}, LockManager.prototype].map((self) =>
        t.settle(LockManager.prototype.request.call(self, 'x', () => 1)),
      ),
    ),
  'options are read in the same order, a Proxy’s too': async (t) => {
    const log = [];
    const options = { signal: undefined, steal: false, mode: 'shared', ifAvailable: false, other: 1 };
    const name = t.text('name', log);
    await navigator.locks.request(name, t.getters(options, log), () => log.push('granted'));
    await navigator.locks.request('x', t.getters(options, log), () => log.push('granted'));
    await navigator.locks.request('x', t.logged({ mode: 'shared' }, log), () => log.push('granted'));
    return log;
  },
  'inherited options count': async () => {
    const modes = [];
    await navigator.locks.request('x', Object.create({ mode: 'shared' }), ({ mode }) => modes.push(mode));
    return modes;
  },
  'ifAvailable gives null while another holds it': async () =>
    navigator.locks.request('x', () => navigator.locks.request('x', { ifAvailable: true }, (lock) => [lock])),
  'a queue is served in order': async () => {
    const order = [];
    await Promise.all(
      [1, 2, 3].map((n) =>
        navigator.locks.request('x', async () => {
          order.push(`begin ${n}`);
          await null;
          order.push(`end ${n}`);
        }),
      ),
    );
    return order;
  },
  'steal rejects the one that held it': async (t) => {
    const held = t.settle(navigator.locks.request('x', () => new Promise(() => undefined)));
    await t.turn();
    const stolen = await navigator.locks.request('x', { steal: true }, () => 'stolen');
    return [stolen, await held];
  },
  'a signal aborts a request that waits, and its reason comes through': async (t) => {
    const abort = new AbortController();
    let release;
    const held = navigator.locks.request('x', () => new Promise((resolve) => (release = resolve)));
    while (!release) await t.turn();
    const waiting = t.settle(navigator.locks.request('x', { signal: abort.signal }, () => 'never'));
    const log = [];
    abort.signal.onabort = () => log.push('abort');
    await t.turn();
    abort.abort(new RangeError('why'));
    const result = await waiting;
    release('released');
    return [
      result,
      log,
      await held,
      await t.settle(navigator.locks.request('x', { signal: AbortSignal.abort('at once') }, () => 1)),
    ];
  },
  'query tells who holds and who waits, as it does': async () => {
    const seen = await navigator.locks.request('x', async () => {
      const waiting = navigator.locks.request('x', { mode: 'shared' }, () => 1);
      const { held, pending } = await navigator.locks.query();
      return [
        [held, pending].map((list) => list.map(({ name, mode }) => [name, mode])),
        waiting instanceof Promise,
      ];
    });
    return seen;
  },
  'callbacks of every kind': async (t) => {
    const log = [];
    const callback = Object.assign(() => 'function', { handleEvent: () => 'object' });
    return [
      await navigator.locks.request('x', callback),
      await navigator.locks.request(
        'x',
        t.logged(() => 'proxy', log),
      ),
      await navigator.locks.request('x', (() => 'bound').bind()),
      await t.settle(navigator.locks.request('x', class A {})),
      log,
    ];
  },
  'the promise is one of this realm, and a new one each time': () => {
    const [one, two] = [1, 2].map(() => navigator.locks.request('x', () => 1));
    return [
      one instanceof Promise,
      Object.getPrototypeOf(one) === Promise.prototype,
      one === two,
      Reflect.ownKeys(one),
    ];
  },
  'an unhandled rejection is told once, a handled one is not': async (t) => {
    const told = [];
    addEventListener(
      'unhandledrejection',
      (event) => (told.push(String(event.reason)), event.preventDefault()),
    );
    navigator.locks.request('x', () => Promise.reject(new Error('unheard')));
    navigator.locks.request('y', () => Promise.reject(new Error('heard'))).catch(() => undefined);
    while (told.length === 0) await t.turn();
    await t.turn();
    return told;
  },
  'order of microtasks around a grant': async (t) => {
    const order = [];
    const request = navigator.locks.request('x', () => {
      order.push('granted');
      const made = Promise.resolve();
      made.then(() => order.push('callback’s own'));
      return made;
    });
    request.then(() => order.push('request'));
    order.push('sync');
    await request;
    order.push('after');
    return order;
  },
  'a callback is called with as many lines of the stack': () =>
    navigator.locks.request('x', () => new Error('here').stack.split('\n').length),
};
