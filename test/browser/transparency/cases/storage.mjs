/** Storage objects: brands, arguments, keys as properties, quota. */
export const storage = {
  'every method throws what it throws on what is no Storage': (t) =>
    ['setItem', 'getItem', 'removeItem', 'clear', 'key'].map((method) =>
      [undefined, null, 1, 'text', Symbol.iterator, {}, [], () => 1, window, document].map((self) =>
        t.attempt(() => Storage.prototype[method].call(self, 'a', 'b')),
      ),
    ),
  'the prototype, what inherits from an area, and a Proxy of one are no Storage': (t) =>
    [
      Storage.prototype,
      Object.create(Storage.prototype),
      Object.create(localStorage),
      new Proxy(localStorage, {}),
    ].map((self) => [
      t.attempt(() => Storage.prototype.setItem.call(self, 'a', 'b')),
      t.attempt(() => Storage.prototype.clear.call(self)),
    ]),
  'a Proxy of an area calls through its traps as it does': (t) => {
    const log = [];
    const area = t.logged(localStorage, log);
    return [
      t.attempt(() => area.setItem('a', 'b')),
      t.attempt(() => (area.a = 'c')),
      localStorage.getItem('a'),
      log,
    ];
  },
  'too few arguments throw what they throw': (t) => [
    t.attempt(() => localStorage.setItem()),
    t.attempt(() => localStorage.setItem('a')),
    t.attempt(() => localStorage.getItem()),
    t.attempt(() => localStorage.removeItem()),
    t.attempt(() => localStorage.key()),
    localStorage.length,
  ],
  'more arguments than are asked for are not looked at': (t) => {
    const log = [];
    const more = t.text('more', log);
    localStorage.setItem('a', 'b', more, t.logged({}, log));
    localStorage.removeItem('b', more);
    localStorage.clear(more);
    return [log, localStorage.length];
  },
  'no method returns anything where it returns nothing': () => [
    localStorage.setItem('a', 'b'),
    localStorage.removeItem('a'),
    localStorage.removeItem('a'),
    localStorage.clear(),
    localStorage.getItem('a'),
    localStorage.key(0),
  ],
  'methods that are taken off the area are called on undefined': (t) => {
    const { setItem, removeItem, clear } = localStorage;
    return [setItem, removeItem, clear].map((method) => t.attempt(() => method('a', 'b')));
  },
  'methods work through call, apply, bind, Reflect.apply and as callbacks': () => {
    const { setItem } = Storage.prototype;
    setItem.call(localStorage, 'call', 1);
    setItem.apply(localStorage, ['apply', 2]);
    setItem.bind(localStorage, 'bind')(3);
    Reflect.apply(setItem, localStorage, { 0: 'Reflect', 1: 4, length: 2 });
    Function.prototype.call.call(setItem, localStorage, 'twice', 5);
    ['callback'].forEach(setItem, localStorage);
    localStorage.setItem(...['spread', 6]);
    return Object.entries(localStorage).sort();
  },
  'session and local areas are apart': () => {
    localStorage.setItem('a', 'local');
    sessionStorage.setItem('a', 'session');
    Storage.prototype.removeItem.call(sessionStorage, 'a');
    return [localStorage.getItem('a'), sessionStorage.getItem('a'), localStorage === window.localStorage];
  },
  'keys that name members of the class are kept as items': (t) =>
    ['setItem', 'length', 'key', 'constructor', '__proto__', 'toString', 'hasOwnProperty', ''].map((key) => {
      localStorage.setItem(key, 'item');
      const seen = [
        key,
        localStorage.getItem(key),
        typeof localStorage[key],
        Object.hasOwn(localStorage, key),
      ];
      const removed = t.attempt(() => localStorage.removeItem(key));
      return [...seen, removed, localStorage.length];
    }),
  'an item that is named as a method does not hide it': (t) => {
    localStorage.setItem('clear', 'item');
    return [typeof localStorage.clear, t.attempt(() => localStorage.clear()), localStorage.length];
  },
  'setting a property named as a method stores an item and keeps the method': (t) => {
    const set = t.attempt(() => (localStorage.setItem = 'mine'));
    const seen = [typeof localStorage.setItem, localStorage.getItem('setItem'), Object.keys(localStorage)];
    // In Chromium it outlives clear(), and hides the method from then on.
    delete localStorage.setItem;
    return [set, seen];
  },
  'properties of an area are its keys, methods are not': () => {
    localStorage.setItem('one', '1');
    localStorage.two = '2';
    const walked = [];
    for (const key in localStorage) walked.push(key);
    return [
      Object.keys(localStorage).sort(),
      Reflect.ownKeys(localStorage).sort(),
      walked.sort(),
      'setItem' in localStorage,
      Object.hasOwn(localStorage, 'setItem'),
      JSON.stringify({ ...localStorage }).length,
      localStorage.length,
    ];
  },
  'descriptors of items, and of what is none': () => {
    localStorage.setItem('item', 'value');
    return ['item', 'none', 'setItem', 'length', Symbol.toStringTag].map((key) =>
      Object.getOwnPropertyDescriptor(localStorage, key),
    );
  },
  'defining, deleting and testing properties': (t) => [
    t.attempt(() => Object.defineProperty(localStorage, 'a', { value: 'b' }) === localStorage),
    t.attempt(() => Object.defineProperty(localStorage, 'c', { get: () => 1 }) === localStorage),
    localStorage.getItem('a'),
    localStorage.getItem('c'),
    t.attempt(() => delete localStorage.a),
    t.attempt(() => Reflect.deleteProperty(localStorage, 'none')),
    t.attempt(() => delete localStorage.setItem),
    typeof localStorage.setItem,
  ],
  'symbols as property names are no items': (t) => {
    const name = Symbol('mine');
    const set = t.attempt(() => (localStorage[name] = 'value'));
    return [set, localStorage[name], localStorage.length, Object.getOwnPropertySymbols(localStorage)];
  },
  'an area can not be frozen, sealed or closed': (t) => [
    t.attempt(() => Object.freeze(localStorage) === localStorage),
    t.attempt(() => Object.seal(localStorage) === localStorage),
    t.attempt(() => Object.preventExtensions(localStorage) === localStorage),
    Object.isExtensible(localStorage),
    t.attempt(() => Object.setPrototypeOf(localStorage, null) === null),
    t.attempt(() => Object.setPrototypeOf(localStorage, Storage.prototype) === localStorage),
    typeof localStorage.setItem,
  ],
  'the class can neither be called nor constructed nor extended to any use': (t) => [
    t.attempt(() => Storage()),
    t.attempt(() => new Storage()),
    t.attempt(() => new (class extends Storage {})()),
    t.attempt(() => Reflect.construct(Object, [], Storage) instanceof Storage),
    t.attempt(() => Storage.prototype.length),
  ],
  'what the page puts on the prototype is seen on areas, and can go again': () => {
    Storage.prototype.mine = 5;
    const seen = [localStorage.mine, 'mine' in localStorage, Object.hasOwn(localStorage, 'mine')];
    delete Storage.prototype.mine;
    return [seen, localStorage.mine];
  },
  'a wrapper that the page puts over setItem is called once, with the area and the arguments': () => {
    const native = Storage.prototype.setItem;
    const calls = [];
    Storage.prototype.setItem = function (...args) {
      calls.push([this === localStorage, args]);
      return native.apply(this, args);
    };
    localStorage.setItem('a', 'b');
    const own = Object.getOwnPropertyDescriptor(Storage.prototype, 'setItem');
    Storage.prototype.setItem = native;
    localStorage.setItem('c', 'd');
    return [calls, own, localStorage.length, Object.keys(Storage.prototype)];
  },
  'a method that was deleted is gone, and can be defined anew': (t) => {
    const native = Storage.prototype.clear;
    delete Storage.prototype.clear;
    const gone = t.attempt(() => localStorage.clear());
    Storage.prototype.clear = () => 'mine';
    const mine = localStorage.clear();
    return [gone, mine, t.attempt(() => native.call(localStorage))];
  },
  'lone surrogates and NUL are kept as they are': () => {
    const odd = ['\ud800', '\udfff\ud800', 'a\0b', '\u2028', '\uffff', '\u{1f600}'];
    for (const text of odd) localStorage.setItem(text, text);
    return odd.map((text) => localStorage.getItem(text) === text && localStorage.getItem(text).length);
  },
  'key(n) counts as it does, before and after writes': () => {
    localStorage.setItem('a', '1');
    const one = [localStorage.key(0), localStorage.key(1), localStorage.key(-1), localStorage.key(2 ** 32)];
    localStorage.setItem('a', '2');
    localStorage.removeItem('a');
    return [one, localStorage.key(0), localStorage.key('0'), localStorage.key(NaN)];
  },
  'promises, timers and writes keep their order': async (t) => {
    const log = [];
    Promise.resolve().then(() => log.push('microtask before'));
    localStorage.setItem('a', 'b');
    Promise.resolve().then(() => log.push('microtask after'));
    queueMicrotask(() => log.push('queued'));
    log.push('sync');
    await t.turn();
    return log;
  },
};
