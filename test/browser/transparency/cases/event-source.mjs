/** EventSource: URLs, options, events with and without a name, the end. */
export const eventSource = {
  'opens and gets events with and without a name, in order': async (t) => {
    const order = [];
    const stream = new EventSource('/events');
    order.push([
      'made',
      stream.readyState,
      stream.url === `${location.origin}/events`,
      stream.withCredentials,
    ]);
    const ended = t.next(stream, 'error');
    for (const type of ['open', 'message', 'tick', 'error'])
      stream.addEventListener(type, (event) =>
        order.push([
          type,
          Object.prototype.toString.call(event),
          event.data,
          event.lastEventId,
          event.isTrusted,
          stream.readyState,
        ]),
      );
    await ended;
    stream.close();
    return [order, stream.readyState];
  },
  'handlers and listeners of a named event in their order, once and removed': async (t) => {
    const order = [];
    const stream = new EventSource('/events');
    const removed = () => order.push('removed');
    stream.addEventListener('tick', removed);
    stream.addEventListener('tick', () => order.push('first'));
    stream.addEventListener('tick', { handleEvent: () => order.push('object') });
    stream.addEventListener('tick', () => order.push('captured'), true);
    stream.addEventListener('tick', () => order.push('once'), { once: true });
    stream.removeEventListener('tick', removed);
    stream.onmessage = function () {
      order.push(`handler ${this === stream}`);
    };
    await t.next(stream, 'error');
    stream.close();
    return order;
  },
  'an event that the page dispatches itself': (t) => {
    const stream = new EventSource('/events');
    const order = [];
    stream.addEventListener('tick', (event) => order.push([event.data, event.isTrusted]));
    stream.dispatchEvent(new MessageEvent('tick', { data: { own: 1 } }));
    stream.close();
    return [order, t.attempt(() => stream.dispatchEvent('tick'))];
  },
  'a listener that stops all others stops none of the page before it': async (t) => {
    const order = [];
    const stream = new EventSource('/events');
    stream.addEventListener('tick', (event) => {
      order.push('first');
      event.stopImmediatePropagation();
    });
    stream.addEventListener('tick', () => order.push('second'));
    await t.next(stream, 'error');
    stream.close();
    return order;
  },
  'what is no stream at all is an error that ends it': async (t) => {
    const stream = new EventSource('/child');
    await t.next(stream, 'error');
    return stream.readyState;
  },
  'URLs and options are converted as they are': (t) => {
    const log = [];
    const made = [
      () => new EventSource(t.text('/events', log)),
      () => new EventSource('/events', t.getters({ withCredentials: 1, other: 2 }, log)),
      () =>
        new EventSource(
          new URL('/events', location.href),
          t.logged({ withCredentials: true }, log, 'options'),
        ),
      () => new EventSource('http://[bad'),
      () => new EventSource(),
      () => new EventSource(Symbol('url')),
      () => new EventSource('/events', 1),
      () => new EventSource('/events', null),
      () => EventSource('/events'),
    ].map((make) =>
      t.attempt(() => {
        const stream = make();
        stream.close();
        return [stream.url.replace(location.origin, ''), stream.withCredentials, stream.readyState];
      }),
    );
    return [made, log];
  },
  'a subclass keeps its methods': () => {
    class Own extends EventSource {
      get kind() {
        return 'own';
      }
    }
    const stream = new Own('/events');
    stream.close();
    return [stream.kind, stream instanceof Own, stream.constructor === Own, EventSource.CLOSED];
  },
  'close() twice, and of something else': (t) => {
    const stream = new EventSource('/events');
    return [
      stream.close(),
      stream.close(1),
      t.attempt(() => EventSource.prototype.close.call({})),
      t.attempt(() => Reflect.get(EventSource.prototype, 'readyState')),
    ];
  },
};
