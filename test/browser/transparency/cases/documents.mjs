/**
 * What a document shows of itself: globals, nodes, resources, reports, document.open, frames without an
 * address.
 */
export const documents = {
  'no name of the extension’s, on the window or in the document': () => [
    Object.getOwnPropertyNames(window)
      .filter((name) => /tabshark|hook|watch/i.test(name))
      .sort(),
    Object.keys(window).length,
    Object.getOwnPropertySymbols(window).map(String),
    document.documentElement.outerHTML.includes('tabshark'),
    document.querySelectorAll('*').length,
    document.scripts.length,
    document.styleSheets.length,
    Object.keys(document),
    Object.keys(document.documentElement.dataset),
  ],
  'order of keys of the window': () => Object.keys(window).slice(0, 400),
  'no resource, report or cookie is added': () => [
    performance.getEntriesByType('resource').map(({ name }) => name.slice(0, 10)),
    performance.getEntriesByType('mark').length,
    typeof ReportingObserver === 'function'
      ? new ReportingObserver(() => 1, { buffered: true }).takeRecords().length
      : 'none',
    document.cookie,
    localStorage.length,
  ],
  'no database, cache or lock is added': async () => [
    (await indexedDB.databases()).filter(({ name }) => /tabshark/.test(name)),
    await caches.keys(),
    (await navigator.locks.query()).held.length,
  ],
  'chrome and browser are what they are': () => [
    typeof chrome,
    typeof chrome === 'object' ? Object.keys(chrome) : '',
    typeof browser,
  ],
  'a mutation observer of the page sees its own changes alone': async (t) => {
    const seen = [];
    new MutationObserver((records) =>
      seen.push(...records.map(({ type, target }) => [type, target.nodeName])),
    ).observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      characterData: true,
    });
    localStorage.setItem('a', 'b');
    new BroadcastChannel('x').postMessage(1);
    document.body.append('text');
    await t.turn();
    return seen;
  },
  'createElement and CustomEvent that the page replaces are not called': async (t) => {
    const log = [];
    const { createElement } = Document.prototype;
    Document.prototype.createElement = function (...args) {
      log.push('createElement');
      return createElement.apply(this, args);
    };
    const { dispatchEvent: dispatch } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function (...args) {
      log.push('dispatchEvent');
      return dispatch.apply(this, args);
    };
    localStorage.setItem('a', 'b');
    await t.turn();
    Document.prototype.createElement = createElement;
    EventTarget.prototype.dispatchEvent = dispatch;
    return log;
  },
  'timers and frames of animation that the page replaces are not called': async (t) => {
    const log = [];
    const names = ['setTimeout', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback'];
    const natives = names.map((name) => window[name]);
    for (const [index, name] of names.entries()) {
      window[name] = (...args) => {
        log.push(name);
        return natives[index].apply(window, args);
      };
    }
    new BroadcastChannel('x').postMessage(1);
    localStorage.setItem('a', 'b');
    await new Promise((resolve) => natives[0].call(window, resolve, 50));
    for (const [index, name] of names.entries()) window[name] = natives[index];
    return log;
  },
  'document.open in a frame: listeners go, functions stay': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const heard = [];
    other.addEventListener('message', () => heard.push('before'));
    const { setItem } = other.Storage.prototype;
    other.document.open();
    other.document.write('<p>new</p><script>localStorage.setItem("written", "in")</script>');
    other.document.close();
    other.dispatchEvent(new other.MessageEvent('message'));
    other.addEventListener('message', () => heard.push('after'));
    other.dispatchEvent(new other.MessageEvent('message'));
    return [
      heard,
      other.document.body.textContent,
      other.Storage.prototype.setItem === setItem,
      String(other.Storage.prototype.setItem),
      localStorage.getItem('written'),
    ];
  },
  'document.write while the document is read': () => {
    document.write('<p id="written">x</p><script>window.ran = typeof localStorage.setItem</script>');
    return [document.getElementById('written')?.textContent, window.ran];
  },
  'about:blank: its storage, origin and functions': (t) => {
    const other = t.frame();
    return [
      other.location.href,
      other.origin === origin,
      other.document.documentElement.outerHTML,
      Object.keys(other).filter((name) => /tabshark/i.test(name)),
      typeof other.localStorage.setItem,
      other.localStorage.setItem.name,
    ];
  },
  'srcdoc and blob: frames run their scripts as they do': async (t) => {
    const source = `<script>
      localStorage.setItem('a', { toString() { return 'b'; } });
      const channel = new BroadcastChannel('x');
      parent.postMessage([location.protocol, origin, localStorage.getItem('a'), String(Storage.prototype.setItem), String(WebSocket), channel.name, document.documentElement.outerHTML.length], '*');
    </script>`;
    const results = [];
    for (const attributes of [
      { srcdoc: source },
      { src: URL.createObjectURL(new Blob([source], { type: 'text/html' })) },
    ]) {
      const heard = t.next(window, 'message');
      t.loadedFrame(attributes);
      results.push((await heard).data);
    }
    return results;
  },
  'data: and sandboxed frames: what throws there': async (t) => {
    const source = `<script>
      const tried = (call) => { try { return String(call()); } catch (error) { return [error.name, error.message]; } };
      parent.postMessage([
        origin, tried(() => localStorage), tried(() => sessionStorage.setItem('a', 'b')), tried(() => new BroadcastChannel('x').name),
        tried(() => new SharedWorker('data:text/javascript,')), tried(() => navigator.serviceWorker), tried(() => indexedDB.open('x')),
        tried(() => Storage.prototype.setItem), tried(() => Storage.prototype.setItem.call({}, 'a', 'b')), tried(() => document.cookie),
      ], '*');
    </script>`;
    const results = [];
    for (const attributes of [
      { src: `data:text/html,${encodeURIComponent(source)}` },
      { sandbox: 'allow-scripts', srcdoc: source },
    ]) {
      const heard = t.next(window, 'message');
      t.loadedFrame(attributes);
      results.push((await heard).data);
    }
    return results;
  },
  'a sandboxed frame of the same origin shares the storage': async (t) => {
    const other = await t.loadedFrame({ sandbox: 'allow-scripts allow-same-origin', src: '/writer' });
    const heard = t.nextWrite(window);
    other.write('a', 'b');
    return [(await heard).key, other.origin === origin];
  },
  'a frame navigates: its window stays, its functions are new': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const before = other.Storage.prototype.setItem;
    const loaded = t.next(other.frameElement, 'load');
    other.location = '/child';
    await loaded;
    return [
      other.Storage.prototype.setItem === before,
      t.attempt(() => before.call(localStorage, 'a', 'b')),
      localStorage.getItem('a'),
      String(before),
    ];
  },
  'an iframe that takes a window’s place is hooked no differently': async (t) => {
    const other = t.frame();
    const { WebSocket: first } = other;
    const loaded = t.next(other.frameElement, 'load');
    other.frameElement.src = '/writer';
    await loaded;
    return [other.WebSocket === first, typeof other.write, String(other.WebSocket)];
  },
  'XHTML and SVG documents have the same APIs': async (t) => {
    const results = [];
    for (const [type, body] of [
      ['application/xhtml+xml', '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>x</p></body></html>'],
      ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1"/></svg>'],
    ]) {
      const other = await t.loadedFrame({ src: URL.createObjectURL(new Blob([body], { type })) });
      other.localStorage.setItem('a', type);
      results.push([
        localStorage.getItem('a'),
        String(other.WebSocket),
        other.document.documentElement.outerHTML,
      ]);
    }
    return results;
  },
  'a dedicated worker has what it has': async (t) => {
    const worker = new Worker('/apis-worker.js');
    const heard = t.next(worker, 'message');
    worker.postMessage(1);
    const { data } = await heard;
    worker.terminate();
    return [data, Reflect.ownKeys(worker), String(Worker), t.attempt(() => worker.postMessage(1))];
  },
  'recursion ends with the same error': (t) => {
    // Many arguments make it end soon: each turn leaves a record.
    const { threw } = t.attempt(
      function again(...args) {
        localStorage.setItem('a', 'b');
        again(...args);
      }.bind(null, ...Array(1_000)),
    );
    return [threw.name, threw.message];
  },
  'history and navigation are as they were': async () => {
    history.pushState({ a: 1 }, '', '?pushed');
    localStorage.setItem('a', 'b');
    return [history.state, location.search, history.length];
  },
  'the first line of an error’s stack is the native’s': (t) => {
    const { threw } = t.attempt(() => localStorage.setItem('large', 'x'.repeat(6_000_000)));
    return threw.stack?.split('\n')[0].replace(/^.*@.*$/, '');
  },
};
