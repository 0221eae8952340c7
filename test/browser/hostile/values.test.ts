import type { Page } from 'puppeteer-core';
import { describeInBoth } from '../harness/both';
import { startSite, type Site } from '../harness/site';
import { recordsAfterWrite, type Attacked } from './attack';

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
  let browser: Attacked;
  let site: Site;
  let page: Page;

  beforeAll(async () => {
    site = await startSite({ '/traps': trapping });
    browser = await launch();
    page = await browser.open(`${site.origin}/traps`);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
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
