/**
 * Runs in an unwatched page: what any watcher in the page has to do, and no more. Each call passes a bare
 * Proxy and leaves a note, its data as JSON; at the end of the task the notes leave the page as one text, to
 * another thread. No previews, no guards against the page, no numbers of objects: the floor of what a watched
 * page can cost.
 */
export function watchBarely() {
  const worker = new Worker(URL.createObjectURL(new Blob(['onmessage = () => undefined'])));
  const leave = new MessageChannel();
  let notes = [];
  leave.port1.onmessage = () => {
    worker.postMessage(notes.join('\n'));
    notes = [];
  };

  function note(fields) {
    if (notes.push(JSON.stringify(fields)) === 1) leave.port2.postMessage(null);
  }

  function wrap(owner, name, watched) {
    owner[name] = new Proxy(owner[name], {
      apply(native, target, args) {
        return watched(native, target, args);
      },
    });
  }

  function send(native, target, args) {
    const result = Reflect.apply(native, target, args);
    note([performance.now(), 'send', args[0]]);
    return result;
  }

  const read = localStorage.getItem;
  wrap(Storage.prototype, 'setItem', (native, target, args) => {
    const before = Reflect.apply(read, target, [args[0]]);
    const result = Reflect.apply(native, target, args);
    note([performance.now(), 'setItem', args[0], before, args[1]]);
    return result;
  });
  for (const { prototype } of [BroadcastChannel, ServiceWorker]) wrap(prototype, 'postMessage', send);
  wrap(WebSocket.prototype, 'send', send);

  // A port that does not reach another context is not noted.
  const tracked = new WeakSet();
  wrap(MessagePort.prototype, 'postMessage', (native, target, args) =>
    tracked.has(target) ? send(native, target, args) : Reflect.apply(native, target, args),
  );
  globalThis.SharedWorker = new Proxy(SharedWorker, {
    construct(native, args, newTarget) {
      const made = Reflect.construct(native, args, newTarget);
      tracked.add(made.port);
      return made;
    },
  });

  const listeners = new WeakMap();
  for (const name of ['addEventListener', 'removeEventListener'])
    wrap(EventTarget.prototype, name, (native, target, args) => {
      if (args[0] === 'storage') listeners.set(target, args);
      return Reflect.apply(native, target, args);
    });
}
