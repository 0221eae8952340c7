/**
 * What runs in a page that spies on every name. Both functions are sent as source text, so neither may use
 * anything from outside of itself. No TypeScript: what they do to prototypes is what types forbid.
 */

/**
 * Gives what uses each hook of page/, to be called once the page is full of spies; resolves when all that it
 * waits for has come.
 */
export async function prepareHooks({ socketUrl }) {
  const frame = document.createElement('iframe');
  frame.src = '/beside';
  const loaded = new Promise((resolve) => {
    frame.onload = resolve;
  });
  document.body.append(frame);
  await loaded;
  const beside = frame.contentWindow;
  await navigator.serviceWorker.register('/service-worker.js');
  const { active } = await navigator.serviceWorker.ready;
  const setHandler = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'onmessage').set;
  const { apply, construct } = Reflect;
  const { toString } = Function.prototype;
  const controller = new AbortController();
  const second = new AbortController();
  const thrower = Object.assign(Object.create(null), {
    toString() {
      throw 'on purpose';
    },
  });
  const text = Object.assign(Object.create(null), { toString: () => 'converted' });
  const shared = Object.assign(Object.create(null), { name: 'spied', type: 'classic' });
  const nested = { list: [1, 'two', { deep: null }], map: new Map([['k', new Set([1])]]) };
  const values = [
    nested,
    [1, , 3],
    new Date(0),
    /a/g,
    Object(1n),
    new Error('an error'),
    new Uint8Array(3),
    new Blob(['x']),
    'text',
    undefined,
  ];
  class Own extends TypeError {}
  const refused = { a: 1, inner: [{ call() {} }] };
  const nothing = () => undefined;

  function attempt(call) {
    try {
      return call();
    } catch {
      return undefined;
    }
  }

  return (done) => {
    const awaited = Object.create(null);
    let left = 0;
    let finished = false;
    const timer = setTimeout(finish, 20_000);
    function finish() {
      if (finished) return;
      finished = true;
      clearTimeout(timer);
      let missing = '';
      for (const name in awaited) if (awaited[name] === true) missing += ` ${name}`;
      // What was noted last goes on its way in a microtask.
      setTimeout(() => done(missing), 100);
    }
    function expect(name) {
      awaited[name] = true;
      left += 1;
      return () => {
        if (awaited[name] !== true) return;
        awaited[name] = false;
        left -= 1;
        if (left === 0) finish();
      };
    }

    // Storage, here and from beside.
    localStorage.setItem('a', 'b');
    localStorage.setItem(text, text);
    localStorage.removeItem('a');
    attempt(() => localStorage.setItem(thrower, 'x'));
    attempt(() => localStorage.setItem('only a key'));
    attempt(() => localStorage.setItem(Symbol(), 'x'));
    sessionStorage.clear();
    window.addEventListener('storage', expect('storage event'));
    beside.write('from beside');

    // Channels.
    const channel = new BroadcastChannel('spied');
    const other = new BroadcastChannel('spied');
    attempt(() => new BroadcastChannel());
    attempt(() => new BroadcastChannel(thrower));
    other.onmessage = expect('broadcast');
    apply(setHandler, channel, []);
    for (let index = 0; index < values.length; index += 1) channel.postMessage(values[index]);
    attempt(() => channel.postMessage(new Own('own')));
    attempt(() => channel.postMessage(refused));
    attempt(() => channel.postMessage());
    channel.dispatchEvent(new MessageEvent('message'));
    channel.dispatchEvent(new Event('messageerror'));
    channel.close();

    // Ports, which travel.
    const { port1, port2 } = new MessageChannel();
    const travelling = new MessageChannel();
    const onPort = expect('port message');
    port2.addEventListener('message', (event) => {
      event.ports[0].onmessage = nothing;
      onPort();
    });
    const { port } = new SharedWorker('/shared.js', shared);
    attempt(() => new SharedWorker());
    attempt(() => new SharedWorker(text));
    attempt(() => new SharedWorker(thrower, 'name'));
    port.onmessage = expect('shared worker');
    port.postMessage(nested, [travelling.port1]);
    port2.start();
    port1.postMessage([1], [travelling.port2]);
    const buffer = new ArrayBuffer(8);
    port.postMessage(buffer, Object.assign(Object.create(null), { transfer: [buffer] }));
    attempt(() => port.postMessage(refused));
    attempt(() => port.postMessage(1, 5));

    // Listeners.
    const added = expect('abort');
    controller.signal.addEventListener('abort', added);
    window.addEventListener('message', nothing, { signal: controller.signal, capture: true });
    window.addEventListener('message', nothing, { once: true });
    window.addEventListener('message', nothing, true);
    window.removeEventListener('message', nothing, true);
    window.removeEventListener('message', nothing);
    attempt(() => window.addEventListener());
    attempt(() => window.addEventListener('message'));
    window.addEventListener('message', null);
    document.body.addEventListener('click', nothing);
    controller.abort();
    window.onmessage = expect('window message');
    beside.post('to the parent');

    // Sockets.
    const socket = new WebSocket(socketUrl, ['one', 'two']);
    const closed = expect('close');
    attempt(() => new WebSocket());
    attempt(() => new WebSocket('no url:'));
    attempt(() => new WebSocket(thrower));
    attempt(() => socket.send('too early'));
    socket.onclose = closed;
    socket.onopen = () => {
      socket.send('text');
      socket.send(text);
      socket.send(new Uint8Array(2));
      attempt(() => socket.send());
    };
    let echoes = 0;
    socket.onmessage = () => {
      echoes += 1;
      if (echoes === 3) socket.close(1000, 'enough');
    };

    // Service workers.
    active.postMessage(nested);
    navigator.serviceWorker.onmessage = expect('service worker');
    navigator.serviceWorker.startMessages();

    // Locks.
    const granted = expect('lock');
    navigator.locks.request('spied', () => {
      granted();
      return undefined;
    });
    navigator.locks.request('spied', { mode: 'shared' }, async () => undefined);
    navigator.locks.request('spied', { ifAvailable: true }, nothing);
    navigator.locks.request('aborted', { signal: second.signal }, nothing).catch(nothing);
    attempt(() => void navigator.locks.request().catch(nothing));
    attempt(() => void navigator.locks.request('no callback').catch(nothing));
    second.abort();

    // Databases.
    const deleted = expect('deleted');
    attempt(() => indexedDB.open());
    indexedDB.open('spied').onsuccess = ({ target }) => {
      target.result.onversionchange = () => target.result.close();
      indexedDB.deleteDatabase('spied').onsuccess = deleted;
    };

    apply(toString, localStorage.setItem, []);
    attempt(() => construct(BroadcastChannel, [], nothing));
  };
}

/**
 * Puts a spy in the place of each name on the prototypes of the language, and of each method and accessor
 * that the platform has under one of the names; then runs what `prepareHooks` gives. Which spies were called,
 * and what did not come, go into the title as JSON.
 */
export function spyOn(names, run) {
  const { stringify } = JSON;
  const { defineProperty, getOwnPropertyDescriptor, apply } = Reflect;
  const seen = Object.create(null);
  let spying = false;

  function see(what) {
    if (spying) seen[what] = (seen[what] ?? 0) + 1;
  }

  function spied(what, call) {
    return function (...args) {
      see(what);
      return apply(call, this, args);
    };
  }

  function absent(owner, name, what) {
    defineProperty(owner, name, {
      __proto__: null,
      configurable: true,
      get() {
        see(`get ${what}`);
        return undefined;
      },
      set(value) {
        see(`set ${what}`);
        if (typeof this === 'object' || typeof this === 'function') {
          defineProperty(this, name, {
            __proto__: null,
            value,
            writable: true,
            enumerable: true,
            configurable: true,
          });
        }
      },
    });
  }

  function present(owner, name, what, found) {
    if (!found.configurable) return;
    const spy = { __proto__: null, configurable: true, enumerable: found.enumerable };
    if (found.get || found.set) {
      spy.get = found.get && spied(`get ${what}`, found.get);
      spy.set = found.set && spied(`set ${what}`, found.set);
    } else {
      const { value } = found;
      const isMethod = typeof value === 'function' && name !== 'constructor';
      const called = isMethod ? spied(`call ${what}`, value) : value;
      spy.get = () => {
        see(`get ${what}`);
        return called;
      };
      spy.set = function (next) {
        see(`set ${what}`);
        defineProperty(this, name, {
          __proto__: null,
          value: next,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      };
    }
    defineProperty(owner, name, spy);
  }

  const language = ['Object', 'Array', 'Function', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt'];
  language.push('Promise', 'Error', 'TypeError', 'RegExp', 'Map', 'Set', 'WeakMap', 'WeakRef', 'Date');
  language.push('ArrayBuffer', 'Uint8Array');
  const platform = ['Event', 'MessageEvent', 'CustomEvent', 'CloseEvent', 'ErrorEvent', 'MouseEvent'];
  platform.push('EventTarget', 'DOMException', 'Performance', 'Node', 'URL', 'Storage', 'AbortSignal');
  platform.push('MessagePort', 'BroadcastChannel', 'WebSocket', 'LockManager', 'IDBRequest', 'IDBFactory');
  const owners = [...language, ...platform].map((name) => [name, window[name].prototype]);
  owners.push(['TypedArray', Object.getPrototypeOf(Uint8Array.prototype)]);
  const found = owners.flatMap(([label, owner]) =>
    names.map((name) => [owner, name, `${label}.${name}`, getOwnPropertyDescriptor(owner, name)]),
  );
  const whole = new Set(owners.slice(0, language.length).map(([, owner]) => owner));
  for (let index = 0; index < found.length; index += 1) {
    const [owner, name, what, descriptor] = found[index];
    if (descriptor) present(owner, name, what, descriptor);
    else if (whole.has(owner)) absent(owner, name, what);
  }
  const setTitle = getOwnPropertyDescriptor(Document.prototype, 'title').set;
  spying = true;
  run((missing) => {
    spying = false;
    apply(setTitle, document, [stringify({ __proto__: null, seen, missing })]);
  });
}
