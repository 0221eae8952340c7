/** Constructors: new, newTarget, subclasses, conversions before and after. */
export const constructors = {
  'without new they throw what they throw': (t) =>
    [WebSocket, SharedWorker, BroadcastChannel, MessageChannel, MessageEvent, EventTarget].map(
      (constructor) => [
        t.attempt(() => constructor('x')),
        t.attempt(() => constructor.call(new EventTarget(), 'x')),
        t.attempt(() => Reflect.apply(constructor, undefined, [])),
      ],
    ),
  'without arguments they throw what they throw': (t) =>
    [WebSocket, SharedWorker, BroadcastChannel].map((constructor) => t.attempt(() => new constructor())),
  'some can not be constructed at all': (t) =>
    [MessagePort, ServiceWorker, ServiceWorkerContainer, LockManager, IDBFactory, Storage].map(
      (constructor) => t.attempt(() => new constructor()),
    ),
  'subclasses keep their methods, fields and class': () => {
    class Named extends BroadcastChannel {
      #secret = 'secret';
      own = [this.name, new.target === Named];
      constructor(name) {
        super(`prefix ${name}`);
        this.made = new.target.name;
      }
      shout() {
        return this.name.toUpperCase() + this.#secret;
      }
      static create(name) {
        return new this(name);
      }
    }
    const made = Named.create('quiet');
    made.close();
    return [
      made.shout(),
      made.own,
      made.made,
      made instanceof Named,
      made instanceof BroadcastChannel,
      made.constructor === Named,
      Object.getPrototypeOf(Named) === BroadcastChannel,
      Object.prototype.toString.call(made),
      Object.keys(made),
    ];
  },
  'subclasses of every class': (t) => {
    class Socket extends WebSocket {
      get shown() {
        return [this.readyState, this.url.length > 0, super.binaryType];
      }
    }
    class Worker extends SharedWorker {
      get shown() {
        return [Object.prototype.toString.call(this.port), this.port === super.port];
      }
    }
    class Pipe extends MessageChannel {
      get shown() {
        return [this.port1 === super.port1, this.port1 !== this.port2];
      }
    }
    return [new Socket(t.socketUrl), new Worker('/shared.js'), new Pipe()].map((made) => [
      made.shown,
      made.constructor.name,
      String(Object.getPrototypeOf(made.constructor)),
    ]);
  },
  'static members are inherited and looked up on the class': () => {
    class Socket extends WebSocket {}
    return [
      Socket.OPEN,
      Socket.CONNECTING,
      Object.hasOwn(Socket, 'OPEN'),
      new Proxy(WebSocket, {}).CLOSED,
      Object.keys(WebSocket),
    ];
  },
  'a subclass may return another object, and may not leave out super': (t) => {
    class Other extends BroadcastChannel {
      constructor() {
        super('x');
        this.close();
        return { other: true };
      }
    }
    class Without extends BroadcastChannel {
      constructor() {}
    }
    return [new Other(), t.attempt(() => new Without())];
  },
  'newTarget of another class gives its prototype': () => {
    class Other extends EventTarget {}
    const made = Reflect.construct(BroadcastChannel, ['x'], Other);
    return [
      made instanceof Other,
      made instanceof BroadcastChannel,
      Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'name').get.call(made),
      Object.prototype.toString.call(made),
    ];
  },
  'the prototype of newTarget is read once, at the same time as arguments are converted': (t) =>
    [
      [BroadcastChannel, (text) => [text]],
      [WebSocket, (text) => [text]],
      [SharedWorker, (text) => [text]],
    ].map(([constructor, args]) => {
      const log = [];
      const newTarget = new Proxy(function () {}, {
        get(target, name, receiver) {
          log.push(String(name));
          return Reflect.get(target, name, receiver);
        },
      });
      const text = t.text('argument', log, constructor === WebSocket ? t.socketUrl : '/shared.js');
      return [t.attempt(() => typeof Reflect.construct(constructor, args(text), newTarget)), log];
    }),
  'newTarget whose prototype is no object falls back to the class': () => {
    function newTarget() {}
    newTarget.prototype = 5;
    const made = Reflect.construct(BroadcastChannel, ['x'], newTarget);
    return [
      made instanceof BroadcastChannel,
      Object.getPrototypeOf(made) === BroadcastChannel.prototype,
      Object.prototype.toString.call(made),
    ];
  },
  'newTarget whose prototype throws throws through': (t) => {
    const newTarget = function () {}.bind();
    Object.defineProperty(newTarget, 'prototype', {
      get() {
        throw new RangeError('mine');
      },
    });
    return [BroadcastChannel, MessageChannel, SharedWorker].map((constructor) =>
      t.attempt(() => Reflect.construct(constructor, ['x'], newTarget)),
    );
  },
  'newTarget that is no constructor throws what it throws': (t) =>
    [() => 1, {}, Storage.prototype.setItem, undefined].map((newTarget) =>
      t.attempt(() => Reflect.construct(WebSocket, ['x'], newTarget)),
    ),
  'a Proxy of a class, with and without a trap': () => {
    const log = [];
    const Logged = new Proxy(BroadcastChannel, {
      construct(target, args, newTarget) {
        log.push(args, newTarget === Logged);
        return Reflect.construct(target, args, newTarget);
      },
    });
    const one = new Logged('logged');
    const two = new new Proxy(BroadcastChannel, {})('plain');
    const result = [
      one.name,
      two.name,
      one instanceof BroadcastChannel,
      one.constructor === BroadcastChannel,
    ];
    one.close();
    two.close();
    return [log, result];
  },
  'a wrapper function that the page puts over a class': (t) => {
    const Native = WebSocket;
    const calls = [];
    window.WebSocket = function (...args) {
      calls.push(args.length);
      return new Native(...args);
    };
    window.WebSocket.prototype = Native.prototype;
    const made = new WebSocket(t.socketUrl);
    window.WebSocket = Native;
    return [calls, made instanceof WebSocket, made.constructor === WebSocket];
  },
  'instances know their constructor and their tag, and own nothing': (t) =>
    [
      new BroadcastChannel('x'),
      new MessageChannel(),
      new MessageChannel().port1,
      new WebSocket(t.socketUrl),
      new SharedWorker('/shared.js'),
    ].map((made) => [
      made.constructor.name,
      made.constructor === window[made.constructor.name],
      Object.prototype.toString.call(made),
      Reflect.ownKeys(made),
      Object.isExtensible(made),
      made instanceof EventTarget,
    ]),
  'instanceof, Symbol.hasInstance and isPrototypeOf': () => {
    const made = new BroadcastChannel('x');
    made.close();
    return [
      BroadcastChannel[Symbol.hasInstance](made),
      BroadcastChannel.prototype.isPrototypeOf(made),
      Object.hasOwn(BroadcastChannel, Symbol.hasInstance),
      made instanceof WebSocket,
      Object.create(BroadcastChannel.prototype) instanceof BroadcastChannel,
    ];
  },
  'prototype of a class can not be written': (t) => [
    t.attempt(() => {
      'use strict';
      WebSocket.prototype = {};
    }),
    t.attempt(() => Object.defineProperty(BroadcastChannel, 'prototype', { value: {} })),
    WebSocket.prototype === Object.getPrototypeOf(WebSocket.prototype.constructor.prototype),
    Object.getPrototypeOf(WebSocket.prototype) === EventTarget.prototype,
  ],
  'an object as the name of a BroadcastChannel is converted once': (t) => {
    const log = [];
    const made = new BroadcastChannel(t.text('name', log), t.text('more', log));
    made.close();
    return [
      log,
      made.name,
      new BroadcastChannel(undefined).name,
      new BroadcastChannel(null).name,
      new BroadcastChannel('\ud800').name.length,
    ];
  },
  'a conversion that constructs another of the class': () => {
    const made = [];
    const outer = new BroadcastChannel({
      toString() {
        made.push(new BroadcastChannel('inner').name);
        return 'outer';
      },
    });
    return [made, outer.name];
  },
  'calls are not confused by accessors that the page puts on Object.prototype': (t) => {
    const log = [];
    const names = [
      'get',
      'set',
      'value',
      'apply',
      'construct',
      'name',
      'type',
      'transfer',
      'signal',
      'once',
      'map',
      'data',
    ];
    for (const name of names)
      Object.defineProperty(Object.prototype, name, {
        __proto__: null,
        configurable: true,
        get: () => void log.push(name),
        set: () => void log.push(`set ${name}`),
      });
    const quiet = [
      t.attempt(() => localStorage.setItem('a', 'b')),
      t.attempt(() => localStorage.removeItem({ toString: () => 'a' })),
      t.attempt(() => new BroadcastChannel('x').postMessage('x')),
      t.attempt(() => addEventListener('message', () => 1, true)),
      t.attempt(() => addEventListener('message', () => 1, {})),
      t.attempt(() => typeof new SharedWorker('/shared.js', {}).port.postMessage(1, {})),
      t.attempt(() => new WebSocket(t.socketUrl).send('early')),
    ].length;
    const seen = log.join();
    for (const name of names) delete Object.prototype[name];
    return [quiet, seen];
  },
  'properties that can not be written throw what they throw in strict code': (t) => [
    t.attempt(() => {
      'use strict';
      new MessageChannel().port1 = 5;
    }),
    t.attempt(() => {
      'use strict';
      new BroadcastChannel('x').name = 'y';
    }),
    t.attempt(() => {
      'use strict';
      new (class Named extends BroadcastChannel {})('x').name = 'y';
    }),
    t.attempt(() => {
      'use strict';
      new WebSocket(t.socketUrl).readyState = 5;
    }),
    t.attempt(() => {
      'use strict';
      new SharedWorker('/shared.js').port = 5;
    }),
    t.attempt(() => new MessageChannel().none()),
    t.attempt(() => new BroadcastChannel('x').none.nothing),
  ],
  'objects without a conversion throw what they throw as URL, name and options': (t) => [
    t.attempt(() => new WebSocket(Object.create(null))),
    t.attempt(() => new WebSocket(t.socketUrl, [Object.create(null)])),
    t.attempt(() => new SharedWorker(Object.create(null))),
    t.attempt(() => new SharedWorker('/shared.js', { name: Object.create(null) })),
    t.attempt(() => new SharedWorker('/shared.js', { type: Object.create(null) })),
    t.attempt(() => new BroadcastChannel(Object.create(null))),
    t.attempt(() => new WebSocket({ toString: () => Symbol('s') })),
  ],
};
