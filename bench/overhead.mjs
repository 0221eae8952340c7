/**
 * What one call costs in a watched and in an unwatched page, in microseconds: CPU time of the page's main thread and time on the wall, the flush
 * of its records and the posting of them included. Wall time also counts the other processes' share of a small machine.
 */
const rounds = 21;

/** Run in a page: `prepare` gives the call that is measured. */
const operations = {
  'setItem, same small value': { calls: 2_000, prepare: () => () => localStorage.setItem('same', 'value') },
  'setItem, new 20 B value': {
    calls: 2_000,
    prepare: () => {
      let n = 0;
      return () => localStorage.setItem('new', `a value of 20 B ${(n += 1) % 10_000}`);
    },
  },
  'setItem, 100 KB value': {
    calls: 20,
    prepare: () => {
      const text = 'x'.repeat(100 * 1024);
      let n = 0;
      return () => localStorage.setItem('large', `${(n += 1)}${text}`);
    },
  },
  'BroadcastChannel.postMessage, small object': {
    calls: 500,
    prepare: () => {
      const channel = new BroadcastChannel('bench');
      return () => channel.postMessage({ type: 'tick', n: 1 });
    },
  },
  'SharedWorker port.postMessage, small object': {
    calls: 500,
    prepare: () => {
      const { port } = new SharedWorker('/worker.js');
      return () => port.postMessage({ type: 'tick', n: 1 });
    },
  },
  'SharedWorker port.postMessage, 10 KB object': {
    calls: 200,
    prepare: () => {
      const { port } = new SharedWorker('/worker.js');
      const value = Array.from({ length: 100 }, (_, id) => ({
        id,
        name: 'a name of some length',
        tags: ['one', 'two'],
        text: 'x'.repeat(40),
      }));
      return () => port.postMessage(value);
    },
  },
  'MessagePort.postMessage, untracked (a scheduler)': {
    calls: 2_000,
    prepare: () => {
      const { port1 } = new MessageChannel();
      return () => port1.postMessage(null);
    },
  },
  'WebSocket.send, small text': {
    calls: 500,
    prepare: async () => {
      const socket = new WebSocket(location.origin.replace('http', 'ws'));
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      return () => socket.send('a small text');
    },
  },
  'ServiceWorker.postMessage, small object': {
    calls: 500,
    prepare: async () => {
      await navigator.serviceWorker.register('/worker.js');
      const { active } = await navigator.serviceWorker.ready;
      return () => active.postMessage({ type: 'tick', n: 1 });
    },
  },
  'addEventListener and removeEventListener, another type': {
    calls: 5_000,
    prepare: () => {
      const target = document.body;
      const listener = () => undefined;
      return () => {
        target.addEventListener('click', listener);
        target.removeEventListener('click', listener);
      };
    },
  },
};

export async function measureOverhead(bench) {
  const [watched, native] = await Promise.all([
    openTimed(bench, bench.watched),
    openTimed(bench, bench.native),
  ]);
  const result = {};
  for (const [name, { calls, prepare }] of Object.entries(operations)) {
    for (const timed of [watched, native]) await timed.prepare(prepare);
    const rows = { watched: [], native: [] };
    for (let round = 0; round <= rounds; round += 1) {
      // Alternately, and each first in turn: machines slow down and speed up.
      const order = round % 2 ? ['watched', 'native'] : ['native', 'watched'];
      for (const kind of order) {
        const row = await (kind === 'watched' ? watched : native).run(calls);
        // The first round compiles.
        if (round > 0) rows[kind].push(row);
      }
    }
    result[name] = { cpuMicros: compare(rows, 'cpu'), wallMicros: compare(rows, 'wall') };
  }
  await Promise.all([watched.page.close(), native.page.close()]);
  return { rounds, operations: result };
}

function compare(rows, which) {
  const [watched, native] = [rows.watched, rows.native].map((list) => median(list.map((row) => row[which])));
  return {
    native: short(native),
    watched: short(watched),
    added: short(watched - native),
    ratio: short(watched / native),
  };
}

/** A page whose main thread's CPU time can be read. */
async function openTimed(bench, origin) {
  const page = await bench.open(`${origin}/`);
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  async function threadMicros() {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime').value * 1e6;
  }
  return {
    page,
    prepare: (prepare) =>
      page.evaluate(`(async () => { window.operation = await (${prepare.toString()})(); })()`),
    async run(calls) {
      const before = await threadMicros();
      const wall = await page.evaluate(time, calls);
      return { cpu: (await threadMicros()) / calls - before / calls, wall };
    },
  };
}

/** Microseconds a call, until the microtask after the loop has run too. */
async function time(calls) {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) window.operation();
  await null;
  return ((performance.now() - start) * 1000) / calls;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function short(value) {
  return Math.round(value * 100) / 100;
}
