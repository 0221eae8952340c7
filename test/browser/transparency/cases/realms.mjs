/** Calls across realms: frames of the same origin, their functions on our objects, and the other way. */
export const realms = {
  'a frame’s methods work on this realm’s areas, and the other way': (t) => {
    const other = t.frame();
    other.Storage.prototype.setItem.call(localStorage, 'from elsewhere', '1');
    Storage.prototype.setItem.call(other.localStorage, 'to elsewhere', '2');
    other.Storage.prototype.setItem.call(other.localStorage, 'there', '3');
    const seen = Object.entries(localStorage).sort();
    Storage.prototype.clear.call(other.localStorage);
    return [seen, localStorage.length, other.localStorage === localStorage, other.Storage === Storage];
  },
  'errors belong to the realm of the function': (t) => {
    const other = t.frame();
    const realmOf = (call) => {
      const { threw, returned } = t.attempt(call);
      if (!threw) return returned;
      return [
        threw instanceof TypeError || threw instanceof DOMException,
        threw instanceof other.TypeError || threw instanceof other.DOMException,
        threw.message,
      ];
    };
    return [
      realmOf(() => other.Storage.prototype.setItem.call({})),
      realmOf(() => Storage.prototype.setItem.call(other, 'a', 'b')),
      realmOf(() => other.Storage.prototype.setItem.call(localStorage)),
      realmOf(() => new other.BroadcastChannel()),
      realmOf(() => new other.WebSocket('no url:')),
      realmOf(() => other.BroadcastChannel('x')),
      realmOf(() => other.Storage.prototype.setItem.call(localStorage, 'a', 'x'.repeat(6_000_000))),
      realmOf(() => other.MessagePort.prototype.postMessage.call(new MessageChannel().port1, () => 1)),
      realmOf(() => MessagePort.prototype.postMessage.call(new other.MessageChannel().port1, () => 1)),
      realmOf(() => other.addEventListener('message', 5)),
      realmOf(() => other.addEventListener.call({}, 'message', () => 1)),
    ];
  },
  'source text by the toString of another realm, after its load': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const { toString } = other.Function.prototype;
    return [
      toString.call(Storage.prototype.setItem),
      toString.call(WebSocket),
      toString.call(addEventListener),
      toString.call(Function.prototype.toString),
      Function.prototype.toString.call(other.Storage.prototype.setItem),
      Function.prototype.toString.call(other.WebSocket),
      Function.prototype.toString.call(other.Function.prototype.toString),
    ];
  },
  'source text by the toString of a fresh about:blank frame': (t) => {
    const other = t.frame();
    return [
      other.Function.prototype.toString.call(Storage.prototype.setItem),
      other.Function.prototype.toString.call(WebSocket),
      Function.prototype.toString.call(other.Storage.prototype.setItem),
      String(other.Storage.prototype.setItem),
      other.Function.prototype.toString.call(Function.prototype.toString),
    ];
  },
  'source text between two frames': async (t) => {
    const [one, two] = await Promise.all([1, 2].map(() => t.loadedFrame({ src: '/writer' })));
    return [
      one.Function.prototype.toString.call(two.WebSocket),
      two.Function.prototype.toString.call(one.Storage.prototype.setItem),
    ];
  },
  'source text in a frame of a frame': async (t) => {
    const one = await t.loadedFrame({ src: '/writer' });
    const element = one.document.body.appendChild(one.document.createElement('iframe'));
    const two = element.contentWindow;
    return [two.Function.prototype.toString.call(WebSocket), Function.prototype.toString.call(two.WebSocket)];
  },
  'addEventListener of one realm on targets of another': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const order = [];
    addEventListener.call(other, 'message', () => order.push('ours on theirs'));
    other.addEventListener.call(window, 'message', () => order.push('theirs on ours'));
    other.EventTarget.prototype.addEventListener.call(new EventTarget(), 'message', () => 1);
    other.dispatchEvent(new MessageEvent('message'));
    window.dispatchEvent(new other.MessageEvent('message'));
    return order;
  },
  'bare calls of another realm’s functions are on its window': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const heard = [];
    const { addEventListener: add } = other;
    add('message', () => heard.push('there'));
    addEventListener('message', () => heard.push('here'));
    other.dispatchEvent(new other.MessageEvent('message'));
    return heard;
  },
  'ports and channels of another realm with our methods': async (t) => {
    const other = await t.loadedFrame({ src: '/writer' });
    const { port1, port2 } = new other.MessageChannel();
    const heard = t.next(port2, 'message');
    MessagePort.prototype.start.call(port2);
    MessagePort.prototype.postMessage.call(port1, { a: 1 });
    const { data } = await heard;
    const [from, to] = [new other.BroadcastChannel('x'), new BroadcastChannel('x')];
    const broadcast = t.next(to, 'message');
    BroadcastChannel.prototype.postMessage.call(from, 'hello');
    return [
      data,
      data instanceof Object,
      data instanceof other.Object,
      (await broadcast).data,
      port1 instanceof MessagePort,
    ];
  },
  'newTarget of another realm: its class gives the fallback': (t) => {
    const other = t.frame();
    const newTarget = new other.Function();
    newTarget.prototype = undefined;
    const made = Reflect.construct(BroadcastChannel, ['x'], newTarget);
    const theirs = Reflect.construct(other.BroadcastChannel, ['x'], other.EventTarget);
    return [
      made instanceof BroadcastChannel,
      made instanceof other.BroadcastChannel,
      theirs instanceof other.EventTarget,
    ];
  },
  'a subclass of another realm’s class': (t) => {
    const other = t.frame();
    class Mine extends other.BroadcastChannel {
      shout() {
        return this.name.toUpperCase();
      }
    }
    const made = new Mine('x');
    return [
      made.shout(),
      made instanceof BroadcastChannel,
      made instanceof other.BroadcastChannel,
      Object.prototype.toString.call(made),
    ];
  },
  'a frame that is gone: its area, its channel, its port': (t) => {
    const other = t.frame();
    const { localStorage: area, BroadcastChannel: Channel, Storage: Area, MessageChannel: Pipe } = other;
    const channel = new Channel('x');
    const { port1 } = new Pipe();
    other.frameElement.remove();
    return [
      t.attempt(() => area.setItem('a', 'b')),
      t.attempt(() => Area.prototype.setItem.call(localStorage, 'a', 'b')),
      t.attempt(() => area.length),
      t.attempt(() => channel.postMessage(1)),
      t.attempt(() => port1.postMessage(1)),
      t.attempt(() => typeof new Channel('x')),
    ];
  },
  'constructors differ between realms, and give their own prototypes': (t) => {
    const other = t.frame();
    const made = new other.BroadcastChannel('x');
    return [
      other.WebSocket === WebSocket,
      made.constructor === other.BroadcastChannel,
      made instanceof BroadcastChannel,
      Object.getPrototypeOf(other.WebSocket) === other.EventTarget,
      other.Storage.prototype.setItem === Storage.prototype.setItem,
    ];
  },
  'a conversion that removes the frame whose method is called': (t) => {
    const other = t.frame();
    return [
      t.attempt(() =>
        other.localStorage.setItem('a', {
          toString() {
            other.frameElement.remove();
            return 'b';
          },
        }),
      ),
      Object.entries(localStorage),
    ];
  },
  'window.open: a popup’s functions on our objects': async (t) => {
    const popup = window.open('/writer');
    if (!popup) return 'no popup here';
    await t.next(popup, 'load');
    popup.Storage.prototype.setItem.call(localStorage, 'from a popup', '1');
    const heard = t.nextWrite(window);
    popup.write('written there', '2');
    const { key } = await heard;
    const result = [localStorage.getItem('from a popup'), key];
    popup.close();
    return result;
  },
  'source text of a popup’s functions, and of a frame’s that is gone': async (t) => {
    const popup = window.open('/writer');
    if (!popup) return 'no popup here';
    await t.next(popup, 'load');
    const result = [
      popup.Function.prototype.toString.call(WebSocket),
      Function.prototype.toString.call(popup.WebSocket),
    ];
    popup.close();
    const other = t.frame();
    const { BroadcastChannel: Channel } = other;
    other.frameElement.remove();
    return [result, t.attempt(() => Function.prototype.toString.call(Channel))];
  },
};
