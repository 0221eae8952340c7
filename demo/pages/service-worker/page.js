import { act, log } from '/actions.js';

const { serviceWorker } = navigator;
serviceWorker.addEventListener('controllerchange', () => log('a new controller'));
serviceWorker.addEventListener('message', ({ data }) => log(JSON.stringify(data)));

act({
  register: () => serviceWorker.register('worker.js'),
  ask: () => {
    if (serviceWorker.controller) serviceWorker.controller.postMessage('ping');
    else log('not controlled: register first');
  },
  start: () => serviceWorker.startMessages(),
  unregister: async () => (await serviceWorker.getRegistration())?.unregister(),
});
