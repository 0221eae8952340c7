/** navigator.serviceWorker: messages both ways, when they start, refused values. */
export const serviceWorker = {
  'a worker is registered, takes a message and answers': async (t) => {
    const { serviceWorker } = navigator;
    const registration = await serviceWorker.register('/service-worker.js');
    const ready = await serviceWorker.ready;
    const heard = t.next(serviceWorker, 'message');
    serviceWorker.startMessages();
    ready.active.postMessage({ a: 1 });
    const event = await heard;
    const result = [
      event.data,
      event.origin === location.origin,
      Object.prototype.toString.call(event.source),
      event.source === ready.active,
      event.isTrusted,
      ready === registration,
    ];
    await registration.unregister();
    return result;
  },
  'ports and dictionaries go with a message': async (t) => {
    const { serviceWorker } = navigator;
    const registration = await serviceWorker.register('/service-worker.js');
    const { active } = await serviceWorker.ready;
    const log = [];
    const { port1, port2 } = new MessageChannel();
    const heard = t.next(port1, 'message');
    port1.start();
    active.postMessage('by port', [port2]);
    const answer = (await heard).data;
    active.postMessage(1, t.getters({ transfer: [] }, log));
    active.postMessage(1, t.logged({ transfer: [] }, log));
    const result = [
      answer,
      log,
      t.attempt(() => active.postMessage()),
      t.attempt(() => active.postMessage(() => 1)),
      t.attempt(() => active.postMessage(1, [5])),
      t.attempt(() => active.postMessage(1, null)),
      t.attempt(() => ServiceWorker.prototype.postMessage.call({}, 1)),
    ];
    await registration.unregister();
    return result;
  },
  'listeners, onmessage and order': async (t) => {
    const { serviceWorker } = navigator;
    const registration = await serviceWorker.register('/service-worker.js');
    const { active } = await serviceWorker.ready;
    const order = [];
    serviceWorker.addEventListener('message', () => order.push('first'));
    serviceWorker.onmessage = function () {
      order.push(`handler ${this === serviceWorker}`);
    };
    serviceWorker.addEventListener('message', () => order.push('captured'), true);
    const heard = t.next(serviceWorker, 'message');
    active.postMessage(1);
    await heard;
    await registration.unregister();
    return order;
  },
  'the container: identity, members, startMessages': (t) => [
    navigator.serviceWorker === navigator.serviceWorker,
    Reflect.ownKeys(navigator.serviceWorker),
    t.attempt(() => navigator.serviceWorker.startMessages()),
    t.attempt(() => ServiceWorkerContainer.prototype.startMessages.call({})),
    t.attempt(() =>
      Object.getOwnPropertyDescriptor(ServiceWorkerContainer.prototype, 'onmessage').set.call({}, () => 1),
    ),
    navigator.serviceWorker.onmessage,
    navigator.serviceWorker.controller,
  ],
  'a script that is refused rejects as it does': async (t) => [
    await t.settle(navigator.serviceWorker.register('/case/none')),
    await t.settle(navigator.serviceWorker.register('https://elsewhere.invalid/x.js')),
    await t.settle(navigator.serviceWorker.register()),
  ],
};
