/** Frames that were removed: what their classes, objects and functions still do. */
export const leaving = {
  'a removed frame’s classes, areas, ports and functions': async (t) => {
    const results = [];
    for (const attributes of [{}, { src: '/writer' }]) {
      const w = await t.loadedFrame(attributes);
      const names = [
        'WebSocket',
        'BroadcastChannel',
        'SharedWorker',
        'MessageChannel',
        'MessagePort',
        'Storage',
      ];
      const classes = Object.fromEntries(names.map((name) => [name, w[name]]));
      const { localStorage: area, addEventListener: add, indexedDB: databases } = w;
      const { port1 } = new w.MessageChannel();
      const channel = new w.BroadcastChannel('left');
      w.frameElement.remove();
      const kind = (call) => {
        const { returned, threw } = t.attempt(call);
        return threw ? [threw.name, threw.message] : Object.prototype.toString.call(returned);
      };
      results.push([
        names.map((name) => w[name] === classes[name]),
        kind(() => new classes.WebSocket(t.socketUrl)),
        kind(() => new classes.WebSocket('/relative')),
        kind(() => new classes.WebSocket('http://[')),
        kind(() => new classes.WebSocket({ toString: () => t.socketUrl })),
        kind(() => new classes.BroadcastChannel('left')),
        kind(() => new classes.BroadcastChannel()),
        kind(() => new classes.SharedWorker('/shared.js')),
        kind(() => new classes.SharedWorker({ toString: () => '/shared.js' }, { name: 'n' })),
        kind(() => new classes.MessageChannel()),
        kind(() => new classes.Storage()),
        kind(() => area.setItem('a', 'b')),
        kind(() => area.clear()),
        kind(() => add.call(w, 'message', () => 1)),
        kind(() => add.call(window, 'message', () => 1)),
        kind(() => (w.onmessage = () => 1)),
        kind(() => databases.open('left')),
        kind(() => port1.postMessage({ a: 1 })),
        kind(() => port1.postMessage(() => 1)),
        kind(() => port1.start()),
        kind(() => port1.close()),
        kind(() => channel.postMessage(1)),
        kind(() => channel.addEventListener('message', () => 1)),
        kind(() => channel.close()),
        kind(() => classes.MessagePort.prototype.postMessage.call(new MessageChannel().port1, 1)),
        [String(classes.WebSocket), String(add)],
      ]);
    }
    return results;
  },
  'a removed frame’s class that nobody has named before': async (t) => {
    const w = await t.loadedFrame({ src: '/writer' });
    w.frameElement.remove();
    return ['WebSocket', 'BroadcastChannel', 'SharedWorker', 'MessagePort'].map((name) => typeof w[name]);
  },
  'who is named as sender by a postMessage that a frame’s event calls': async (t) => {
    const results = [];
    for (const type of ['click', 'message', 'storage', 'other']) {
      const other = await t.loadedFrame({ srcdoc: '<!doctype html><body></body>' });
      const heard = new Promise((resolve) => {
        window.addEventListener('message', function got(event) {
          if (event.data !== `by ${type}`) return;
          window.removeEventListener('message', got);
          resolve(event);
        });
      });
      other.addEventListener(type, window.postMessage.bind(window, `by ${type}`, '*', []));
      other.dispatchEvent(new other.Event(type));
      const { source } = await heard;
      results.push([type, source === window ? 'this window' : source === other ? 'the frame' : 'another']);
      other.frameElement.remove();
    }
    return results;
  },
};
