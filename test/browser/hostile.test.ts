import type { Page } from 'puppeteer-core';
import type { Record } from '../../src/record';
import { launchChromium, type Chromium } from './harness/chromium';
import { startSite, type Site } from './harness/site';
import { waitFor } from './harness/wait';

/** A page that replaces what it can once its own code runs, and writes down whatever calls its replacements. */
const spying = `<!doctype html><title>spy</title><link rel="icon" href="data:,"><body></body><script>
  const seen = [];
  window.seen = seen;
  const quiet = { on: true };
  window.quiet = quiet;
  function spy(owner, name) {
    const native = owner[name];
    owner[name] = function (...args) {
      if (!quiet.on) seen[seen.length] = name;
      return Reflect.apply(native, this, args);
    };
  }
  for (const name of ['push', 'slice', 'map', 'join', 'concat', 'forEach', 'indexOf']) spy(Array.prototype, name);
  for (const name of ['slice', 'charCodeAt', 'indexOf', 'split', 'replace']) spy(String.prototype, name);
  for (const name of ['dispatchEvent']) spy(EventTarget.prototype, name);
  spy(JSON, 'stringify'); spy(JSON, 'parse'); spy(Promise.prototype, 'then'); spy(WeakMap.prototype, 'get'); spy(WeakMap.prototype, 'set');
  spy(Reflect, 'getOwnPropertyDescriptor'); spy(Reflect, 'ownKeys'); spy(Object, 'getOwnPropertyDescriptor'); spy(window, 'queueMicrotask');
  spy(Performance.prototype, 'now'); spy(Storage.prototype, 'getItem');
  Array.prototype[Symbol.iterator] = (native => function () { if (!quiet.on) seen[seen.length] = 'iterator'; return native.call(this); })(Array.prototype[Symbol.iterator]);
  for (const name of ['type', 'time', 'channel', 'detail', 'data', 'toJSON', 'get', 'set', 'value', 'enumerable', 'apply', 'construct', 'error', 'cause', 'stack', 't', 'v', 'k', 'n', '0']) {
    Object.defineProperty(Object.prototype, name, {
      __proto__: null,
      configurable: true,
      get() { if (!quiet.on) seen[seen.length] = 'get ' + name; return undefined; },
      set(value) { if (!quiet.on) seen[seen.length] = 'set ' + name; Object.defineProperty(this, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true }); },
    });
  }
  Object.defineProperty(CustomEvent.prototype, 'detail', { __proto__: null, get() { seen[seen.length] = 'detail'; return null; } });
  Object.defineProperty(MessageEvent.prototype, 'data', { __proto__: null, get() { seen[seen.length] = 'data'; return null; } });
</script>`;

describe('a hostile page', () => {
  let chromium: Chromium;
  let site: Site;

  beforeAll(async () => {
    site = await startSite({
      '/spy': spying,
      '/early': `<!doctype html><title>early</title><script>
        window.hellos = [];
        document.addEventListener('tabshark-hello', (event) => hellos.push(event.type), true);
      </script>`,
    });
    chromium = await launchChromium();
  });

  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  const recordsAfter = (passes: (record: Record) => boolean): Promise<Record[]> =>
    waitFor('the records', async () => {
      const { records } = await chromium.stored(site.origin);
      return records.some(passes) && records;
    });
  const hasKey =
    (key: string) =>
    (record: Record): boolean =>
      record.type === 'storage-write' && record.key === key;

  it('that replaces and traps everything is recorded as any other, and sees nothing of it', async () => {
    const page = await chromium.open(`${site.origin}/spy`);
    // In a script of the page: what the test's driver calls for itself must not be counted.
    await page.addScriptTag({
      content: `{
        const channel = new BroadcastChannel('spied');
        const { port } = new SharedWorker('data:text/javascript,onconnect=0');
        const value = Object.create(null);
        Object.defineProperty(value, 'text', { __proto__: null, value: 'x', enumerable: true });
        Object.defineProperty(value, 'list', { __proto__: null, value: [1, 2], enumerable: true });
        quiet.on = false;
        localStorage.setItem('spied', '1');
        channel.postMessage(value);
        port.postMessage(value);
        setTimeout(() => { quiet.on = true; localStorage.setItem('end of spying', '1'); }, 50);
      }`,
    });
    const records = await recordsAfter(hasKey('end of spying'));
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
    expect(records.find(hasKey('spied'))).toMatchObject({ method: 'setItem', oldValue: null, newValue: '1' });
    expect(records.find(({ type, channel }) => type === 'send' && channel.name === 'spied')).toMatchObject({
      data: { t: 'object', k: ['text', 'list'], v: ['x', { t: 'array', v: [1, 2], n: 2 }], n: 2 },
    });
    await page.close();
  });

  it('hears no hello, and can not pass for one of our scripts with a hello of its own', async () => {
    const page = await chromium.open(`${site.origin}/early`);
    const before = (await chromium.stored(site.origin)).records.length;
    const answered = await page.evaluate(() => {
      const node = document.createElement('i');
      const orders: string[] = [];
      node.addEventListener('order', (event) => orders.push(String((event as CustomEvent).detail)));
      document.dispatchEvent(new MouseEvent('tabshark-hello', { relatedTarget: node }));
      node.dispatchEvent(
        new CustomEvent('batch', {
          detail: '1:[{"type":"lifecycle","time":1,"channel":{"kind":"document","name":""},"state":"gone"}]',
        }),
      );
      localStorage.setItem('after the false hello', '1');
      return orders;
    });
    expect(answered).toEqual([]);
    // Its own listener hears its own event alone: ours was over before its code ran.
    expect(await page.evaluate(() => (window as unknown as { hellos: string[] }).hellos)).toEqual([
      'tabshark-hello',
    ]);
    const records = await recordsAfter(hasKey('after the false hello'));
    expect(
      records.slice(before).filter((record) => record.type === 'lifecycle' && record.time === 1),
    ).toEqual([]);
    await page.close();
  });

  it('can send what is huge or deep without being stopped, nor stopping us', async () => {
    const page = await chromium.open(`${site.origin}/huge`);
    await page.evaluate(() => {
      const channel = new BroadcastChannel('huge');
      channel.postMessage('x'.repeat(100 * 1024 * 1024));
      let deep: unknown[] = [];
      for (let level = 0; level < 1_000; level += 1) deep = [deep];
      channel.postMessage(deep);
      channel.postMessage(
        Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index])),
      );
      channel.postMessage(new Array(4_000_000_000));
      localStorage.setItem('k'.repeat(1_000_000), 'v');
      localStorage.setItem('after the huge', '1');
    });
    const records = await recordsAfter(hasKey('after the huge'));
    const sends = records.filter(({ type, channel }) => type === 'send' && channel.name === 'huge');
    expect(sends).toMatchObject([
      { data: { t: 'text', n: 100 * 1024 * 1024 } },
      { data: { t: 'array', n: 1 } },
      { data: { t: 'object', n: 100_000 } },
      { data: { t: 'array', n: 4_000_000_000 } },
    ]);
    expect(JSON.stringify(sends).length).toBeLessThan(500_000);
    await page.close();
  });

  it('can not keep us from recording by freezing what we have changed', async () => {
    const page = await chromium.open(`${site.origin}/frozen`);
    await page.evaluate(() => {
      for (const frozen of [
        Storage.prototype,
        EventTarget.prototype,
        Object.prototype,
        Array.prototype,
        Function.prototype,
      ])
        Object.freeze(frozen);
      localStorage.setItem('though frozen', '1');
    });
    await recordsAfter(hasKey('though frozen'));
    await page.close();
  });

  it('can not speak to the background, nor see the extension', async () => {
    const page = await chromium.open(`${site.origin}/outside`);
    const reached = await page.evaluate(
      async (id) => [
        typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime,
        await fetch(`chrome-extension://${id}/popup/popup.html`).then(
          () => 'fetched',
          () => 'refused',
        ),
      ],
      chromium.extensionId,
    );
    expect(reached).toEqual(['undefined', 'refused']);
    await page.close();
  });

  it('gets an answer from no command that it sends as a content script would', async () => {
    // A content script of another extension, or a page that broke out of its world, has no more than runtime.sendMessage.
    const page: Page = await chromium.open(`${site.origin}/commands`);
    const before = (await chromium.stored(site.origin)).records.length;
    const session = await page.createCDPSession();
    const contexts: { id: number; origin: string }[] = [];
    session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context));
    await session.send('Runtime.enable');
    const isolated = contexts.find(({ origin }) => origin === `chrome-extension://${chromium.extensionId}`);
    const { result } = await session.send('Runtime.evaluate', {
      contextId: isolated?.id ?? -1,
      awaitPromise: true,
      returnByValue: true,
      expression: `Promise.race([
        chrome.runtime.sendMessage({ type: 'clear', origin: ${JSON.stringify(site.origin)} }).then((answer) => JSON.stringify(answer) ?? 'none', () => 'none'),
        new Promise((resolve) => setTimeout(resolve, 500, 'none')),
      ])`,
    });
    expect(result.value).toBe('none');
    expect((await chromium.stored(site.origin)).records.length).toBeGreaterThanOrEqual(before);
    await page.close();
  });
});
