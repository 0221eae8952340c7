/** `storage` events between documents of one origin, and those that a page makes itself. */
export const storageEvents = {
  'a write reaches a frame, with the same fields, and not its own document': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const own = [];
    addEventListener('storage', () => own.push('own'));
    const heard = t.nextWrite(other);
    localStorage.setItem('a', 'b');
    const event = await heard;
    return [
      event.key,
      event.oldValue,
      event.newValue,
      event.url === document.URL,
      event.storageArea === other.localStorage,
      event.isTrusted,
      event.bubbles,
      event.cancelable,
      Object.prototype.toString.call(event),
      own,
    ];
  },
  'a frame’s write reaches this document': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const heard = t.nextWrite(window);
    other.write('from the frame', 'x');
    const event = await heard;
    return [event.key, event.newValue, event.url === other.document.URL, event.storageArea === localStorage];
  },
  'writes that change nothing make no event, in the same order as others': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const heard = [];
    const last = new Promise((resolve) => {
      other.addEventListener('storage', ({ key, oldValue, newValue }) => {
        // The clear() of the case before may still be on its way.
        if (key === 'begin') heard.length = 0;
        heard.push([key, oldValue, newValue]);
        if (key === 'end') resolve();
      });
    });
    localStorage.setItem('begin', '');
    localStorage.setItem('a', '1');
    localStorage.setItem('a', '1');
    localStorage.removeItem('none');
    localStorage.setItem('a', '2');
    localStorage.a = '3';
    delete localStorage.a;
    localStorage.setItem('b', '');
    localStorage.clear();
    localStorage.clear();
    localStorage.setItem('end', '');
    await last;
    return heard;
  },
  'an event comes after the task that wrote': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const order = [];
    const heard = t.nextWrite(other).then(() => order.push('event'));
    localStorage.setItem('a', 'b');
    order.push('sync');
    Promise.resolve().then(() => order.push('microtask'));
    await heard;
    return order;
  },
  'listeners, onstorage and options run in their order': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const order = [];
    other.addEventListener('storage', () => order.push('first'));
    other.onstorage = function (event) {
      order.push(`handler ${this === other} ${event.type}`);
    };
    other.addEventListener('storage', () => order.push('captured'), true);
    other.addEventListener('storage', { handleEvent: () => order.push('object') }, { once: true });
    const write = async (value) => {
      const heard = t.nextWrite(other);
      localStorage.setItem('a', value);
      await heard;
    };
    await write('1');
    other.onstorage = null;
    await write('2');
    other.onstorage = () => order.push('new handler');
    await write('3');
    return order;
  },
  'onstorage gives back what was set, and null for what is no callback': () => {
    const handler = () => 1;
    window.onstorage = handler;
    const same = window.onstorage === handler;
    const object = { handleEvent: () => 1 };
    window.onstorage = object;
    const kept = window.onstorage === object;
    window.onstorage = 'text';
    return [same, kept, window.onstorage, typeof Object.getOwnPropertyDescriptor(window, 'onstorage')?.set];
  },
  'the handler in the markup is the window’s': () => {
    document.body.setAttribute('onstorage', 'window.marked = event.key');
    const handler = window.onstorage;
    dispatchEvent(new StorageEvent('storage', { key: 'k' }));
    document.body.removeAttribute('onstorage');
    return [typeof handler, handler.length, String(handler), window.marked, window.onstorage];
  },
  'an event that the page makes is dispatched at once, and is not trusted': () => {
    const order = [];
    addEventListener('storage', (event) =>
      order.push([event.key, event.newValue, event.isTrusted, event.url]),
    );
    window.onstorage = () => order.push('handler');
    dispatchEvent(new StorageEvent('storage', { key: 'a', newValue: 'b', storageArea: localStorage }));
    order.push('after');
    dispatchEvent(new Event('storage'));
    return order;
  },
  'StorageEvent takes areas, and refuses what is none': (t) => [
    t.attempt(() => new StorageEvent('storage', { storageArea: localStorage }).storageArea === localStorage),
    t.attempt(() => new StorageEvent('storage', { storageArea: {} })),
    t.attempt(() => new StorageEvent('storage', { storageArea: null }).storageArea),
    t.attempt(() => new StorageEvent()),
    t.attempt(() => {
      const event = new StorageEvent('storage');
      event.initStorageEvent('other', true, true, 'k', 'o', 'n', 'u', sessionStorage);
      return [event.type, event.key, event.storageArea === sessionStorage, event.cancelable];
    }),
  ],
  'the dictionary of StorageEvent is read in the same order': (t) => {
    const log = [];
    new StorageEvent(
      'storage',
      t.getters({ url: 'u', storageArea: null, key: 'k', bubbles: true, newValue: 'n' }, log),
    );
    return log;
  },
  'an exception in a listener is reported, and the others run': async (t) => {
    const order = [];
    addEventListener('storage', () => {
      order.push('first');
      throw new Error('in a listener');
    });
    addEventListener('storage', () => order.push('second'));
    const messages = await t.reported(() => dispatchEvent(new StorageEvent('storage')));
    return [order, messages];
  },
  'session storage reaches a frame of this tab': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const heard = t.nextWrite(other);
    sessionStorage.setItem('a', 'b');
    const event = await heard;
    return [event.key, event.storageArea === other.sessionStorage];
  },
  'stopImmediatePropagation of the first listener keeps the page’s others out': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const order = [];
    other.addEventListener('storage', (event) => {
      order.push('first');
      event.stopImmediatePropagation();
    });
    other.addEventListener('storage', () => order.push('second'));
    other.onstorage = () => order.push('handler');
    localStorage.setItem('a', 'b');
    while (order.length === 0) await t.turn();
    await t.turn();
    return order;
  },
  'preventDefault and return values do nothing': () => {
    window.onstorage = () => false;
    const event = new StorageEvent('storage', { cancelable: true });
    return [dispatchEvent(event), event.defaultPrevented];
  },
  'writes in an event handler reach the first document': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    other.onstorage = ({ key, newValue }) => key === 'ping' && other.localStorage.setItem('pong', newValue);
    const heard = t.nextWrite(window);
    localStorage.setItem('ping', '1');
    const event = await heard;
    return [event.key, event.newValue, localStorage.length];
  },
};
