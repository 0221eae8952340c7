/**
 * The demo pages, in the order of the start page. Each topic is a folder of demo/pages with an index.html; a variant is the same page with a query.
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
    ],
  },
];
