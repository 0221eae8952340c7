/**
 * The demo pages, in the order of the start page. Each topic is a folder of demo/pages with an index.html; a
 * variant is the same page with a query.
 * @typedef {{ query: string, title: string, see: string }} Variant
 * @typedef {{ folder: string, title: string, todo: string, see: string, variants?: Variant[] }} Topic
 * @typedef {{ title: string, topics: Topic[] }} Group
 * @type {Group[]}
 */
export const groups = [
  {
    title: 'Two tabs',
    topics: [
      {
        folder: 'storage',
        title: 'Storage events',
        todo: 'Open it in two tabs and press the buttons in one of them.',
        see: 'Each change reaches the other tab as a storage event; the writer itself gets none, nor does anybody for a value that stays the same.',
      },
      {
        folder: 'shared-worker',
        title: 'SharedWorker',
        todo: 'Open it in two tabs: set a value in one, get it in the other.',
        see: 'Both ports lead to one worker; every message in and out is a row.',
        variants: [
          { query: '?listen=onmessage', title: 'onmessage', see: 'Setting onmessage starts the port.' },
          {
            query: '?listen=addEventListener',
            title: 'addEventListener and start()',
            see: 'A listener does not start the port; the page does.',
          },
          {
            query: '?listen=never-started',
            title: 'never started',
            see: 'A listener without start(): what is sent is shown, and nothing arrives.',
          },
        ],
      },
      {
        folder: 'broadcast-channel',
        title: 'BroadcastChannel',
        todo: 'Open it in two tabs and post in one of them.',
        see: 'Every other object of that name gets the message; the sending object does not.',
      },
      {
        folder: 'websocket',
        title: 'WebSocket',
        todo: 'Open it in two tabs and send in one of them.',
        see: 'The server hands each frame to the other tab: sent in one, received in the other, with its size; the close with its code.',
      },
      {
        folder: 'message-port',
        title: 'A port between two tabs',
        todo: 'Open it in two tabs and send through the pipe.',
        see: 'The ports came through a SharedWorker: a channel of their own, named after what brought them.',
      },
      {
        folder: 'window',
        title: 'Messages between windows',
        todo: 'Post to the frame, or open a window and post to that.',
        see: 'Each message where it arrives, with its origin and who sent it. One for another origin leaves no trace: the browser drops it.',
      },
      {
        folder: 'service-worker',
        title: 'Service worker',
        todo: 'Register, then ask the worker.',
        see: 'The new controller, the question and the answer. What happens inside the worker is not seen.',
      },
      {
        folder: 'web-lock',
        title: 'Web Locks',
        todo: 'Request in two tabs; release or steal in one of them.',
        see: 'Who asked, who holds, who let go.',
      },
      {
        folder: 'indexed-db',
        title: 'IndexedDB',
        todo: 'Open without listening in one tab, open the next version in the other.',
        see: 'The upgrade is blocked until the first tab closes; one that listens hears versionchange.',
      },
      {
        folder: 'cookie',
        title: 'Cookies',
        todo: 'Open it in two tabs and set a cookie in one of them.',
        see: 'Both tabs are told of the change.',
      },
    ],
  },
];
