import { watchBarely } from './floor.mjs';
import { median, openTimed, short } from './timed-page.mjs';

/**
 * What one call costs in a watched and in an unwatched page, and in one that watches itself with as little as
 * can be (floor.mjs): microseconds of CPU of the page's main thread, the flush of its records and what follows
 * it there included (the thread is left alone for a while after the calls). What as many empty tasks cost is
 * taken off.
 */
const rounds = Number(process.env.TABSHARK_ROUNDS ?? 11);
/** Milliseconds in which what the calls have set going comes to its end. */
const settles = 150;

/** How many tasks, and calls in each of them: spread, in bursts, in a storm. */
const small = { spread: [100, 1], bursts: [10, 100], storm: [1, 2_000] };
const large = { spread: [20, 1], bursts: [2, 20], storm: [1, 100] };

/** Run in a page: `prepare` gives the call that is measured. */
const operations = {
  'setItem, same small value': { shapes: small, prepare: () => () => localStorage.setItem('same', 'value') },
  'setItem, new 20 B value': {
    shapes: small,
    prepare: () => {
      let n = 0;
      return () => localStorage.setItem('new', `a value of 20 B ${(n += 1) % 10_000}`);
    },
  },
  'setItem, 100 KB value': {
    shapes: large,
    prepare: () => {
      const text = 'x'.repeat(100 * 1024);
      let n = 0;
      return () => localStorage.setItem('large', `${(n += 1)}${text}`);
    },
  },
  'BroadcastChannel.postMessage, small object': {
    shapes: small,
    prepare: () => {
      const channel = new BroadcastChannel('bench');
      return () => channel.postMessage({ type: 'tick', n: 1 });
    },
  },
  'BroadcastChannel.postMessage, 100 B string': {
    shapes: small,
    prepare: () => {
      const channel = new BroadcastChannel('bench');
      const text = 'x'.repeat(100);
      return () => channel.postMessage(text);
    },
  },
  'SharedWorker port.postMessage, small object': {
    shapes: small,
    prepare: () => {
      const { port } = new SharedWorker('/worker.js');
      return () => port.postMessage({ type: 'tick', n: 1 });
    },
  },
  'SharedWorker port.postMessage, 10 KB object': {
    shapes: large,
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
  'SharedWorker port.postMessage, 1 MB string': {
    shapes: large,
    prepare: () => {
      const { port } = new SharedWorker('/worker.js');
      const text = 'x'.repeat(1024 * 1024);
      return () => port.postMessage(text);
    },
  },
  'MessagePort.postMessage, untracked (a scheduler)': {
    shapes: small,
    prepare: () => {
      const { port1 } = new MessageChannel();
      return () => port1.postMessage(null);
    },
  },
  'WebSocket.send, small text': {
    shapes: small,
    prepare: async () => {
      const socket = new WebSocket(location.origin.replace('http', 'ws'));
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      return () => socket.send('a small text');
    },
  },
  'ServiceWorker.postMessage, small object': {
    shapes: small,
    prepare: async () => {
      await navigator.serviceWorker.register('/worker.js');
      const { active } = await navigator.serviceWorker.ready;
      return () => active.postMessage({ type: 'tick', n: 1 });
    },
  },
  'addEventListener and removeEventListener, another type': {
    shapes: small,
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

/** `asked`: only operations whose name holds this. */
export async function measureOverhead(bench, asked = '') {
  const [watched, native, floor] = await Promise.all([
    openTimed(bench, `${bench.watched}/`),
    openTimed(bench, `${bench.native}/`),
    openTimed(bench, `${bench.native}/`),
  ]);
  await floor.page.evaluate(watchBarely);
  const pages = { watched, native, floor };
  const kinds = Object.keys(pages);
  const result = {};
  for (const [name, { shapes, prepare }] of Object.entries(operations)) {
    if (!name.includes(asked)) continue;
    for (const { page } of Object.values(pages))
      await page.evaluate(`(async () => { window.operation = await (${prepare.toString()})(); })()`);
    result[name] = {};
    for (const [shape, [tasks, calls]] of Object.entries(shapes)) {
      const micros = { watched: [], native: [], floor: [] };
      for (let round = 0; round <= rounds; round += 1) {
        // Alternately, and each first in turn: machines slow down and speed up.
        for (let turn = 0; turn < kinds.length; turn += 1) {
          const kind = kinds[(round + turn) % kinds.length];
          const { page, cpuOf } = pages[kind];
          const empty = await cpuOf(() => page.evaluate(callInTasks, tasks, 0), settles);
          const full = await cpuOf(() => page.evaluate(callInTasks, tasks, calls), settles);
          // The first round compiles.
          if (round > 0) micros[kind].push((full - empty) / tasks / calls);
        }
      }
      result[name][shape] = compare(micros);
    }
  }
  await Promise.all(Object.values(pages).map(({ page }) => page.close()));
  return { rounds, operations: result };
}

function compare(micros) {
  const [watched, native, floor] = [median(micros.watched), median(micros.native), median(micros.floor)];
  return {
    native: short(native),
    watched: short(watched),
    added: short(watched - native),
    ratio: short(watched / native),
    'ratio of the floor': short(floor / native),
  };
}

/** Runs in the page. */
function callInTasks(tasks, calls) {
  const { operation } = window;
  return new Promise((resolve) => {
    let left = tasks;
    function task() {
      for (let call = 0; call < calls; call += 1) operation();
      left -= 1;
      if (left > 0) setTimeout(task);
      else resolve();
    }
    setTimeout(task);
  });
}
