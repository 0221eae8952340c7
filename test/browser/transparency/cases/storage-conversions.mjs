/** How often and in which order keys and values become strings. */
export const storageConversions = {
  'a key and a value are converted once, in order': (t) => {
    const log = [];
    localStorage.setItem(t.text('key', log), t.text('value', log));
    return [log, localStorage.getItem('key')];
  },
  'every method converts its key once': (t) => {
    const log = [];
    for (const method of ['getItem', 'removeItem', 'key']) localStorage[method](t.text(method, log, '0'));
    return log;
  },
  'nothing is converted on what is no Storage': (t) => {
    const log = [];
    const attempts = ['setItem', 'removeItem'].map((method) =>
      t.attempt(() => Storage.prototype[method].call({}, t.text('key', log), t.text('value', log))),
    );
    return [attempts, log];
  },
  'nothing is converted with too few arguments': (t) => {
    const log = [];
    return [t.attempt(() => localStorage.setItem(t.text('key', log))), log];
  },
  'a key that throws keeps the value from being converted': (t) => {
    const log = [];
    const key = {
      toString() {
        throw new RangeError('mine');
      },
    };
    return [t.attempt(() => localStorage.setItem(key, t.text('value', log))), log, localStorage.length];
  },
  'a value that throws writes nothing, and throws the page’s very error': (t) => {
    const error = new RangeError('mine');
    const value = {
      toString() {
        throw error;
      },
    };
    const { threw } = t.attempt(() => localStorage.setItem('a', value));
    return [threw === error, threw, localStorage.length];
  },
  'what is thrown need not be an error': (t) =>
    [undefined, null, 'text', 5, { a: 1 }].map((thrown) =>
      t.attempt(() =>
        localStorage.setItem('a', {
          toString() {
            throw thrown;
          },
        }),
      ),
    ),
  'a Proxy that is thrown is not looked at': (t) => {
    const log = [];
    const thrown = t.logged({}, log);
    const caught = t.attempt(() =>
      localStorage.setItem('a', {
        toString() {
          throw thrown;
        },
      }),
    );
    return [caught.threw === thrown, log];
  },
  'Symbol.toPrimitive is asked first, with the hint string': (t) => {
    const log = [];
    const value = {
      ...t.text('value', log),
      [Symbol.toPrimitive]: (...args) => (log.push(args), 'primitive'),
    };
    localStorage.setItem('a', value);
    return [log, localStorage.getItem('a')];
  },
  'toString that gives an object leads to valueOf': (t) => {
    const log = [];
    localStorage.setItem('a', t.text('value', log, {}));
    return [log, localStorage.getItem('a')];
  },
  'a conversion that gives a symbol throws what it throws': (t) =>
    t.attempt(() => localStorage.setItem('a', { toString: () => Symbol('inner') })),
  'a conversion that gives another primitive is made text of': () =>
    [1, -0, null, undefined, true, 10n].map((result) => {
      localStorage.setItem('a', { toString: () => result });
      return localStorage.getItem('a');
    }),
  'symbols throw what they throw, at either place': (t) => {
    const log = [];
    return [
      t.attempt(() => localStorage.setItem(Symbol('k'), t.text('value', log))),
      t.attempt(() => localStorage.setItem(t.text('key', log), Symbol('v'))),
      t.attempt(() => localStorage.removeItem(Symbol.iterator)),
      t.attempt(() => localStorage.setItem(Object(Symbol('boxed')), 'v')),
      log,
    ];
  },
  'primitives become the same text': () =>
    [undefined, null, -0, 1e21, NaN, 0.1, true, 12345678901234567890n, ''].map((value) => {
      localStorage.setItem(value, value);
      return [localStorage.getItem(`${value}`), localStorage.key(0), localStorage.clear()];
    }),
  'arrays, functions, dates and class instances become the same text': () => {
    class Named {
      toString() {
        return super.toString();
      }
    }
    return [
      [],
      [1, [2, null]],
      (a) => a,
      new Named(),
      /x/g,
      new Error('e'),
      new Map(),
      window,
      Object(5n),
    ].map((value) => {
      localStorage.setItem('a', value);
      return localStorage.getItem('a');
    });
  },
  'toString that is an inherited getter is read once': () => {
    const log = [];
    class Value {
      get toString() {
        log.push('get toString');
        return () => (log.push('call toString'), 'text');
      }
    }
    localStorage.setItem(new Value(), new Value());
    return [log, localStorage.getItem('text')];
  },
  'a Proxy as key and as value: the same traps in the same order': (t) => {
    const log = [];
    localStorage.setItem(
      t.logged({ toString: () => 'k' }, log, 'key'),
      t.logged({ toString: () => 'v' }, log, 'value'),
    );
    localStorage.removeItem(t.logged({}, log, 'removed'));
    return [log, localStorage.getItem('k')];
  },
  'a Proxy of a function as value': (t) => {
    const log = [];
    return [
      t.attempt(() =>
        localStorage.setItem(
          'a',
          t.logged(() => 1, log),
        ),
      ),
      log,
      localStorage.getItem('a'),
    ];
  },
  'a revoked Proxy as key throws what it throws': (t) => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return [
      t.attempt(() => localStorage.setItem(proxy, 'v')),
      t.attempt(() => localStorage.setItem('k', proxy)),
    ];
  },
  'document.all, which says it is undefined, is converted once': () => {
    const log = [];
    document.all.toString = () => (log.push('toString'), 'all');
    localStorage.setItem(document.all, document.all);
    localStorage.removeItem(document.all);
    return log;
  },
  'a conversion sees the area as it is before the write': () => {
    localStorage.setItem('a', 'before');
    const seen = [];
    localStorage.setItem('a', {
      toString() {
        seen.push(localStorage.getItem('a'), localStorage.length);
        return 'after';
      },
    });
    return [seen, localStorage.getItem('a')];
  },
  'a conversion that writes the same key is written over': () => {
    localStorage.setItem('a', {
      toString() {
        localStorage.setItem('a', 'inner');
        localStorage.setItem('b', 'inner');
        return 'outer';
      },
    });
    return Object.entries(localStorage).sort();
  },
  'a conversion that clears, and one that removes the method': () => {
    localStorage.setItem('kept', '1');
    localStorage.setItem({ toString: () => (localStorage.clear(), 'key') }, 'value');
    const { setItem } = Storage.prototype;
    localStorage.setItem('x', { toString: () => (delete Storage.prototype.setItem, 'y') });
    Storage.prototype.setItem = setItem;
    return Object.entries(localStorage).sort();
  },
  'removeItem converts before it removes': () => {
    localStorage.setItem('a', '1');
    localStorage.removeItem({
      toString: () => (localStorage.setItem('a', '2'), localStorage.setItem('b', '3'), 'a'),
    });
    return Object.entries(localStorage);
  },
  'this of a conversion is the object, with no arguments': () => {
    const seen = [];
    const value = {
      toString(...args) {
        seen.push(this === value, args.length, new.target);
        return '';
      },
    };
    localStorage.setItem(value, value);
    return seen;
  },
  'a conversion in strict code gets a string primitive wrapped as it was': () => {
    'use strict';
    const boxed = new String('boxed');
    boxed.toString = function () {
      return typeof this;
    };
    localStorage.setItem('a', boxed);
    return localStorage.getItem('a');
  },
  'conversions that the page puts on built-in prototypes run once': () => {
    const log = [];
    const native = Array.prototype.toString;
    Array.prototype.toString = function () {
      log.push('Array');
      return native.call(this);
    };
    Object.prototype[Symbol.toPrimitive] = undefined;
    Number.prototype.toString = () => (log.push('Number'), 'number');
    localStorage.setItem([1], [2]);
    localStorage.setItem(5, 6);
    Array.prototype.toString = native;
    delete Object.prototype[Symbol.toPrimitive];
    return [log, Object.entries(localStorage).sort()];
  },
  'properties are assigned as natively: one conversion of the value': (t) => {
    const log = [];
    localStorage.direct = t.text('value', log);
    localStorage[t.text('key', log)] = t.text('other', log);
    return [log, Object.entries(localStorage).sort()];
  },
  'objects that have no conversion throw what they throw': (t) =>
    [
      Object.create(null),
      { toString: null, valueOf: null },
      { toString: 5, valueOf: 'text' },
      { toString: () => ({}), valueOf: () => ({}) },
      { [Symbol.toPrimitive]: 5 },
      { [Symbol.toPrimitive]: () => ({}) },
      Object.assign(() => 1, { toString: undefined, valueOf: undefined }),
    ].map((object) => [
      t.attempt(() => localStorage.setItem(object, 'v')),
      t.attempt(() => localStorage.setItem('k', object)),
      t.attempt(() => localStorage.removeItem(object)),
    ]),
};
