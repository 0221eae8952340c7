/** window.postMessage between windows: sources, origins, targets, arguments. */
export const windowMessages = {
  'a message to the own window': async (t) => {
    const heard = t.next(window, 'message');
    postMessage('x', '*');
    const event = await heard;
    return [
      event.data,
      event.source === window,
      event.origin === location.origin,
      event.ports.length,
      event.isTrusted,
      event.target === window,
    ];
  },
  'a child hears its parent, and answers to it': async (t) => {
    const child = await t.loadedFrame({ src: '/child' });
    const heard = t.next(window, 'message');
    child.postMessage({ a: 1 }, location.origin);
    const event = await heard;
    return [event.data, event.source === child, event.origin === location.origin];
  },
  'a target origin that does not match drops the message': async (t) => {
    const child = await t.loadedFrame({ src: '/child' });
    const got = [];
    addEventListener('message', ({ data }) => got.push(data.got));
    child.postMessage('dropped', 'https://elsewhere.invalid');
    const heard = t.next(window, 'message');
    child.postMessage('arrives', '/');
    await heard;
    return got;
  },
  'arguments that are refused throw what they throw': (t) => [
    t.attempt(() => postMessage()),
    t.attempt(() => postMessage(1, 'no origin')),
    t.attempt(() => postMessage(() => 1, '*')),
    t.attempt(() => postMessage(1, '*', [5])),
    t.attempt(() => postMessage(1, { targetOrigin: 'no origin' })),
    t.attempt(() => postMessage(1, '*', 5)),
    t.attempt(() => window.postMessage.call({}, 1, '*')),
  ],
  'options are read in the same order': async (t) => {
    const log = [];
    postMessage(
      t.getters({ value: 1 }, log),
      t.getters({ transfer: [], targetOrigin: '*', includeUserActivation: false }, log),
    );
    postMessage(1, t.logged({ targetOrigin: '*' }, log));
    return log;
  },
  'an object as target origin is converted once': (t) => {
    const log = [];
    postMessage(1, t.text('origin', log, '*'));
    postMessage(1, t.text('origin', log, '*'), []);
    return log;
  },
  'a frame’s function called by the parent: the source is the parent': async (t) => {
    const child = await t.loadedFrame({ src: '/child' });
    const heard = t.next(window, 'message');
    const { postMessage: send } = child;
    send.call(child, 'taken off', '*');
    const { data } = await heard;
    return data;
  },
  'the window’s function called on a child': async (t) => {
    const child = await t.loadedFrame({ src: '/child' });
    const heard = t.next(window, 'message');
    window.postMessage.call(child, 'called on', '*');
    return (await heard).data;
  },
  'ports go to a child, and buffers': async (t) => {
    const child = await t.loadedFrame({ src: '/child' });
    const buffer = new ArrayBuffer(4);
    const heard = t.next(window, 'message');
    child.postMessage({ buffer }, '*', [buffer]);
    return [(await heard).data.got.buffer.byteLength, buffer.byteLength];
  },
  'listeners of the parent on the child’s window': async (t) => {
    const child = await t.loadedFrame({ src: '/child' });
    const seen = [];
    child.addEventListener('message', (event) =>
      seen.push([
        event.data instanceof Array,
        event.data instanceof child.Array,
        event.currentTarget === child,
      ]),
    );
    child.onmessage = null;
    const heard = t.next(child, 'message');
    child.postMessage([1], '*');
    await heard;
    return seen;
  },
  'messages to several windows keep their order': async (t) => {
    const children = await Promise.all([1, 2].map(() => t.loadedFrame({ src: '/child' })));
    const got = [];
    const done = new Promise((resolve) => {
      addEventListener(
        'message',
        ({ data, source }) => got.push([children.indexOf(source), data.got]) === 4 && resolve(),
      );
    });
    for (const n of [1, 2]) for (const child of children) child.postMessage(n, '*');
    await done;
    return [0, 1].map((which) => got.filter(([index]) => index === which).map(([, n]) => n));
  },
  'a frame of another origin by sandbox: origin null, and the same source': async (t) => {
    const heard = t.next(window, 'message');
    const child = await t.loadedFrame({
      sandbox: 'allow-scripts',
      srcdoc: '<script>parent.postMessage([origin, typeof BroadcastChannel], "*")</script>',
    });
    const event = await heard;
    return [event.data, event.origin, event.source === child];
  },
  'a message while the frame goes away': async (t) => {
    const child = await t.loadedFrame({ src: '/child' });
    const got = [];
    addEventListener('message', ({ data }) => got.push(data));
    child.postMessage('last', '*');
    child.frameElement.remove();
    await t.turn();
    await t.turn();
    return [got, t.attempt(() => child.postMessage('gone', '*'))];
  },
  'schedulers by a message to oneself keep their pace and order': async () => {
    const order = [];
    await new Promise((resolve) => {
      addEventListener('message', ({ data }) => {
        order.push(data);
        if (data < 20) postMessage(data + 1, '*');
        else resolve();
      });
      postMessage(0, '*');
    });
    return order;
  },
};
