import { embed, embedBelow, openBelow, sandbox } from './other-site.js';

function join(page, name = 'news') {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => page.log(`message: ${JSON.stringify(data)}`);
  channel.onmessageerror = () => page.log('messageerror');
  return channel;
}

function post(page, channel, value = () => `rain ${Math.random()}`) {
  page.button('post', 'Post', () => channel.postMessage(value()));
}

/** Ways in which a BroadcastChannel's message is not got. */
/** @type {import('./example.js').Example[]} */
export const broadcast = [
  {
    code: 'B1',
    title: 'Alone on the channel',
    todo: 'Post in the first tab.',
    see: 'The object that posts does not get its own message, and there is no other.',
    right: 'The second tab has the channel open.',
    tabs: ['?join', ''],
    rightTabs: ['?join', '?join'],
    run(page) {
      if (page.has('join')) post(page, join(page));
    },
  },
  {
    code: 'B2',
    title: 'Nearly the same name',
    todo: 'Post in the first tab.',
    see: 'The second tab listens on a name with another case.',
    right: 'Both use one name.',
    tabs: ['', '?other'],
    run(page) {
      post(page, join(page, page.has('other') && !page.right ? 'app:News' : 'news'));
    },
  },
  {
    code: 'B3',
    title: 'Opened too late',
    todo: 'Post in the first tab, then open the channel in the second.',
    see: 'A channel keeps nothing for those who come later.',
    right: 'The second tab opens it at once.',
    tabs: ['', '?late'],
    run(page) {
      if (!page.has('late') || page.right) post(page, join(page));
      page.button('open', 'Open the channel', () => join(page));
    },
  },
  {
    code: 'B4',
    title: 'Closed already',
    todo: 'Close in the first tab, then post there.',
    see: 'postMessage throws.',
    right: 'A new channel is opened.',
    tabs: ['', '?join'],
    run(page) {
      let channel = join(page);
      page.button('close', 'Close', () => {
        channel.close();
        if (page.right) channel = join(page);
      });
      page.button('post', 'Post', () => channel.postMessage('rain'));
    },
  },
  {
    code: 'B5',
    title: 'Another partition',
    todo: 'Open the frame by the button, and post.',
    see: 'The frame is of this origin and has the channel open, but below another site: it gets nothing.',
    right: 'The same page is open in a tab of its own.',
    needsServer: true,
    tabs: [''],
    run(page) {
      const embedded = embedBelow();
      if (embedded) return embedded;
      if (!page.has('listen')) openBelow(page);
      post(page, join(page));
    },
  },
  {
    code: 'B6',
    title: 'An opaque origin',
    todo: 'Open it.',
    see: 'The sandboxed frame’s channel reaches nobody.',
    right: 'The frame has allow-same-origin.',
    needsServer: true,
    tabs: [''],
    run(page) {
      join(page);
      if (!page.has('framed')) return embed(page.right ? '?framed&right' : '?framed', sandbox(page));
    },
  },
  {
    code: 'B7',
    title: 'Frozen in the background',
    todo: 'Freeze the second tab on chrome://discards; post in the first.',
    see: 'The frozen page hears of nothing. It may get the message when it thaws.',
    right: 'It stays awake.',
    tabs: ['', '?join'],
    run(page) {
      post(page, join(page));
    },
  },
  {
    code: 'B9',
    title: 'Sent while going away',
    todo: 'Close the first tab, or leave the page.',
    see: 'What is posted in pagehide may not arrive.',
    right: 'It is posted before.',
    tabs: ['', '?listen'],
    run(page) {
      const channel = join(page);
      if (page.has('listen')) return;
      addEventListener('pagehide', () => {
        if (!page.right) channel.postMessage('bye');
      });
      page.button('leave', 'Leave', () => {
        if (page.right) channel.postMessage('bye');
        location.href = '../elsewhere/';
      });
    },
  },
  {
    code: 'B10',
    title: 'What can not be cloned',
    todo: 'Post.',
    see: 'postMessage throws: the value holds a function.',
    right: 'It holds data only.',
    tabs: ['', '?join'],
    run(page) {
      post(page, join(page), () => ({ title: 'rain', then: page.right ? 'umbrella' : () => 'umbrella' }));
    },
  },
  {
    code: 'B11',
    title: 'What can not be read there',
    todo: 'Ask the worker.',
    see: 'A messageerror instead of its answer: compiled WebAssembly does not leave its group of pages.',
    right: 'It sends the bytes.',
    tabs: [''],
    run(page) {
      const { port } = new SharedWorker('../workers/module.js');
      port.onmessage = () => page.log('message');
      port.onmessageerror = () => page.log('messageerror');
      page.button('ask', 'Ask', () => port.postMessage(page.right ? 'bytes' : 'module'));
    },
  },
  {
    code: 'B12',
    title: 'A late burst',
    todo: 'In the second tab go elsewhere; set twice in the first; go back in the second after some seconds.',
    see: 'The changes come together, when the page is awake again.',
    right: 'The second tab stays.',
    tabs: ['', '?listen'],
    run(page) {
      if (page.has('listen')) addEventListener('storage', ({ newValue }) => page.log(`storage: ${newValue}`));
      page.button('write', 'Set', () => localStorage.setItem('colour', String(Math.random())));
      page.button('leave', 'Go elsewhere', () => {
        if (!page.right) location.href = '../elsewhere/';
      });
    },
  },
];

/** A write and a message that speak of one thing. */
/** @type {import('./example.js').Example[]} */
export const together = [
  {
    code: 'S16',
    title: 'The message is faster than the write',
    todo: 'Change in the first tab.',
    see: 'The message comes before the storage event.',
    right: 'The value is in the message.',
    tabs: ['', '?listen'],
    run(page) {
      const channel = join(page);
      addEventListener('storage', ({ newValue }) => page.log(`storage: ${newValue}`));
      page.button('write', 'Change', () => {
        const value = `${Math.random()} ${'x'.repeat(1_000_000)}`;
        if (page.right) {
          channel.postMessage(value);
          return;
        }
        localStorage.setItem('colour', value);
        channel.postMessage(`changed ${Math.random()}`);
      });
    },
  },
];
