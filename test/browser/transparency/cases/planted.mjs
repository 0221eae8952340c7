/**
 * Values whose accessors change what was cloned before them, and errors of every make: the traps and
 * conversions that run are the native’s.
 */
export const planted = {
  'a getter that puts a Proxy where it was before': (t) => {
    const { port } = new SharedWorker('/shared.js', 'planted');
    const makers = {
      beside: (plant) => {
        const value = { a: { x: 1 } };
        return Object.defineProperty(value, 'b', { enumerable: true, get: () => ((value.a = plant()), 1) });
      },
      'in a part': (plant) => {
        const value = { a: { x: {} } };
        return Object.assign(value, {
          m: {
            n: {
              get b() {
                return ((value.a.x = plant()), 1);
              },
            },
          },
        });
      },
      'in a list': (plant) => {
        const value = [
          { x: 1 },
          [
            [
              {
                get b() {
                  return ((value[0] = plant()), 1);
                },
              },
            ],
          ],
        ];
        return value;
      },
      'in a map': (plant) => {
        const part = { x: {} };
        return new Map([
          ['first', part],
          [
            'second',
            {
              get b() {
                return ((part.x = plant()), 1);
              },
            },
          ],
        ]);
      },
      'in a set': (plant) => {
        const part = { x: {} };
        return new Set([
          part,
          {
            get b() {
              return ((part.x = plant()), 1);
            },
          },
        ]);
      },
      'by the name of an error': (plant) => {
        const part = { x: {} };
        const error = new Error('named');
        Object.defineProperty(error, 'name', { get: () => ((part.x = plant()), 'Error') });
        return [part, error];
      },
      'by a name along its prototypes': (plant) => {
        const part = { x: {} };
        class Own extends Error {
          get name() {
            part.x = plant();
            return 'Error';
          }
        }
        return [part, new Own('own')];
      },
      'at the end of a long list': (plant) => {
        const value = [{ x: 1 }, ...Array.from({ length: 3_000 }, (_, index) => index)];
        return [
          value,
          {
            get b() {
              return ((value[0] = plant()), 1);
            },
          },
        ];
      },
      'and throws what looks like a refusal': (plant) => {
        const value = { a: { x: 1 } };
        return Object.defineProperty(value, 'b', {
          enumerable: true,
          get() {
            value.a = plant();
            throw new DOMException("Failed to execute 'f': () => 1 could not be cloned.", 'DataCloneError');
          },
        });
      },
    };
    return Object.entries(makers).map(([name, make]) => {
      const log = [];
      const handler = new Proxy({}, { get: (_, trap) => (log.push(String(trap)), undefined) });
      const send = (target) => t.attempt(() => target.postMessage(make(() => new Proxy({}, handler))));
      return [name, send(port), send(new BroadcastChannel('planted')), send(new MessageChannel().port1), log];
    });
  },
  'a trap that throws, in what was planted: the send is as it was': (t) => {
    const channel = new BroadcastChannel('planted');
    const value = { a: { x: 1 } };
    const handler = new Proxy(
      {},
      {
        get: () => () => {
          throw new Error('trap');
        },
      },
    );
    Object.defineProperty(value, 'b', {
      configurable: true,
      enumerable: true,
      get() {
        value.a = new Proxy({}, handler);
        delete value.b;
        return 1;
      },
    });
    return t.attempt(() => channel.postMessage(value));
  },
  'errors with Proxies among their prototypes come through as they are': (t) => {
    const thrown = [];
    for (const wrap of [
      (handler) => Object.setPrototypeOf(new Error('own'), new Proxy(Error.prototype, handler)),
      (handler) => new Proxy(new TypeError('all'), handler),
      (handler) => Object.create(new Proxy(RangeError.prototype, handler)),
      () => Object.setPrototypeOf(new Error('none'), null),
      () => 5,
      () => null,
    ]) {
      const log = [];
      const handler = new Proxy(
        {},
        {
          get: (_, trap) => () => {
            log.push(String(trap));
            throw new Error('trap');
          },
        },
      );
      const error = wrap(handler);
      const key = {
        toString() {
          throw error;
        },
      };
      for (const call of [
        () => localStorage.setItem(key, '1'),
        () => new BroadcastChannel(key),
        () => new WebSocket(key),
        () => new SharedWorker(key),
        () =>
          new BroadcastChannel('x').postMessage({
            get a() {
              throw error;
            },
          }),
      ]) {
        try {
          call();
          thrown.push('nothing');
        } catch (caught) {
          thrown.push(caught === error);
        }
      }
      thrown.push(log.length);
    }
    return thrown;
  },
};
