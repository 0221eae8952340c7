/**
 * Listeners: identity, order, removal, what they are called with, what they throw. `message` and `storage`
 * are types that are watched.
 */
export const events = {
  'a listener counts once for a callback and capture': () =>
    ['message', 'storage', 'other'].map((type) => {
      let calls = 0;
      const listener = () => (calls += 1);
      addEventListener(type, listener);
      addEventListener(type, listener);
      addEventListener(type, listener, { passive: true });
      addEventListener(type, listener, true);
      dispatchEvent(new Event(type));
      removeEventListener(type, listener);
      dispatchEvent(new Event(type));
      removeEventListener(type, listener, { capture: true });
      dispatchEvent(new Event(type));
      return calls;
    }),
  'capturing listeners come first at the target, each in order of adding': () => {
    const order = [];
    for (const name of ['a', 'b', 'c']) addEventListener('message', () => order.push(name));
    for (const name of ['d', 'e']) addEventListener('message', () => order.push(name), true);
    dispatchEvent(new MessageEvent('message'));
    return order;
  },
  'listeners are called with their target as this, and one argument': () => {
    const seen = [];
    addEventListener('message', function (event) {
      'use strict';
      seen.push([this === window, arguments.length, event.type, event.currentTarget === window]);
    });
    dispatchEvent(new MessageEvent('message'));
    return seen;
  },
  'arrow functions, bound, async and class methods work as listeners': async (t) => {
    const order = [];
    class Holder {
      name = 'holder';
      listener(event) {
        order.push(`${this.name} ${event.type}`);
      }
    }
    const holder = new Holder();
    addEventListener('message', holder.listener.bind(holder));
    addEventListener('message', async () => {
      await null;
      order.push('async');
    });
    dispatchEvent(new MessageEvent('message'));
    await t.turn();
    return order;
  },
  'handleEvent is looked up at each event, once, with the object as this': () => {
    const log = [];
    const object = {
      get handleEvent() {
        log.push('get');
        return function () {
          log.push(this === object);
        };
      },
    };
    addEventListener('message', object);
    dispatchEvent(new MessageEvent('message'));
    dispatchEvent(new MessageEvent('message'));
    return log;
  },
  'handleEvent that is no function, or throws, is reported': async (t) =>
    t.reported(() => {
      for (const handleEvent of [undefined, 5, {}]) addEventListener('message', { handleEvent });
      addEventListener('message', {
        get handleEvent() {
          throw new TypeError('mine');
        },
      });
      dispatchEvent(new MessageEvent('message'));
    }),
  'a function with a handleEvent is called itself': () => {
    const order = [];
    const listener = Object.assign(() => order.push('function'), {
      handleEvent: () => order.push('handleEvent'),
    });
    addEventListener('message', listener);
    dispatchEvent(new MessageEvent('message'));
    return order;
  },
  'a Proxy as listener is told apart by identity, and none of its traps runs before the event': (t) => {
    const log = [];
    const target = () => log.push('called');
    const listener = t.logged(target, log);
    addEventListener('message', listener);
    addEventListener('message', target);
    removeEventListener('message', listener);
    const quiet = log.length;
    addEventListener('message', listener);
    dispatchEvent(new MessageEvent('message'));
    return [quiet, log];
  },
  'a null callback is taken and does nothing': (t) => [
    t.attempt(() => addEventListener('message', null)),
    t.attempt(() => addEventListener('message', undefined)),
    t.attempt(() => removeEventListener('message', null)),
    t.attempt(() => dispatchEvent(new MessageEvent('message'))),
  ],
  'a callback that is a primitive throws what it throws': (t) =>
    [5, 'text', true, Symbol('s'), 1n].map((callback) => [
      t.attempt(() => addEventListener('message', callback)),
      t.attempt(() => removeEventListener('message', callback)),
    ]),
  'too few arguments throw what they throw': (t) => [
    t.attempt(() => addEventListener()),
    t.attempt(() => addEventListener('message')),
    t.attempt(() => removeEventListener()),
    t.attempt(() => removeEventListener('message')),
    t.attempt(() => dispatchEvent()),
    t.attempt(() => dispatchEvent({ type: 'message' })),
  ],
  'the type is converted once, before anything else': (t) => {
    const log = [];
    addEventListener(t.text('type', log, 'message'), () => log.push('heard'), t.getters({ once: true }, log));
    dispatchEvent(new MessageEvent('message'));
    return [log, t.attempt(() => addEventListener(Symbol('s'), () => 1))];
  },
  'this that is no EventTarget throws what it throws': (t) =>
    [{}, 1, 'text', Symbol('s'), () => 1, EventTarget.prototype, Object.create(window)].map((self) => [
      t.attempt(() => EventTarget.prototype.addEventListener.call(self, 'message', () => 1)),
      t.attempt(() => EventTarget.prototype.removeEventListener.call(self, 'message', () => 1)),
    ]),
  'this that is undefined or null is the window': () => {
    const order = [];
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const listener = () => order.push('bare');
    add('message', listener);
    add.call(null, 'message', () => order.push('null'));
    Reflect.apply(add, undefined, ['message', () => order.push('undefined')]);
    dispatchEvent(new MessageEvent('message'));
    remove.call(undefined, 'message', listener);
    dispatchEvent(new MessageEvent('message'));
    return order;
  },
  'targets of every kind hear message and storage': () =>
    [new EventTarget(), document, document.body, new XMLHttpRequest(), new AbortController().signal].map(
      (target) => {
        const heard = [];
        target.addEventListener('message', (event) => heard.push(event.target === target));
        target.addEventListener('storage', (event) => heard.push(event.type));
        target.dispatchEvent(new MessageEvent('message'));
        target.dispatchEvent(new Event('storage'));
        return heard;
      },
    ),
  'a subclass of EventTarget may overwrite and call super': () => {
    const calls = [];
    class Target extends EventTarget {
      addEventListener(type, ...rest) {
        calls.push([type, rest.length]);
        super.addEventListener(type, ...rest);
      }
    }
    const target = new Target();
    target.addEventListener('message', () => calls.push('heard'));
    target.addEventListener('message', () => calls.push('once'), { once: true });
    target.dispatchEvent(new Event('message'));
    target.dispatchEvent(new Event('message'));
    return calls;
  },
  'a wrapper that the page puts over addEventListener sees the page’s calls alone': async (t) => {
    const native = EventTarget.prototype.addEventListener;
    const calls = [];
    EventTarget.prototype.addEventListener = function (...args) {
      calls.push([Object.prototype.toString.call(this), args[0], args.length]);
      return native.apply(this, args);
    };
    const channel = new BroadcastChannel('x');
    channel.onmessage = () => 1;
    channel.addEventListener('message', () => 1, { once: true });
    const { port1 } = new MessageChannel();
    port1.onmessage = () => 1;
    addEventListener('storage', () => 1);
    new WebSocket(t.socketUrl).addEventListener('open', () => 1);
    await t.turn();
    EventTarget.prototype.addEventListener = native;
    channel.close();
    return calls;
  },
  'a listener that is added while an event is dispatched waits for the next': () => {
    const order = [];
    addEventListener(
      'message',
      () => {
        order.push('first');
        addEventListener('message', () => order.push('added'));
      },
      { once: true },
    );
    dispatchEvent(new MessageEvent('message'));
    order.push('between');
    dispatchEvent(new MessageEvent('message'));
    return order;
  },
  'a listener that is removed while an event is dispatched is not called': () => {
    const order = [];
    const removed = () => order.push('removed');
    addEventListener('message', () => (order.push('first'), removeEventListener('message', removed)));
    addEventListener('message', removed);
    addEventListener('message', () => order.push('last'));
    dispatchEvent(new MessageEvent('message'));
    return order;
  },
  'stopImmediatePropagation ends it, stopPropagation and preventDefault do not': () => {
    const order = [];
    addEventListener(
      'message',
      (event) => (order.push('a'), event.stopPropagation(), event.preventDefault()),
      true,
    );
    addEventListener(
      'message',
      (event) => (order.push(event.defaultPrevented), event.stopImmediatePropagation()),
    );
    addEventListener('message', () => order.push('never'));
    return [dispatchEvent(new MessageEvent('message', { cancelable: true })), order];
  },
  'an exception in one listener leaves the others, and is reported once': async (t) => {
    const order = [];
    const messages = await t.reported(() => {
      addEventListener('message', () => {
        throw new RangeError('first');
      });
      addEventListener('message', () => order.push('second'));
      window.onmessage = () => {
        throw 'text';
      };
      dispatchEvent(new MessageEvent('message'));
    });
    return [order, messages];
  },
  'window.onerror gets the five arguments, and can stop the report': async () => {
    const got = [];
    window.onerror = (...args) => (
      got.push(args.length, args[0], typeof args[1], args[4] instanceof RangeError),
      true
    );
    addEventListener('error', (event) => got.push('listener', event.defaultPrevented));
    addEventListener('message', () => {
      throw new RangeError('mine');
    });
    dispatchEvent(new MessageEvent('message'));
    window.onerror = null;
    return got;
  },
  'window.event is the event during its dispatch, and undefined after': () => {
    const seen = [typeof window.event];
    addEventListener('message', (event) => {
      seen.push(window.event === event);
      localStorage.setItem('a', 'b');
      seen.push(window.event === event);
    });
    dispatchEvent(new MessageEvent('message'));
    return [...seen, typeof window.event];
  },
  'phase, target and path of a message to the window': () => {
    const seen = [];
    addEventListener('message', (event) => {
      seen.push(event.eventPhase, event.target === window, event.composedPath().length, event.timeStamp > 0);
    });
    const event = new MessageEvent('message');
    dispatchEvent(event);
    return [seen, event.eventPhase, event.composedPath().length, event.currentTarget];
  },
  'an event can be dispatched again, not while it is': (t) => {
    const order = [];
    addEventListener('message', (event) => order.push(t.attempt(() => dispatchEvent(event))), { once: true });
    const event = new MessageEvent('message', { data: 1 });
    dispatchEvent(event);
    addEventListener('message', ({ data }) => order.push(data));
    dispatchEvent(event);
    return order;
  },
  'bubbling from an element to the window': () => {
    const order = [];
    for (const [name, target] of [
      ['window', window],
      ['document', document],
      ['body', document.body],
    ])
      for (const capture of [true, false])
        target.addEventListener(
          'message',
          ({ eventPhase }) => order.push([name, capture, eventPhase]),
          capture,
        );
    document.body.dispatchEvent(new MessageEvent('message', { bubbles: true }));
    return order;
  },
  'onmessage of the window keeps its place among listeners': () => {
    const order = [];
    addEventListener('message', () => order.push('first'));
    window.onmessage = () => order.push('handler');
    addEventListener('message', () => order.push('last'));
    dispatchEvent(new MessageEvent('message'));
    window.onmessage = () => order.push('another handler');
    dispatchEvent(new MessageEvent('message'));
    window.onmessage = null;
    window.onmessage = () => order.push('set again');
    dispatchEvent(new MessageEvent('message'));
    return order;
  },
  'onmessage takes functions and objects, and makes null of all else': () => {
    const values = [() => 1, { handleEvent: () => 1 }, null, undefined, 5, 'text', Symbol('s'), []];
    return values.map((value) => {
      window.onmessage = value;
      return [window.onmessage === value, window.onmessage];
    });
  },
  'an object as onmessage is called for nothing': async (t) => {
    let called = 0;
    const messages = await t.reported(() => {
      window.onmessage = { handleEvent: () => (called += 1) };
      dispatchEvent(new MessageEvent('message'));
    });
    return [called, messages];
  },
  'the setter of onmessage on another this, and without one': (t) => {
    const { get, set } = Object.getOwnPropertyDescriptor(window, 'onmessage');
    const handler = () => 1;
    return [
      t.attempt(() => set.call({}, handler)),
      t.attempt(() => set.call(undefined, handler)),
      window.onmessage === handler,
      t.attempt(() => set.call(window)),
      t.attempt(() => get.call({})),
      t.attempt(() => get.call(null) === handler),
      [set.name, set.length, get.name, get.length],
    ];
  },
  'handlers in markup see the event and the window': () => {
    document.body.setAttribute(
      'onmessage',
      'window.marked = [this === window, event.data, arguments.length]',
    );
    dispatchEvent(new MessageEvent('message', { data: 'd' }));
    const { onmessage } = window;
    document.body.onmessage = null;
    return [window.marked, typeof onmessage, window.onmessage];
  },
  'dispatch from inside a listener is nested, not queued': () => {
    const order = [];
    addEventListener('message', ({ data }) => {
      order.push(`begin ${data}`);
      if (data < 3) dispatchEvent(new MessageEvent('message', { data: data + 1 }));
      order.push(`end ${data}`);
    });
    dispatchEvent(new MessageEvent('message', { data: 1 }));
    return order;
  },
  'microtasks of listeners run between them for the browser’s events, and after for the page’s': async (
    t,
  ) => {
    const order = [];
    const { port1, port2 } = new MessageChannel();
    for (const name of ['a', 'b'])
      port2.addEventListener('message', () => {
        order.push(name);
        queueMicrotask(() => order.push(`microtask of ${name}`));
      });
    port2.dispatchEvent(new MessageEvent('message'));
    order.push('dispatched');
    await t.turn();
    port2.start();
    port1.postMessage(1);
    await t.turn();
    return order;
  },
  'MessageEvent reads its dictionary in the same order, and refuses the same': (t) => {
    const log = [];
    new MessageEvent(
      'message',
      t.getters({ source: null, ports: [], origin: 'o', lastEventId: '1', data: 2, bubbles: false }, log),
    );
    return [
      log,
      t.attempt(() => new MessageEvent('message', { ports: 5 })),
      t.attempt(() => new MessageEvent('message', { ports: [{}] })),
      t.attempt(() => new MessageEvent('message', { source: {} })),
      t.attempt(() => new MessageEvent()),
      t.attempt(() => MessageEvent('message')),
    ];
  },
  'a synthetic message with a Proxy or getters as data is not looked at': (t) => {
    const log = [];
    const data = t.logged({ inner: 1 }, log);
    let same;
    addEventListener('message', (event) => (same = event.data === data));
    dispatchEvent(new MessageEvent('message', { data, ports: [new MessageChannel().port1] }));
    return [same, log];
  },
  'a subclass of MessageEvent with accessors of its own is not read': () => {
    const log = [];
    class Mine extends MessageEvent {
      get data() {
        return log.push('data');
      }
      get ports() {
        return log.push('ports');
      }
      get origin() {
        return log.push('origin');
      }
      get source() {
        return log.push('source');
      }
      get timeStamp() {
        return log.push('timeStamp');
      }
    }
    dispatchEvent(new Mine('message'));
    return log;
  },
  'an exception names what was called, with as many lines of the stack': (t) =>
    [
      () => addEventListener('message', 5),
      () => localStorage.setItem('a'),
      () => new BroadcastChannel('x').postMessage(() => 1),
    ].map((call) => {
      const { threw } = t.attempt(call);
      return [typeof threw.stack, threw.stack?.split('\n').length];
    }),
  'a page’s own Error.prepareStackTrace runs for its own errors alone': async (t) => {
    const log = [];
    Error.prepareStackTrace = (error) => log.push(String(error));
    t.attempt(() => localStorage.setItem('a', 'b'));
    t.attempt(() => new BroadcastChannel('x').postMessage({ a: new Error('sent') }));
    addEventListener('message', () => 1, { once: true });
    t.attempt(() => new BroadcastChannel('x').postMessage(() => 1));
    await t.turn();
    delete Error.prepareStackTrace;
    return log;
  },
};
