/* eslint-disable @typescript-eslint/no-deprecated -- pages use what is deprecated, and must go on working */
/**
 * Small programs that run in a page of the same browser with and without the extension; what each returns must be the same. They are sent as
 * source text, so none may use anything from outside.
 */
export const cases: { readonly [sentence: string]: () => unknown } = {
  'setItem on what is no Storage throws what it throws': () => {
    try {
      Storage.prototype.setItem.call({}, 'a', 'b');
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  },
  'setItem with too few arguments throws what it throws': () => {
    try {
      (localStorage.setItem as (key: string) => void)('a');
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  },
  'a key and a value are converted once, in order': () => {
    const order: string[] = [];
    const text = (name: string): string =>
      ({
        toString() {
          order.push(name);
          return name;
        },
      }) as unknown as string;
    localStorage.setItem(text('key'), text('value'));
    return [order, localStorage.getItem('key')];
  },
  'a conversion that throws throws through, and writes nothing': () => {
    try {
      localStorage.setItem('thrown', {
        toString() {
          throw new RangeError('mine');
        },
      } as unknown as string);
      return 'nothing';
    } catch (error) {
      return [String(error), localStorage.getItem('thrown')];
    }
  },
  'a symbol as a key or value throws what it throws': () =>
    [
      [Symbol('k'), 'v'],
      ['k', Symbol('v')],
    ].map(([key, value]) => {
      try {
        localStorage.setItem(key as string, value as string);
        return 'nothing';
      } catch (error) {
        return String(error);
      }
    }),
  'undefined, null and numbers become text': () => {
    localStorage.setItem(undefined as unknown as string, null as unknown as string);
    localStorage.setItem(-0 as unknown as string, 1e21 as unknown as string);
    return [localStorage.getItem('undefined'), localStorage.getItem('0')];
  },
  'properties of an area are its keys, methods are not': () => {
    localStorage.clear();
    localStorage.setItem('one', '1');
    localStorage.two = '2';
    return [
      Object.keys(localStorage).sort(),
      'setItem' in localStorage,
      Object.hasOwn(localStorage, 'setItem'),
      localStorage.length,
    ];
  },
  'a method of an area can be replaced and deleted again': () => {
    const native = Storage.prototype.getItem;
    localStorage.setItem('setItem', 'shadow');
    const seen = typeof localStorage.setItem;
    localStorage.removeItem('setItem');
    return [seen, typeof localStorage.setItem, native === Storage.prototype.getItem];
  },
  'a quota that is full throws what it throws': () => {
    try {
      localStorage.setItem('large', 'x'.repeat(6_000_000));
      return 'nothing';
    } catch (error) {
      return [
        (error as Error).name,
        (error as Error).message,
        error instanceof DOMException,
        (error as DOMException).code,
      ];
    }
  },
  'methods of another realm work on this realm’s area': () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const other = frame.contentWindow as unknown as typeof globalThis;
    other.Storage.prototype.setItem.call(localStorage, 'from elsewhere', '1');
    Storage.prototype.setItem.call(other.localStorage, 'to elsewhere', '2');
    const result = [localStorage.getItem('from elsewhere'), localStorage.getItem('to elsewhere')];
    frame.remove();
    return result;
  },
  'constructors throw what they throw without new and without arguments': () =>
    ['SharedWorker', 'BroadcastChannel', 'WebSocket', 'MessageChannel'].flatMap((name) => {
      const constructor = (globalThis as unknown as { [name: string]: new () => unknown })[
        name
      ] as new () => unknown;
      return [() => (constructor as unknown as () => unknown)(), () => new constructor()].map((attempt) => {
        try {
          return Object.prototype.toString.call(attempt());
        } catch (error) {
          return String(error);
        }
      });
    }),
  'subclasses keep their own methods and class': () => {
    class Named extends BroadcastChannel {
      shout(): string {
        return this.name.toUpperCase();
      }
    }
    const made = new Named('quiet');
    const result = [
      made.shout(),
      made instanceof Named,
      made instanceof BroadcastChannel,
      Object.getPrototypeOf(Named) === BroadcastChannel,
    ];
    made.close();
    return result;
  },
  'Reflect.construct with another newTarget gives its prototype': () => {
    class Other extends EventTarget {}
    const made = Reflect.construct(BroadcastChannel, ['x'], Other) as object;
    return [made instanceof Other, made instanceof BroadcastChannel];
  },
  'instances know their constructor and their tag': () =>
    [new BroadcastChannel('x'), new MessageChannel(), new MessageChannel().port1].map((made) => [
      made.constructor.name,
      made.constructor === (globalThis as unknown as { [name: string]: unknown })[made.constructor.name],
      Object.prototype.toString.call(made),
      Object.keys(made),
    ]),
  'static members are there': () => [
    WebSocket.CONNECTING,
    WebSocket.OPEN,
    WebSocket.CLOSING,
    WebSocket.CLOSED,
    Object.keys(WebSocket),
  ],
  'a refused clone throws what it throws': () =>
    [() => undefined, document.body, Symbol('s'), new Proxy({}, {}), { a: () => undefined }].map((value) => {
      try {
        new BroadcastChannel('x').postMessage(value);
        return 'nothing';
      } catch (error) {
        return [String(error), (error as DOMException).code];
      }
    }),
  'a getter in a sent value runs once': () => {
    let runs = 0;
    new BroadcastChannel('x').postMessage({
      get value() {
        runs += 1;
        return runs;
      },
    });
    return runs;
  },
  'traps of a Proxy that is sent do not run': () => {
    const ran: string[] = [];
    const log = new Proxy({}, { get: (_target, name) => (ran.push(String(name)), undefined) });
    try {
      new MessageChannel().port1.postMessage({ inner: new Proxy({}, log) });
    } catch {
      ran.push('threw');
    }
    return ran;
  },
  'a closed channel throws what it throws': () => {
    const channel = new BroadcastChannel('x');
    channel.close();
    try {
      channel.postMessage(1);
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  },
  'postMessage without arguments throws what it throws': () =>
    [new BroadcastChannel('x'), new MessageChannel().port1].map((target) => {
      try {
        (target.postMessage as () => void)();
        return 'nothing';
      } catch (error) {
        return String(error);
      }
    }),
  'a transferred buffer is detached, and arrives whole': async () => {
    const { port1, port2 } = new MessageChannel();
    const buffer = new Uint8Array([1, 2, 3]).buffer;
    const got = new Promise<ArrayBuffer>((resolve) => {
      port2.onmessage = (event: MessageEvent<ArrayBuffer>) => {
        resolve(event.data);
      };
    });
    port1.postMessage(buffer, [buffer]);
    return [buffer.byteLength, (await got).byteLength];
  },
  'listeners of a port run in the order of their adding, with onmessage where it was set': async () => {
    const { port1, port2 } = new MessageChannel();
    const order: string[] = [];
    const done = new Promise<void>((resolve) => {
      port2.addEventListener('message', () => order.push('first'));
      port2.onmessage = () => order.push('handler');
      port2.addEventListener('message', () => order.push('second'), { once: true });
      port2.addEventListener('message', () => {
        order.push('last');
        resolve();
      });
    });
    port1.postMessage(1);
    await done;
    return order;
  },
  'a listener object, once, signal and removal work on a channel': async () => {
    const target = new BroadcastChannel('listening');
    const sender = new BroadcastChannel('listening');
    const order: string[] = [];
    const abort = new AbortController();
    const object = { handleEvent: () => order.push('object') };
    const removed = (): number => order.push('removed');
    target.addEventListener('message', object);
    target.addEventListener('message', object);
    target.addEventListener('message', removed);
    target.addEventListener('message', () => order.push('aborted'), { signal: abort.signal });
    target.addEventListener('message', () => order.push('once'), { once: true });
    target.removeEventListener('message', removed);
    abort.abort();
    for (let message = 0; message < 2; message += 1) {
      const heard = new Promise((resolve) => {
        target.addEventListener('message', resolve, { once: true });
      });
      sender.postMessage(message);
      await heard;
    }
    target.close();
    sender.close();
    return order;
  },
  'stopImmediatePropagation of the page keeps its later listeners out': async () => {
    const { port1, port2 } = new MessageChannel();
    const order: string[] = [];
    port2.addEventListener('message', (event) => {
      order.push('first');
      event.stopImmediatePropagation();
    });
    port2.addEventListener('message', () => order.push('second'));
    port2.start();
    port1.postMessage(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return order;
  },
  'onmessage gives back what was set, and null for what is no callback': () => {
    const { port1 } = new MessageChannel();
    const handler = (): undefined => undefined;
    port1.onmessage = handler;
    const same = port1.onmessage === handler;
    (port1 as unknown as { onmessage: unknown }).onmessage = 5;
    return [same, port1.onmessage];
  },
  'addEventListener on a bare function call listens on the window': () => {
    let heard = 0;
    const { addEventListener: add, removeEventListener: remove } = window;
    const listener = (): number => (heard += 1);
    add('message', listener);
    dispatchEvent(new MessageEvent('message'));
    remove('message', listener);
    dispatchEvent(new MessageEvent('message'));
    return heard;
  },
  'options of addEventListener are read as often as they are': () => {
    const read: string[] = [];
    const options = Object.create(null) as object;
    for (const name of ['capture', 'once', 'passive', 'signal']) {
      Object.defineProperty(options, name, {
        get: () => {
          read.push(name);
          return undefined;
        },
      });
    }
    window.addEventListener('message', () => undefined, options);
    return read;
  },
  'patched functions keep their source text, name and length': () =>
    [
      Storage.prototype.setItem,
      MessagePort.prototype.postMessage,
      WebSocket,
      EventTarget.prototype.addEventListener,
      Function.prototype.toString,
    ].map((native) => [
      native.toString(),
      String(native),
      native.name,
      native.length,
      Object.getOwnPropertyNames(native).join(),
    ]),
  'Function.prototype.toString throws what it throws': () => {
    try {
      return Function.prototype.toString.call({});
    } catch (error) {
      return String(error);
    }
  },
  'methods are no constructors': () => {
    try {
      return typeof new (Storage.prototype.setItem as unknown as new () => object)();
    } catch (error) {
      return String(error);
    }
  },
  'a lock is granted, its result comes back, its callback gets one argument': async () => {
    let got: unknown[] = [];
    const result = await navigator.locks.request('mine', function (this: unknown, ...args: unknown[]) {
      got = [this === undefined, args.length, (args[0] as Lock).name, (args[0] as Lock).mode];
      return Promise.resolve('result');
    });
    return [result, got];
  },
  'a lock’s callback that throws rejects': () =>
    navigator.locks
      .request('mine', () => {
        throw new RangeError('mine');
      })
      .catch((error: unknown) => String(error)),
  'a lock without a callback rejects as it does': () =>
    (navigator.locks.request as (name: string) => Promise<unknown>)('mine').catch((error: unknown) =>
      String(error),
    ),
  'an unhandled rejection of a page’s promise is still told': async () => {
    // In a script of the page: rejections of a debugger's own scripts are not told to pages.
    const script = document.createElement('script');
    script.textContent = `told = new Promise((resolve) => {
      addEventListener('unhandledrejection', (event) => resolve(String(event.reason)), { once: true });
    });
    navigator.locks.request('mine', () => Promise.reject(new Error('unheard')));`;
    document.body.append(script);
    return (window as unknown as { told: Promise<string> }).told;
  },
  'IndexedDB opens, upgrades and closes in the same order of events': async () => {
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(`order ${Math.random()}`, 2);
      request.onupgradeneeded = () => order.push('upgradeneeded');
      request.onsuccess = () => {
        order.push(`success ${request.result.version}`);
        request.result.close();
        resolve();
      };
    });
    return order;
  },
  'a message to the own window has this window as its source': async () => {
    const got = new Promise<MessageEvent>((resolve) => {
      window.addEventListener('message', resolve, { once: true });
    });
    window.postMessage('x', '*');
    const event = await got;
    return [event.source === window, event.origin === location.origin, event.data as unknown];
  },
  'errors that pages see have the stack’s first line of the native': () => {
    try {
      localStorage.setItem('large', 'x'.repeat(6_000_000));
      return '';
    } catch (error) {
      return (error as Error).stack?.split('\n')[0] ?? '';
    }
  },
  'document.open keeps the hooks and the listeners’ rules': () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const inner = frame.contentDocument;
    inner?.open();
    inner?.write('<p>new</p>');
    inner?.close();
    const result = [inner?.body.textContent, typeof frame.contentWindow?.localStorage.setItem];
    frame.remove();
    return result;
  },
  'nothing of the extension is in the document or enumerable on the window': () => [
    document.documentElement.outerHTML.includes('tabshark'),
    Object.keys(window).filter((key) => /tabshark/i.test(key)),
    document.querySelectorAll('i').length,
  ],
};
