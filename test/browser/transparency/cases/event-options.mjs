/** The third argument of addEventListener: what is read of it, in which order, and what it does. */
export const eventOptions = {
  'options are read once each, in the same order': (t) =>
    ['message', 'other'].map((type) => {
      const log = [];
      const options = { zero: 0, signal: undefined, passive: undefined, once: false, capture: false };
      addEventListener(type, () => 1, t.getters(options, log));
      removeEventListener(type, () => 1, t.getters(options, log));
      return log;
    }),
  'a Proxy as options sees the same traps': (t) =>
    ['message', 'storage', 'other'].map((type) => {
      const log = [];
      addEventListener(type, () => 1, t.logged({ once: true }, log, 'add'));
      removeEventListener(type, () => 1, t.logged({}, log, 'remove'));
      return log;
    }),
  'a getter of the options gets the object as this': () => {
    const seen = [];
    const options = Object.create({
      get once() {
        seen.push(this === options);
        return true;
      },
    });
    addEventListener('message', () => seen.push('heard'), options);
    dispatchEvent(new MessageEvent('message'));
    dispatchEvent(new MessageEvent('message'));
    return seen;
  },
  'a getter of the options that throws throws through, and nothing is added': (t) => {
    const heard = [];
    const options = {
      get passive() {
        throw new RangeError('mine');
      },
    };
    const thrown = t.attempt(() => addEventListener('message', () => heard.push(1), options));
    dispatchEvent(new MessageEvent('message'));
    return [thrown, heard];
  },
  'inherited options count': () => {
    let heard = 0;
    addEventListener('message', () => (heard += 1), Object.create({ once: true, capture: true }));
    dispatchEvent(new MessageEvent('message'));
    dispatchEvent(new MessageEvent('message'));
    return heard;
  },
  'what is no object is taken for capture by its truth': () =>
    [true, false, 0, 1, NaN, '', 'text', null, undefined, 5n, Symbol('s')].map((options) => {
      const order = [];
      const before = () => order.push('plain');
      const listener = () => order.push('listener');
      addEventListener('message', before);
      addEventListener('message', listener, options);
      dispatchEvent(new MessageEvent('message'));
      removeEventListener('message', listener, options);
      removeEventListener('message', before);
      dispatchEvent(new MessageEvent('message'));
      return order;
    }),
  'a function, an array and a date as options are dictionaries': (t) =>
    [Object.assign(() => 1, { once: true }), Object.assign([], { once: true }), new Date(0)].map(
      (options) => {
        let heard = 0;
        const added = t.attempt(() => addEventListener('message', () => (heard += 1), options));
        dispatchEvent(new MessageEvent('message'));
        dispatchEvent(new MessageEvent('message'));
        return [added, heard];
      },
    ),
  'values of options are taken by their truth': () =>
    [
      { once: 'x' },
      { once: 0 },
      { once: null },
      { capture: {} },
      { capture: '' },
      { once: document.all },
    ].map((options) => {
      const order = [];
      addEventListener('message', () => order.push('plain'));
      addEventListener('message', () => order.push('with options'), options);
      dispatchEvent(new MessageEvent('message'));
      dispatchEvent(new MessageEvent('message'));
      return order;
    }),
  'once: gone before it is called, and can be added again in it': () => {
    const order = [];
    const listener = () => {
      order.push('called');
      if (order.length < 2) addEventListener('message', listener, { once: true });
    };
    addEventListener('message', listener, { once: true });
    for (let turn = 0; turn < 4; turn += 1) dispatchEvent(new MessageEvent('message'));
    return order;
  },
  'once: a nested dispatch in it does not call it again': () => {
    const order = [];
    addEventListener(
      'message',
      ({ data }) => {
        order.push(data);
        dispatchEvent(new MessageEvent('message', { data: 'inner' }));
      },
      { once: true },
    );
    dispatchEvent(new MessageEvent('message', { data: 'outer' }));
    return order;
  },
  'once does not matter for identity': () => {
    let calls = 0;
    const listener = () => (calls += 1);
    addEventListener('message', listener);
    addEventListener('message', listener, { once: true });
    dispatchEvent(new MessageEvent('message'));
    dispatchEvent(new MessageEvent('message'));
    removeEventListener('message', listener, { once: true });
    dispatchEvent(new MessageEvent('message'));
    return calls;
  },
  'a signal that is aborted keeps the listener out': () => {
    let heard = 0;
    addEventListener('message', () => (heard += 1), { signal: AbortSignal.abort() });
    const abort = new AbortController();
    addEventListener('message', () => (heard += 10), { signal: abort.signal });
    dispatchEvent(new MessageEvent('message'));
    abort.abort();
    dispatchEvent(new MessageEvent('message'));
    return heard;
  },
  'a signal that aborts during the dispatch': () => {
    const order = [];
    const abort = new AbortController();
    abort.signal.addEventListener('abort', () => order.push('abort'));
    abort.signal.onabort = () => order.push('onabort');
    addEventListener('message', () => (order.push('first'), abort.abort('why')));
    addEventListener('message', () => order.push('aborted'), { signal: abort.signal });
    addEventListener('message', () => order.push('last'));
    dispatchEvent(new MessageEvent('message'));
    return [order, abort.signal.reason];
  },
  'a signal that is no signal throws what it throws': (t) =>
    [null, {}, 5, 'text', new AbortController()].map((signal) =>
      t.attempt(() => addEventListener('message', () => 1, { signal })),
    ),
  'one signal for several listeners and targets': () => {
    const { port1 } = new MessageChannel();
    const channel = new BroadcastChannel('x');
    const abort = new AbortController();
    const heard = [];
    for (const target of [window, port1, channel])
      target.addEventListener('message', () => heard.push(Object.prototype.toString.call(target)), {
        signal: abort.signal,
      });
    for (const target of [window, port1, channel]) target.dispatchEvent(new MessageEvent('message'));
    abort.abort();
    for (const target of [window, port1, channel]) target.dispatchEvent(new MessageEvent('message'));
    channel.close();
    return heard;
  },
  'passive listeners can not prevent': () => {
    addEventListener('message', (event) => event.preventDefault(), { passive: true });
    const event = new MessageEvent('message', { cancelable: true });
    return [dispatchEvent(event), event.defaultPrevented];
  },
  'a getter of the options that adds the very listener': () => {
    let heard = 0;
    const listener = () => (heard += 1);
    addEventListener('message', listener, {
      get capture() {
        addEventListener('message', listener);
        return false;
      },
    });
    dispatchEvent(new MessageEvent('message'));
    removeEventListener('message', listener);
    dispatchEvent(new MessageEvent('message'));
    return heard;
  },
  'more than three arguments are not looked at': (t) => {
    const log = [];
    addEventListener('message', () => log.push('heard'), false, t.logged({}, log));
    removeEventListener('message', null, false, t.text('more', log));
    dispatchEvent(new MessageEvent('message'));
    return log;
  },
  'options on a channel and a port are read the same': (t) => {
    const log = [];
    const channel = new BroadcastChannel('x');
    const { port1 } = new MessageChannel();
    const { port } = new SharedWorker('/shared.js');
    const socket = new WebSocket(t.socketUrl);
    for (const target of [channel, port1, port, socket]) {
      const listener = () => log.push('heard');
      target.addEventListener('message', listener, t.logged({ once: true }, log));
      target.removeEventListener('message', listener, t.logged({ capture: false }, log));
      target.addEventListener('message', listener, t.getters({ signal: undefined, once: true }, log));
    }
    channel.close();
    return log;
  },
  'a getter among the options is called with as many lines of the stack': () => {
    const lines = [];
    const options = {
      get once() {
        lines.push(new Error('here').stack.split('\n').length);
        return false;
      },
    };
    addEventListener('message', () => undefined, options);
    addEventListener('another', () => undefined, options);
    return lines;
  },
};
