const folder = '../workers/';

function connect(page, url = `${folder}counter.js`, options = {}) {
  const worker = new SharedWorker(url, options);
  worker.port.onmessage = ({ data }) => page.log(`answer: ${JSON.stringify(data)}`);
  worker.onerror = () => page.log('error');
  return worker;
}

function ask(page, worker) {
  page.button('ask', 'Ask', () => worker.port.postMessage({ op: 'count', id: Math.random() }));
}

/** Ways in which pages miss their SharedWorker. */
/** @type {import('./example.js').Example[]} */
export const sharedWorker = [
  {
    code: 'W1',
    title: 'A port that was never started',
    todo: 'Ask.',
    see: 'The answer waits in the port.',
    right: 'start() is called.',
    tabs: [''],
    run(page) {
      const worker = new SharedWorker(`${folder}counter.js`);
      worker.port.addEventListener('message', ({ data }) => page.log(`answer: ${JSON.stringify(data)}`));
      if (page.right) worker.port.start();
      ask(page, worker);
    },
  },
  {
    code: 'W2',
    title: 'A listener on the worker itself',
    todo: 'Ask.',
    see: 'Messages come to the port, never to the SharedWorker object.',
    right: 'The listener is on the port.',
    tabs: [''],
    run(page) {
      const worker = connect(page);
      const target = page.right ? worker.port : worker;
      target.addEventListener('message', () => page.log('heard'));
      ask(page, worker);
    },
  },
  {
    code: 'W3',
    title: 'Two workers instead of one',
    todo: 'Ask in both tabs.',
    see: 'Each tab counts for itself: a time stamp in the URL makes it another worker.',
    right: 'Both name the same URL.',
    tabs: ['', ''],
    run(page) {
      const url = `${folder}counter.js${page.right ? '' : `?t=${Date.now()}${Math.random()}`}`;
      ask(page, connect(page, url));
    },
  },
  {
    code: 'W4',
    title: 'Other options',
    todo: 'Open both tabs.',
    see: 'The second one gets an error: the worker runs as a classic script.',
    right: 'Both ask for the same type.',
    tabs: ['', '?module'],
    run(page) {
      const type = page.has('module') && !page.right ? 'module' : 'classic';
      ask(page, connect(page, `${folder}counter.js`, { type }));
    },
  },
  {
    code: 'W5',
    title: 'A script that is not there',
    todo: 'Open it.',
    see: 'An error event, and nothing else.',
    right: 'The script is there.',
    tabs: [''],
    run(page) {
      ask(page, connect(page, `${folder}${page.right ? 'counter' : 'missing'}.js`));
    },
  },
  {
    code: 'W6',
    title: 'The old worker lives on',
    todo: 'Reload the second tab while the first is open.',
    see: 'The first keeps the worker alive: a new version of its script is not loaded.',
    right: 'The second is not reloaded.',
    tabs: ['', '?again'],
    run(page) {
      ask(page, connect(page));
      page.button('reload', 'Reload', () => {
        if (!page.right) location.reload();
      });
    },
  },
  {
    code: 'W7',
    title: 'The worker is gone',
    todo: 'Ask four times, end the worker, and ask again.',
    see: 'No answer any more, and no error.',
    right: 'The worker goes on.',
    tabs: [''],
    run(page) {
      const worker = connect(page, `${folder}counter.js`, { name: 'mortal' });
      ask(page, worker);
      page.button('end', 'End it', () => {
        if (!page.right) worker.port.postMessage({ op: 'end' });
      });
    },
  },
  {
    code: 'W10',
    title: 'A closed port',
    todo: 'Close, then ask.',
    see: 'What is sent into a closed port goes nowhere.',
    right: 'It is not closed.',
    tabs: [''],
    run(page) {
      const worker = connect(page);
      ask(page, worker);
      page.button('close', 'Close', () => {
        if (!page.right) worker.port.close();
      });
    },
  },
  {
    code: 'W11',
    title: 'One port is answered',
    todo: 'Ask in both tabs.',
    see: 'The worker keeps the last port only, and answers that one whoever asks.',
    right: 'It answers whoever asks.',
    tabs: ['', ''],
    run(page) {
      ask(page, connect(page, `${folder}${page.right ? 'counter' : 'last-port'}.js`, { name: 'many' }));
    },
  },
  {
    code: 'W13',
    title: 'The state went with the last tab',
    todo: 'Ask, and reload the only tab.',
    see: 'The count begins anew.',
    right: 'A second tab keeps the worker alive.',
    tabs: [''],
    rightTabs: ['', ''],
    run(page) {
      ask(page, connect(page));
      page.button('reload', 'Reload', () => location.reload());
    },
  },
  {
    code: 'W14',
    title: 'A worker that outlives its last tab',
    todo: 'Ask, and reload the only tab.',
    see: 'The worker has the option extendedLifetime: where the browser knows that, it may still be there, with its count.',
    right: 'A second tab is open all the time.',
    tabs: [''],
    rightTabs: ['', ''],
    run(page) {
      ask(page, connect(page, `${folder}counter.js`, { extendedLifetime: true }));
      page.button('reload', 'Reload', () => location.reload());
    },
  },
];
