import { embed, otherHost, sandbox } from './other-site.js';
import { work } from './work.js';

/** Service workers, sockets, locks and databases. */
/** @type {import('./example.js').Example[]} */
export const others = [
  {
    code: 'V1',
    title: 'A queue that was not started',
    todo: 'Open it, ask, and wait for the last script of the page, which takes ten seconds.',
    see: 'A listener without startMessages(): the answer waits until the document is parsed.',
    right: 'startMessages() is called: the answer is there at once.',
    needsServer: true,
    slowMs: 10_000,
    tabs: [''],
    async run(page) {
      await controlled(page);
      navigator.serviceWorker.addEventListener('message', ({ data }) => page.log(`message: ${data}`));
      if (page.right) navigator.serviceWorker.startMessages();
      page.button('ask', 'Ask the worker', () => navigator.serviceWorker.controller.postMessage('hello'));
    },
  },
  {
    code: 'V2',
    title: 'Nobody controls the page',
    todo: 'Open it.',
    see: 'There is no service worker: controller is null.',
    right: 'A worker claims the page, which then listens.',
    tabs: [''],
    async run(page) {
      if (page.right) await controlled(page);
      navigator.serviceWorker.onmessage = ({ data }) => page.log(`message: ${data}`);
      page.log(navigator.serviceWorker.controller ? 'there is a controller' : 'controller is null');
    },
  },
  {
    code: 'V3',
    title: 'A new service worker waits',
    todo: 'Open it and press “Update”.',
    see: 'The new worker is installed and waits for as long as this page is open, however often it is loaded again.',
    right: 'The new one calls skipWaiting().',
    tabs: [''],
    async run(page) {
      await controlled(page, '../v3/');
      page.button('update', 'Update', async () => {
        const script = page.right ? '../service.js?new' : '../service-waiting.js';
        const registration = await navigator.serviceWorker.register(script, { scope: '../v3/' });
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => page.log(`the new worker: ${worker.state}`));
      });
    },
  },
  {
    code: 'V4',
    title: 'The worker answers the page that leaves',
    todo: 'Open it and press “Load again”.',
    see: 'The worker answers event.clientId as the page is fetched: that is the document that goes away.',
    right: 'The new document asks the worker.',
    tabs: [''],
    async run(page) {
      const { serviceWorker } = navigator;
      await controlled(page, '../v4/', '../service-fetching.js');
      serviceWorker.onmessage = ({ data }) => page.log(`message: ${data}`);
      if (page.right) serviceWorker.controller.postMessage(`fetched ${location.href}`);
      page.button('again', 'Load again', () => location.reload());
    },
  },
  {
    code: 'K1',
    title: 'A message before the handler',
    todo: 'Open two tabs, and send in the first.',
    see: 'The second has a socket and no handler.',
    right: 'It has one.',
    needsServer: true,
    tabs: ['', '?deaf'],
    run(page) {
      const socket = openSocket(page, 'k1');
      if (!page.has('deaf') || page.right) socket.onmessage = ({ data }) => page.log(`message: ${data}`);
      page.button('send', 'Send', () => socket.send(`rain ${Math.random()}`));
    },
  },
  {
    code: 'K2',
    title: 'Sent into a closed socket',
    todo: 'Press “Close”, then “Send” twice.',
    see: 'The browser drops both messages without a word.',
    right: 'The page tests readyState, and sends through a new connection.',
    needsServer: true,
    tabs: [''],
    run(page) {
      let socket = openSocket(page, 'k2');
      socket.onclose = () => page.log('closed');
      page.button('close', 'Close', () => socket.close());
      page.button('send', 'Send', () => {
        if (!page.right || socket.readyState === WebSocket.OPEN) {
          socket.send(`rain ${Math.random()}`);
          page.log('sent');
          return;
        }
        socket = openSocket(page, 'k2');
        socket.addEventListener('open', () => {
          socket.send(`rain ${Math.random()}`);
          page.log('sent');
        });
      });
    },
  },
  {
    code: 'K3',
    title: 'The tab with the connection sleeps',
    todo: 'Let the first tab go into the back/forward cache or freeze it (chrome://discards).',
    see: 'It holds the only connection; the other tab gets nothing through it.',
    right: 'Both have one.',
    needsServer: true,
    tabs: ['?leader', ''],
    rightTabs: ['?leader', '?leader'],
    run(page) {
      if (!page.has('leader')) return;
      openSocket(page, 'k3').onmessage = ({ data }) => page.log(`message: ${data}`);
    },
  },
  {
    code: 'K4',
    title: 'Connecting again and again',
    todo: 'Open it.',
    see: 'The server cuts each connection, and the page connects again at once.',
    right: 'The server takes it.',
    needsServer: true,
    tabs: [''],
    run(page) {
      connectAgain(page, 'k4', page.right ? '' : '&fails', 3);
    },
  },
  {
    code: 'K5',
    title: 'Tabs that end each other’s sockets',
    todo: 'Open two tabs.',
    see: 'The server takes one connection, and each tab connects again when it has lost its own.',
    right: 'The server takes several.',
    needsServer: true,
    tabs: ['', ''],
    run(page) {
      return connectAgain(page, 'k5', page.right ? '' : '&one', 3);
    },
  },
  {
    code: 'E1',
    title: 'Event streams use up the connections',
    todo: 'Press “Listen to three” in both tabs, then “Ask” in the second.',
    see: 'Six streams keep the six connections to the host: the question waits, and so would a seventh tab.',
    right: 'One tab holds a stream and hands on what comes by BroadcastChannel.',
    needsServer: true,
    tabs: ['', ''],
    run(page) {
      const news = new BroadcastChannel('news');
      news.onmessage = ({ data }) => page.log(`handed on: ${data}`);
      let streams = 0;

      function listen() {
        streams += 1;
        const stream = new EventSource(`/events?${streams}`);
        stream.onopen = () => page.log('connected');
        stream.addEventListener('tick', ({ data }) => news.postMessage(data));
      }

      page.button('listen', page.right ? 'Listen' : 'Listen to three', () => {
        if (!page.right) for (let count = 0; count < 3; count += 1) listen();
        else
          void navigator.locks.request('stream', () => {
            listen();
            return new Promise(() => undefined);
          });
      });
      page.button('ask', 'Ask', async () => page.log(`answered: ${(await fetch('/')).status}`));
    },
  },
  {
    code: 'L1',
    title: 'A lock that is never let go',
    todo: 'Take the lock in the first tab, then in the second.',
    see: 'The second waits.',
    right: 'It is let go after half a second.',
    tabs: ['', ''],
    run(page) {
      page.button('take', 'Take', () => {
        void navigator.locks.request('printer', () => {
          page.log('granted');
          return new Promise((resolve) => {
            if (page.right) setTimeout(resolve, 500);
          });
        });
      });
    },
  },
  {
    code: 'L2',
    title: 'A wait for a lock that is given up',
    todo: 'Lead in the first tab, then in the second.',
    see: 'The second waits half a second for the lock of the first, takes the end of the wait for a failure and tries again.',
    right: 'It waits for as long as the first leads.',
    tabs: ['', '?follower'],
    run(page) {
      async function lead() {
        const limit = page.has('follower') && !page.right ? { signal: AbortSignal.timeout(500) } : {};
        await navigator.locks.request('conductor', limit, () => {
          page.log('leading');
          return new Promise(() => undefined);
        });
      }
      page.button('lead', 'Lead', async () => {
        for (let failures = 1; failures <= 3; failures += 1)
          await lead().catch((error) => page.log(`failure ${failures}: ${error.name}`));
      });
    },
  },
  {
    code: 'I1',
    title: 'An upgrade that is blocked',
    todo: 'Open in the first tab, then upgrade in the second.',
    see: 'The upgrade waits until the first tab closes its connection.',
    right: 'The first tab closes it on versionchange.',
    tabs: ['', ''],
    run(page) {
      // Held: a connection that nothing refers to is closed when the browser collects it.
      let database;
      function open(version) {
        const request = indexedDB.open('notes', version);
        request.onerror = () => page.log(request.error.name);
        request.onblocked = () => page.log('blocked');
        request.onsuccess = () => {
          database = request.result;
          page.log(`version ${database.version}`);
          if (page.right) database.onversionchange = () => database.close();
        };
      }
      page.button('open', 'Open', () => open(1));
      page.button('upgrade', 'Upgrade', () => open(2));
    },
  },
  {
    code: 'O1',
    title: 'Opened without an opener',
    todo: 'Press “Sign in”.',
    see: 'The other site’s Cross-Origin-Opener-Policy has cut the window off: it comes back and has no opener to post to.',
    right: 'The result goes by BroadcastChannel.',
    needsServer: true,
    tabs: [''],
    run(page) {
      if (page.has('back')) {
        page.log(window.opener ? 'there is an opener' : 'no opener');
        if (page.right) new BroadcastChannel('sign-in').postMessage('signed in');
        else window.opener?.postMessage('signed in', location.origin);
        return;
      }
      const heard = ({ data }) => page.log(`message: ${data}`);
      if (page.right) new BroadcastChannel('sign-in').onmessage = heard;
      else addEventListener('message', heard);
      page.button('sign-in', 'Sign in', () => {
        const back = `${location.href}${page.right ? '&' : '?'}back`;
        open(`//${otherHost()}/sign-in/?back=${encodeURIComponent(back)}`, '', 'width=400,height=400');
      });
    },
  },
  {
    code: 'A1',
    title: 'An API that is not there',
    todo: 'Open it.',
    see: 'The sandboxed frame asks for a lock, and gets an exception.',
    right: 'The frame has allow-same-origin.',
    needsServer: true,
    tabs: [''],
    run(page) {
      if (!page.has('framed')) return embed(page.right ? '?framed&right' : '?framed', sandbox(page));
      // Not awaited: what nobody catches is what a page sees of it, in its console.
      void navigator.locks.request('settings', () => page.log('granted'));
    },
  },
];

/** Not one message, but many. */
/** @type {import('./example.js').Example[]} */
export const patterns = [
  {
    code: 'R1',
    title: 'Ping-pong',
    todo: 'Start in one tab.',
    see: 'Each tab answers the other’s change with one of its own; forty rounds, then it ends.',
    right: 'Only the second tab answers.',
    tabs: ['', '?second'],
    run(page) {
      let rounds = 0;
      addEventListener('storage', ({ key, newValue }) => {
        if (key !== 'ball' || rounds >= 20 || (page.right && !page.has('second'))) return;
        rounds += 1;
        page.log(`ball ${newValue}`);
        localStorage.setItem('ball', `${Number(newValue) + 1}`);
      });
      page.button('start', 'Start', () => localStorage.setItem('ball', '1'));
    },
  },
  {
    code: 'R2',
    title: 'A storm',
    todo: 'Start.',
    see: 'Hundreds of messages in a second.',
    right: 'The last state is sent some times a second.',
    tabs: ['', '?listen'],
    run(page) {
      const channel = new BroadcastChannel('pointer');
      channel.onmessage = () => undefined;
      page.button('start', 'Start', async () => {
        // Fewer than two storms, also where a busy machine takes more than a second for them.
        for (let turn = 0; turn < 13; turn += 1) {
          const count = page.right ? (turn === 0 ? 1 : 0) : 30;
          for (let message = 0; message < count; message += 1) channel.postMessage(turn * 100 + message);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        page.log('done');
      });
    },
  },
  {
    code: 'R3',
    title: 'A lost update',
    todo: 'Press “Add a pear slowly” in the second tab and, within two seconds, “Add an apple” in the first.',
    see: 'The second writes over what the first wrote meanwhile, without having seen it: one thing is missing in the cart.',
    right: 'Both add under one lock, one after the other.',
    tabs: ['', ''],
    run(page) {
      const heard = new BroadcastChannel('heard');
      addEventListener('storage', ({ key, newValue }) => {
        page.log(`storage: ${key} ${newValue}`);
        if (page.right && key === 'cart') heard.postMessage(newValue);
      });

      /** Reads the cart, takes its time without a pause, and writes what it read and one thing more. */
      function put(thing, milliseconds) {
        const cart = JSON.parse(localStorage.getItem('cart') ?? '[]');
        if (milliseconds > 0) localStorage.setItem('adding', `${thing} ${Math.random()}`);
        work(milliseconds);
        const value = JSON.stringify([...cart, thing]);
        localStorage.setItem('cart', value);
        page.log(`cart ${value}`);
      }

      async function add(thing, milliseconds) {
        if (!page.right) {
          put(thing, milliseconds);
          return;
        }
        await navigator.locks.request('cart', async () => {
          const isHeard = new Promise((resolve) => (heard.onmessage = resolve));
          put(thing, milliseconds);
          // The lock is faster than the storage event. Without another tab nobody hears of it.
          await Promise.race([isHeard, new Promise((resolve) => setTimeout(resolve, 10_000))]);
        });
      }

      page.button('add', 'Add an apple', () => add('apple', 0));
      page.button('slowly', 'Add a pear slowly', () => add('pear', 2_000));
    },
  },
  {
    code: 'R4',
    title: 'Two leaders',
    todo: 'Lead in both tabs.',
    see: 'The second steals the lock, and the first goes on as if it held it.',
    right: 'The second waits for it.',
    tabs: ['', ''],
    run(page) {
      const work = new BroadcastChannel('work');
      work.onmessage = ({ data }) => page.log(`the other one: ${data}`);
      page.button('lead', 'Lead', () => {
        navigator.locks
          .request('leader', page.right ? { ifAvailable: true } : { steal: true }, (lock) => {
            page.log(lock ? 'leading' : 'somebody else leads');
            if (lock) setInterval(() => work.postMessage('working'), 400);
            return lock && new Promise(() => undefined);
          })
          .catch((error) => page.log(error.name));
      });
    },
  },
];

function openSocket(page, room, how = '') {
  const socket = new WebSocket(`ws://${location.host}/ws?room=${room}-${location.hostname}${how}`);
  socket.onopen = () => page.log('connected');
  return socket;
}

/** Connects again whenever the connection ends, that many times at most; settles once it is connected. */
function connectAgain(page, room, how, times) {
  const socket = openSocket(page, room, how);
  socket.onclose = ({ code }) => {
    page.log(`closed: ${code}`);
    if (times > 0) setTimeout(connectAgain, 200, page, room, how, times - 1);
  };
  return new Promise((resolve) => socket.addEventListener('open', resolve));
}

/** Waits until a service worker controls the page. */
async function controlled(page, scope = '../', script = '../service.js') {
  const { serviceWorker } = navigator;
  await serviceWorker.register(script, { scope });
  if (!serviceWorker.controller)
    await new Promise((resolve) =>
      serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  page.log('controlled');
}
