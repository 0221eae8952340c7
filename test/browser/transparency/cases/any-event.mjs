/**
 * Events of any class under the names that page/ listens to, on each kind of object that it listens to:
 * nothing that it does with them is heard.
 */
export const anyEvent = {
  'eight classes of events, under every name, on every object: as many listeners run, and no error': async (
    t,
  ) => {
    const classes = [
      Event,
      CustomEvent,
      MessageEvent,
      CloseEvent,
      ErrorEvent,
      StorageEvent,
      ProgressEvent,
      MouseEvent,
    ];
    const types = ['message', 'messageerror', 'open', 'close', 'error', 'storage', 'abort', 'success'];
    types.push('blocked', 'versionchange', 'controllerchange', 'tabshark-take-over', 'tabshark-hello');
    const controller = new AbortController();
    addEventListener('message', () => 1, { signal: controller.signal });
    const { port1, port2 } = new MessageChannel();
    const shared = new SharedWorker('/shared.js', 'any event');
    shared.port.postMessage(1, [port2]);
    const opening = indexedDB.open('any event');
    await t.next(opening, 'success');
    const objects = {
      window,
      document,
      socket: new WebSocket(t.socketUrl),
      channel: new BroadcastChannel('any event'),
      port: port1,
      'port of a worker': shared.port,
      worker: shared,
      signal: controller.signal,
      request: opening,
      database: opening.result,
      'service workers': navigator.serviceWorker,
    };
    opening.result.addEventListener('versionchange', () => 1);
    objects.channel.addEventListener('message', () => 1);
    const seen = [];
    const messages = [];
    const onError = (event) => {
      if (event.isTrusted) messages.push(event.message);
    };
    const onRejection = (event) => messages.push(String(event.reason));
    addEventListener('error', onError);
    addEventListener('unhandledrejection', onRejection);
    for (const [name, object] of Object.entries(objects)) {
      for (const type of types) {
        let heard = 0;
        const listener = () => (heard += 1);
        object.addEventListener(type, listener, { once: true });
        object.addEventListener(type, listener, true);
        for (const Class of classes)
          object.dispatchEvent(new Class(type, { cancelable: true, bubbles: true }));
        object.removeEventListener(type, listener, true);
        seen.push([name, type, heard]);
      }
    }
    await t.turn();
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onRejection);
    return [seen, messages, objects.socket.readyState < 2];
  },
  'an event that a page made ends no listener by a signal, and closes nothing': async (t) => {
    const controller = new AbortController();
    const socket = new WebSocket(t.socketUrl);
    let calls = 0;
    socket.addEventListener('message', () => (calls += 1), { signal: controller.signal });
    controller.signal.dispatchEvent(new Event('abort'));
    socket.dispatchEvent(new CloseEvent('close', { code: 4000, reason: 'none' }));
    socket.dispatchEvent(new MessageEvent('message'));
    const before = calls;
    controller.abort();
    socket.dispatchEvent(new MessageEvent('message'));
    return [before, calls, socket.readyState];
  },
  'listeners that are at the end of the stack': (t) => {
    const channel = new BroadcastChannel('deep');
    const counts = [];
    const deep = (left) => {
      if (left > 0) return deep(left - 1);
      channel.dispatchEvent(new MessageEvent('message', { data: { a: 1 } }));
      localStorage.setItem('deep', '1');
      channel.postMessage(1);
      return left;
    };
    counts.push(t.attempt(() => deep(1_000)));
    return [counts, localStorage.getItem('deep')];
  },
};
