/**
 * Functions of the APIs as objects: source text, name, length, own properties, what they can not be used for.
 */
export const functions = {
  'source text by every way to it': () =>
    [
      ...['setItem', 'removeItem', 'clear', 'getItem', 'key'].map((name) => Storage.prototype[name]),
      ...['postMessage', 'start', 'close'].map((name) => MessagePort.prototype[name]),
      ...['postMessage', 'close'].map((name) => BroadcastChannel.prototype[name]),
      ...['addEventListener', 'removeEventListener', 'dispatchEvent'].map(
        (name) => EventTarget.prototype[name],
      ),
      ...[WebSocket.prototype.send, WebSocket, SharedWorker, BroadcastChannel, MessageChannel, MessagePort],
      ...[
        IDBFactory.prototype.open,
        LockManager.prototype.request,
        ServiceWorker.prototype.postMessage,
        window.postMessage,
      ],
      ...[Function.prototype.toString, structuredClone, queueMicrotask, JSON.stringify],
    ].map((native) => [
      native.toString(),
      String(native),
      `${native}`,
      native + '',
      Function.prototype.toString.call(native),
      [native].join(),
    ]),
  'source text of accessors': () =>
    [
      [window, 'onmessage'],
      [window, 'onstorage'],
      [MessagePort.prototype, 'onmessage'],
      [BroadcastChannel.prototype, 'onmessage'],
      [WebSocket.prototype, 'onmessage'],
      [ServiceWorkerContainer.prototype, 'onmessage'],
      [IDBDatabase.prototype, 'onversionchange'],
      [Storage.prototype, 'length'],
      [MessageEvent.prototype, 'data'],
    ].map(([owner, name]) => {
      const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(owner, name);
      return [get, set]
        .map(
          (accessor) =>
            accessor && [String(accessor), accessor.name, accessor.length, Reflect.ownKeys(accessor)],
        )
        .concat(enumerable, configurable);
    }),
  'Function.prototype.toString on all else': (t) =>
    [
      {},
      null,
      undefined,
      5,
      'text',
      Symbol('s'),
      Object.create(Storage.prototype.setItem),
      new Proxy({}, {}),
    ].map((self) => t.attempt(() => Function.prototype.toString.call(self))),
  'source text of the page’s own functions and Proxies': () =>
    [
      function named(a, b) {
        return a + b;
      },
      class Named {},
      (a) => a,
      async () => 1,
      function* generator() {},
      Storage.prototype.setItem.bind(localStorage),
      new Proxy(Storage.prototype.setItem, {}),
      new Proxy(WebSocket, {}),
      new Proxy(() => 1, {}),
      Object.getOwnPropertyDescriptor(
        {
          get a() {
            return 1;
          },
        },
        'a',
      ).get,
      new Function('a', 'return a'),
    ].map(String),
  'Function.prototype.toString as a function': (t) => {
    const { toString } = Function.prototype;
    return [
      toString.toString(),
      toString.call(toString),
      toString.name,
      toString.length,
      Reflect.ownKeys(toString),
      toString.hasOwnProperty('prototype'),
      t.attempt(() => new toString()),
      t.attempt(() => toString()),
      t.attempt(() => toString.call(class A {}, 'more')),
      Function.prototype.hasOwnProperty('toString'),
      Object.getOwnPropertyDescriptor(Function.prototype, 'toString'),
    ];
  },
  'a toString that the page puts over it is called and can be taken back': () => {
    const native = Function.prototype.toString;
    Function.prototype.toString = function () {
      return `mine ${native.call(this)}`;
    };
    const mine = [String(Storage.prototype.setItem), String(WebSocket).slice(0, 20)];
    Function.prototype.toString = native;
    return [mine, String(Storage.prototype.setItem)];
  },
  'own properties, in order, with their descriptors': () =>
    [
      Storage.prototype.setItem,
      MessagePort.prototype.postMessage,
      WebSocket,
      SharedWorker,
      EventTarget.prototype.addEventListener,
      IDBFactory.prototype.open,
    ].map((native) => [
      Reflect.ownKeys(native).map(String),
      Object.getOwnPropertyDescriptors(native),
      Object.keys(native),
    ]),
  'caller and arguments of built-in functions': (t) =>
    [Storage.prototype.setItem, MessagePort.prototype.start, WebSocket, Function.prototype.toString].map(
      (native) => [t.attempt(() => native.caller), t.attempt(() => native.arguments), 'caller' in native],
    ),
  'methods are no constructors, and no classes to extend': (t) =>
    [
      Storage.prototype.setItem,
      MessagePort.prototype.postMessage,
      EventTarget.prototype.addEventListener,
    ].map((native) => [
      t.attempt(() => typeof new native()),
      t.attempt(() => Reflect.construct(native, [])),
      t.attempt(() => Reflect.construct(Object, [], native)),
      t.attempt(() => ({}) instanceof native),
      native.prototype,
      Object.hasOwn(native, 'prototype'),
    ]),
  'prototype, extensibility and tag': () =>
    [
      Storage.prototype.setItem,
      WebSocket,
      BroadcastChannel,
      MessageChannel,
      SharedWorker,
      Function.prototype.toString,
    ].map((native) => [
      typeof native,
      Object.getPrototypeOf(native) === Function.prototype,
      Object.getPrototypeOf(native) === EventTarget,
      Object.isExtensible(native),
      Object.isFrozen(native),
      Object.prototype.toString.call(native),
      native instanceof Function,
      native.constructor === Function,
    ]),
  'name and length can be redefined, and deleted': () => {
    const native = Storage.prototype.setItem;
    Object.defineProperty(native, 'name', { value: 'mine' });
    const named = [native.name, native.bind().name, String(native)];
    delete native.length;
    return [named, native.length, Object.hasOwn(native, 'length'), Reflect.ownKeys(native)];
  },
  'properties that the page puts on functions stay on them': () => {
    const native = Storage.prototype.setItem;
    native.mine = 1;
    const seen = [localStorage.setItem.mine, Object.keys(native), delete native.mine, native.mine];
    Object.freeze(native);
    return [seen, Object.isFrozen(Storage.prototype.setItem), Object.isFrozen(localStorage.setItem)];
  },
  'methods can be frozen with their prototype': (t) => {
    Object.freeze(Storage.prototype);
    return [
      t.attempt(() => {
        'use strict';
        Storage.prototype.setItem = () => 1;
      }),
      Object.getOwnPropertyDescriptor(Storage.prototype, 'setItem').writable,
      t.attempt(() => localStorage.setItem('a', 'b')),
      localStorage.getItem('a'),
    ];
  },
  'the same function at every place': () => [
    Storage.prototype.setItem === localStorage.setItem,
    localStorage.setItem === sessionStorage.setItem,
    addEventListener === EventTarget.prototype.addEventListener,
    document.addEventListener === addEventListener,
    new MessageChannel().port1.postMessage === MessagePort.prototype.postMessage,
    Object.getOwnPropertyDescriptor(window, 'WebSocket').value === WebSocket,
    WebSocket.prototype.constructor === WebSocket,
    globalThis.Function.prototype.toString === (() => 1).toString,
  ],
  'descriptors of what is called most': () =>
    [
      [Storage.prototype, 'setItem'],
      [Storage.prototype, 'clear'],
      [EventTarget.prototype, 'addEventListener'],
      [MessagePort.prototype, 'postMessage'],
      [window, 'WebSocket'],
      [window, 'SharedWorker'],
      [window, 'BroadcastChannel'],
      [WebSocket, 'prototype'],
      [WebSocket.prototype, 'constructor'],
      [window, 'onmessage'],
      [MessagePort.prototype, 'onmessage'],
    ].map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name)),
  'for-in over prototypes gives the same names in order': () =>
    [
      Storage.prototype,
      MessagePort.prototype,
      BroadcastChannel.prototype,
      WebSocket.prototype,
      EventTarget.prototype,
    ].map((prototype) => {
      const names = [];
      for (const name in prototype) names.push(name);
      return names;
    }),
  'functions as keys of maps and weak sets': () => {
    const { setItem } = Storage.prototype;
    const known = new WeakSet([setItem, WebSocket]);
    return [
      known.has(localStorage.setItem),
      known.has(window.WebSocket),
      new Map([[setItem, 1]]).get(localStorage.setItem),
    ];
  },
  'replacing and deleting a global constructor': () => {
    const native = WebSocket;
    const deleted = delete window.WebSocket;
    const gone = typeof WebSocket;
    window.WebSocket = native;
    return [
      deleted,
      gone,
      typeof WebSocket,
      Object.keys(Object.getOwnPropertyDescriptor(window, 'WebSocket')),
    ];
  },
  'an error in a call chain reads the same': (t) => [
    t.attempt(() => localStorage.setItem.none.nothing),
    t.attempt(() => Storage.prototype.setItem.none()),
    t.attempt(() => new WebSocket.none()),
    t.attempt(() => MessagePort.prototype.onmessage),
    t.attempt(() => [...Storage.prototype.setItem]),
    t.attempt(() => Symbol.iterator in localStorage.setItem),
  ],
  'JSON, structuredClone and messages treat functions as they do': (t) => [
    JSON.stringify({ a: localStorage.setItem, b: WebSocket, c: [WebSocket] }),
    t.attempt(() => structuredClone(() => 1)),
    t.attempt(() => structuredClone({ inner: (a) => a })),
    t.attempt(() => new MessageChannel().port1.postMessage(() => 1)),
  ],
  'setting name and length, and deleting what was set': (t) =>
    [Storage.prototype.removeItem, MessagePort.prototype.start, BroadcastChannel].map((native) =>
      ['name', 'length', 'mine'].map((name) => [
        t.attempt(() => (native[name] = 'set')),
        t.attempt(() => {
          'use strict';
          native[name] = 'set';
        }),
        Object.hasOwn(native, name),
        delete native.mine,
      ]),
    ),
  'setting caller and arguments': (t) =>
    [Storage.prototype.removeItem, MessagePort.prototype.start, BroadcastChannel].map((native) =>
      ['caller', 'arguments'].map((name) => t.attempt(() => (native[name] = 'set'))),
    ),
  'what inherits from a function, or is a subclass, keeps what is set on it': () => {
    class Named extends BroadcastChannel {}
    Named.mine = 1;
    const heir = Object.create(Storage.prototype.clear);
    heir.own = 2;
    return [
      Object.keys(Named),
      Object.hasOwn(BroadcastChannel, 'mine'),
      Object.keys(heir),
      Object.hasOwn(Storage.prototype.clear, 'own'),
    ];
  },
  'a function can not inherit from its own heir': (t) => {
    const { postMessage } = BroadcastChannel.prototype;
    try {
      return [
        t.attempt(() => Object.setPrototypeOf(postMessage, Object.create(postMessage)) === postMessage),
        Reflect.setPrototypeOf(postMessage, Object.create(postMessage)),
      ];
    } finally {
      Object.setPrototypeOf(postMessage, Function.prototype);
    }
  },
};
