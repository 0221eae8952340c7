import type { Page } from 'puppeteer-core';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { startSite } from '../harness/site';
import { recordsAfterWrite } from './attack';

/** A value each of whose parts runs code of the page if it is touched in the wrong way; what ran is noted. */
const trapping = `<!doctype html><title>traps</title><link rel="icon" href="data:,"><script>
  const ran = [];
  window.ran = ran;
  function sprung(name) { return () => { ran.push(name); throw new Error('sprung: ' + name); }; }
  // The native call survives these: what runs after it would run them once more.
  function noting(name, value) { return () => { ran.push(name); return value; }; }
  const handler = new Proxy({}, { get: (_, trap) => sprung('trap ' + String(trap)) });
  window.values = {
    proxy: () => new Proxy({ a: 1 }, handler),
    'proxy of a function': () => new Proxy(function () {}, handler),
    'proxy as prototype': () => Object.create(new Proxy({}, handler), { a: { value: 1, enumerable: true } }),
    'proxy within': () => ({ list: [1, { inner: new Proxy([], handler) }] }),
    getter: () => ({ get a() { return sprung('getter')(); } }),
    'getter that gives a value': () => Object.defineProperty({}, 'a', { get: noting('getter', 1), enumerable: true }),
    'getter in a list': () => Object.defineProperty([1], 1, { get: noting('getter', 1), enumerable: true }),
    'getter before what can not be cloned': () => ({ __proto__: null, get a() { ran.push('getter'); return 1; }, b() {} }),
    toJSON: () => ({ a: 1, __proto__: { toJSON: sprung('toJSON') } }),
    'valueOf and toString': () => ({ a: 1, __proto__: { valueOf: sprung('valueOf'), toString: sprung('toString'), [Symbol.toPrimitive]: sprung('toPrimitive') } }),
    'class names': () => ({ a: 1, __proto__: { get constructor() { return sprung('constructor')(); }, get [Symbol.toStringTag]() { return sprung('toStringTag')(); } } }),
    iterator: () => { const list = [1, 2]; list.__proto__ = { __proto__: Array.prototype, [Symbol.iterator]: sprung('iterator'), get length() { return sprung('length')(); } }; return list; },
    error: () => { const error = new Error('plain'); for (const name of ['message', 'stack', 'cause']) Object.defineProperty(error, name, { get: noting(name, 'own') }); return error; },
    map: () => { const map = new Map([['k', 'v']]); map.forEach = sprung('forEach'); map.__proto__ = { __proto__: Map.prototype, get size() { return sprung('size')(); } }; return map; },
  };
  window.then = sprung('then');
</script>`;

describeInBoth('a page of values that run its code when they are looked at', (launch) => {
  const { browser, site } = withBrowser(launch, () => startSite({ '/traps': trapping }));
  let page: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/traps`);
  });

  it.each([
    'proxy',
    'proxy of a function',
    'proxy as prototype',
    'proxy within',
    'getter',
    'getter that gives a value',
    'getter in a list',
    'getter before what can not be cloned',
    'toJSON',
    'valueOf and toString',
    'class names',
    'iterator',
    'error',
    'map',
  ])('%s: sending it runs what the native call runs, and nothing more', async (name) => {
    const [ours, natives] = await page.evaluate((which) => {
      interface Own {
        values: { [name: string]: () => unknown };
        ran: string[];
      }
      const { values, ran } = window as unknown as Own;
      // structuredClone does what postMessage does with a value, and is not hooked.
      const during = (send: (value: unknown) => void): string[] => {
        ran.length = 0;
        let outcome = 'sent';
        try {
          send(values[which]?.());
        } catch (error) {
          outcome = error instanceof Error ? error.name : 'threw';
        }
        return [...ran, outcome];
      };
      const channel = new BroadcastChannel(`value ${which}`);
      return [during((value) => channel.postMessage(value)), during((value) => structuredClone(value))];
    }, name);
    expect(ours).toEqual(natives);
    const records = await recordsAfterWrite(browser, page, site.origin, `after ${name}`);
    expect(
      records.filter(({ type, channel }) => type === 'send' && channel.name === `value ${name}`),
    ).toHaveLength(1);
  });

  it.each(['key', 'value'])(
    'a %s that throws when it is made a string: the page gets its own exception',
    async (which) => {
      const caught = await page.evaluate((part) => {
        const thrower = {
          toString() {
            throw new RangeError('mine');
          },
        } as unknown as string;
        try {
          localStorage.setItem(part === 'key' ? thrower : 'k', part === 'key' ? 'v' : thrower);
          return 'nothing';
        } catch (error) {
          return String(error);
        }
      }, which);
      expect(caught).toBe('RangeError: mine');
      await recordsAfterWrite(browser, page, site.origin, `after the ${which} that throws`);
    },
  );

  it('pictures of what JSON can and cannot say are the same where the page has a toJSON of its own', async () => {
    const sprung = await page.evaluate(async () => {
      const { ran, then } = window as unknown as { ran: string[]; then: () => void };
      const twice = { a: 1 };
      const cycle: { self?: unknown } = {};
      cycle.self = cycle;
      let deep: unknown = 'bottom';
      for (let depth = 0; depth < 20; depth += 1) deep = { deep };
      const values: unknown[] = [
        { type: 'tick', n: 1, list: [1, 'two', { three: null }], empty: {}, none: [], yes: true },
        [-0, NaN, Infinity, undefined, 10n, 'x'.repeat(40_000)],
        Object.assign([1, , 3], { more: 'than a list' }),
        Object.defineProperty([1, 2], 'more', { value: 'hidden' }),
        JSON.parse('{ "b": 1, "7": 2, "__proto__": { "a": 3 }, "\\ud800": "\\udfff" }'),
        { __proto__: null, inherits: 'nothing' },
        { one: twice, other: twice },
        cycle,
        deep,
        Array.from({ length: 30 }, () => 'y'.repeat(3_000)),
        { ['k'.repeat(2_000)]: 1, t: 'json', v: { t: 'cut' } },
        Object.defineProperty({ a: 1 }, 'toJSON', { value: then }),
        [new Date(0), new Map([['k', { v: 1 }]]), new Uint8Array(2), /x/g, new Error('e')],
        {
          own: new (class Own {
            a = 1;
          })(),
        },
      ];
      ran.length = 0;
      const send = async (name: string): Promise<void> => {
        const [to, from] = [new BroadcastChannel(name), new BroadcastChannel(name)];
        let left = values.length;
        await new Promise<void>((resolve) => {
          from.onmessage = () => {
            left -= 1;
            if (left === 0) resolve();
          };
          for (const value of values) to.postMessage(value);
        });
      };
      await send('usual');
      for (const prototype of [Object.prototype, Array.prototype])
        Object.defineProperty(prototype, 'toJSON', { value: then, configurable: true });
      await send('with toJSON');
      return ran;
    });
    expect(sprung).toEqual([]);
    const records = await recordsAfterWrite(browser, page, site.origin, 'after a toJSON of the page');
    const pictures = ['send', 'receive'].flatMap((type) =>
      ['usual', 'with toJSON'].map((name) =>
        records.flatMap((one) =>
          one.type === type && 'data' in one && one.channel.name === name ? [one.data] : [],
        ),
      ),
    );
    expect(pictures[0]).toHaveLength(14);
    for (const one of pictures.slice(1)) expect(one).toEqual(pictures[0]);
    expect(pictures[0]?.[0]).toEqual({
      t: 'object',
      k: ['type', 'n', 'list', 'empty', 'none', 'yes'],
      v: [
        'tick',
        1,
        { t: 'array', v: [1, 'two', { t: 'object', k: ['three'], v: [null], n: 1 }], n: 3 },
        { t: 'object', k: [], v: [], n: 0 },
        { t: 'array', v: [], n: 0 },
        true,
      ],
      n: 6,
    });
  });

  it('a page that freezes what we have changed is recorded on', async () => {
    const frozen = await browser.open(`${site.origin}/frozen`);
    await frozen.evaluate(() => {
      for (const one of [
        Storage,
        EventTarget,
        BroadcastChannel,
        MessagePort,
        Object,
        Array,
        Function,
        Promise,
      ])
        Object.freeze(one.prototype);
      for (const one of [Object, Reflect, JSON, window.BroadcastChannel, Function.prototype])
        Object.freeze(one);
      new BroadcastChannel('though frozen').postMessage(1);
    });
    const records = await recordsAfterWrite(browser, frozen, site.origin, 'though frozen');
    expect(records.some(({ type, channel }) => type === 'send' && channel.name === 'though frozen')).toBe(
      true,
    );
    await frozen.close();
  });
});
