/** IndexedDB: opening, upgrades, versionchange and blocked, deletion. */
export const indexedDb = {
  'opens, upgrades and closes in the same order of events': async () => {
    const order = [];
    await new Promise((resolve) => {
      const request = indexedDB.open(`order ${Math.random()}`, 2);
      order.push(['request', request.readyState, request.source, Object.prototype.toString.call(request)]);
      request.onupgradeneeded = ({ oldVersion, newVersion }) => {
        order.push([
          'upgradeneeded',
          oldVersion,
          newVersion,
          Object.prototype.toString.call(request.transaction),
        ]);
        request.result.createObjectStore('items');
      };
      request.onsuccess = (event) => {
        order.push([
          'success',
          request.result.version,
          event.target === request,
          [...request.result.objectStoreNames],
        ]);
        request.result.close();
        resolve();
      };
    });
    return order;
  },
  'listeners of a request in their order': async (t) => {
    const order = [];
    const request = indexedDB.open(`listeners ${Math.random()}`);
    request.onsuccess = () => order.push('handler');
    request.addEventListener('success', () => order.push('second'));
    request.addEventListener('success', () => order.push('captured'), true);
    await t.next(request, 'success');
    request.result.close();
    return order;
  },
  'a connection with versionchange lets an upgrade through, one without blocks it': async (t) => {
    const name = `versions ${Math.random()}`;
    const open = (version) => {
      const request = indexedDB.open(name, version);
      return [request, t.next(request, 'success').then(() => request.result)];
    };
    const order = [];
    const first = await open(1)[1];
    first.onversionchange = ({ oldVersion, newVersion }) => (
      order.push(['versionchange', oldVersion, newVersion]),
      first.close()
    );
    const second = await open(2)[1];
    const [request, third] = open(3);
    request.onblocked = ({ oldVersion, newVersion }) => (
      order.push(['blocked', oldVersion, newVersion]),
      second.close()
    );
    (await third).close();
    return order;
  },
  'versionchange listeners: removal, once, order': async (t) => {
    const name = `several ${Math.random()}`;
    const request = indexedDB.open(name, 1);
    await t.next(request, 'success');
    const database = request.result;
    const order = [];
    const removed = () => order.push('removed');
    database.addEventListener('versionchange', removed);
    database.removeEventListener('versionchange', removed);
    database.addEventListener('versionchange', () => order.push('first'), { once: true });
    database.onversionchange = () => (order.push('handler'), database.close());
    const deletion = indexedDB.deleteDatabase(name);
    await t.next(deletion, 'success');
    return [order, deletion.result, database.onversionchange !== null];
  },
  'names are converted once, before the version': (t) => {
    const log = [];
    const request = indexedDB.open(t.text('name', log), { valueOf: () => (log.push('version'), 1) });
    request.onsuccess = () => request.result.close();
    indexedDB.deleteDatabase(t.text('deleted', log));
    return [log, Object.prototype.toString.call(request)];
  },
  'arguments that are refused throw what they throw': (t) => [
    t.attempt(() => indexedDB.open()),
    t.attempt(() => indexedDB.open('x', 0)),
    t.attempt(() => indexedDB.open('x', -1)),
    t.attempt(() => indexedDB.open('x', 'text')),
    t.attempt(() => indexedDB.open(Symbol('s'))),
    t.attempt(() => indexedDB.deleteDatabase()),
    t.attempt(() => IDBFactory.prototype.open.call({}, 'x')),
    t.attempt(() => IDBDatabase.prototype.close.call({})),
  ],
  'a version that is too low gives the same error': async (t) => {
    const name = `low ${Math.random()}`;
    const first = indexedDB.open(name, 5);
    await t.next(first, 'success');
    const second = indexedDB.open(name, 3);
    const event = await t.next(second, 'error');
    event.preventDefault();
    first.result.close();
    return [second.error, event.bubbles, event.cancelable, t.attempt(() => second.result)];
  },
  'an exception in upgradeneeded aborts as it does': async (t) => {
    const request = indexedDB.open(`thrown ${Math.random()}`, 1);
    const messages = await t.reported(async () => {
      request.onupgradeneeded = () => {
        throw new Error('in upgradeneeded');
      };
      request.onerror = (event) => event.preventDefault();
      await t.next(request, 'error');
    });
    return [request.error, messages];
  },
  'an exception in success is reported, and the database stays': async (t) => {
    const request = indexedDB.open(`success ${Math.random()}`, 1);
    const messages = await t.reported(async () => {
      request.onsuccess = () => {
        throw new Error('in success');
      };
      await t.next(request, 'success');
    });
    request.result.close();
    return [messages, request.result.version];
  },
  'result is the same object at each read, and owns nothing': async (t) => {
    const request = indexedDB.open(`same ${Math.random()}`);
    await t.next(request, 'success');
    const { result } = request;
    result.close();
    return [
      result === request.result,
      Reflect.ownKeys(result),
      Reflect.ownKeys(request),
      result.constructor === IDBDatabase,
    ];
  },
  'data goes in and comes out': async (t) => {
    const request = indexedDB.open(`data ${Math.random()}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('items', { autoIncrement: true });
    await t.next(request, 'success');
    const transaction = request.result.transaction('items', 'readwrite');
    const put = transaction.objectStore('items').put({ a: new Date(0) });
    await t.next(transaction, 'complete');
    const all = request.result.transaction('items').objectStore('items').getAll();
    await t.next(all, 'success');
    request.result.close();
    return [put.result, all.result[0].a.getTime(), t.attempt(() => request.result.transaction('items'))];
  },
};
