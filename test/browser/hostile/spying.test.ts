import { startSite } from '../harness/site';
import { isWriteOf, recordsWhen } from './attack';
import { describeInBoth, withBrowser } from '../harness/with-browser';

/**
 * A page that replaces what it can once its own code runs, and writes down whatever calls its replacements.
 */
const spying = `<!doctype html><title>spy</title><link rel="icon" href="data:,"><body></body><script>
  const seen = [];
  // Else its own entries would come to the setter that this page puts on Object.prototype.
  Object.setPrototypeOf(seen, null);
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
  for (const name of ['type', 'time', 'channel', 'detail', 'data', 'toJSON', 'get', 'set', 'value', 'enumerable', 'apply', 'construct', 'error', 'cause', 'stack', 't', 'v', 'k', 'n', '0', 'bubbles', 'cancelable', 'composed', 'relatedTarget']) {
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

/** Answers the spy, whose script then gets an event of each kind. */
const answering = `<!doctype html><title>answering</title><link rel="icon" href="data:,"><script>
  const channel = new BroadcastChannel('spied');
  channel.onmessage = () => { localStorage.setItem('by the other', '1'); channel.postMessage('answer'); };
</script>`;

describeInBoth('a page', (launch) => {
  const { browser, site } = withBrowser(launch, () => startSite({ '/spy': spying, '/answering': answering }));

  it('that replaces and traps everything is recorded as any other, and sees nothing of it', async () => {
    const other = await browser.open(`${site.origin}/answering`);
    const page = await browser.open(`${site.origin}/spy`);
    // In a script of the page: what the test's driver calls for itself must not be counted.
    await page.addScriptTag({
      content: `{
        const channel = new BroadcastChannel('spied');
        const { port } = new SharedWorker('data:text/javascript,onconnect=0');
        const value = Object.create(null);
        Object.defineProperty(value, 'text', { __proto__: null, value: 'x', enumerable: true });
        Object.defineProperty(value, 'list', { __proto__: null, value: [1, 2], enumerable: true });
        const key = Object.create(null);
        Object.defineProperty(key, 'toString', { __proto__: null, value: () => 'converted' });
        let awaited = 2;
        const heard = () => {
          awaited -= 1;
          if (awaited === 0) setTimeout(() => { quiet.on = true; localStorage.setItem('end of spying', '1'); });
        };
        addEventListener('storage', heard);
        channel.onmessage = heard;
        // Not in the task that has made the objects: what was noted then is on its way.
        setTimeout(() => {
          quiet.on = false;
          localStorage.setItem('spied', '1');
          localStorage.setItem(key, '1');
          port.postMessage(value);
          channel.postMessage(value);
        });
      }`,
    });
    const records = await recordsWhen(browser, site.origin, 'the end', isWriteOf('end of spying'));
    // As one text: Firefox's driver would go through a list by the iterator of this page.
    const seen = await page.evaluate(() => {
      const { seen: list } = window as unknown as {
        seen: { readonly [index: number]: string; length: number };
      };
      let text = '';
      for (let index = 0; index < list.length; index += 1) text += `${list[index] ?? ''}; `;
      return text;
    });
    expect(seen).toBe('');
    expect(records.find(isWriteOf('spied'))).toMatchObject({
      method: 'setItem',
      oldValue: null,
      newValue: '1',
    });
    expect(records.some(isWriteOf('converted'))).toBe(true);
    expect(records.some((record) => record.type === 'storage-event' && record.key === 'by the other')).toBe(
      true,
    );
    expect(records.find((record) => record.type === 'receive' && record.data === 'answer')).toBeDefined();
    const { context } = records.find(isWriteOf('spied')) ?? {};
    const own = records.filter((record) => record.context === context);
    expect(own.find(({ type, channel }) => type === 'send' && channel.name === 'spied')).toMatchObject({
      data: { t: 'object', k: ['text', 'list'], v: ['x', { t: 'array', v: [1, 2], n: 2 }], n: 2 },
    });
    await Promise.all([page.close(), other.close()]);
  });

  it('that replaces constructors and namespaces whole, long after it was loaded, is recorded on', async () => {
    const page = await browser.open(`${site.origin}/later`);
    await page.addScriptTag({
      content: `{
        const channel = new BroadcastChannel('replaced');
        window.called = [];
        const trap = (name) => new Proxy(function () {}, { get: (_, key) => { called.push(name + '.' + String(key)); throw name; }, apply: () => { called.push(name); throw name; }, construct: () => { called.push('new ' + name); throw name; } });
        const write = localStorage.setItem.bind(localStorage);
        const post = channel.postMessage.bind(channel);
        const define = Object.defineProperty;
        const names = ['JSON', 'Promise', 'EventTarget', 'Array', 'Object', 'Reflect', 'WeakMap', 'Proxy', 'CustomEvent', 'MouseEvent', 'Error', 'String', 'Number', 'queueMicrotask', 'performance'];
        const traps = names.map(trap);
        for (let index = 0; index < names.length; index += 1)
          define(window, names[index], { value: traps[index], configurable: true, writable: true });
        setTimeout(() => {
          write('replaced', '1');
          post({ list: [1] });
        });
      }`,
    });
    const records = await recordsWhen(
      browser,
      site.origin,
      'the message',
      ({ type, channel }) => type === 'send' && channel.name === 'replaced',
    );
    expect(records.some(isWriteOf('replaced'))).toBe(true);
    expect(await page.evaluate('called')).toEqual([]);
    await page.close();
  });
});
