// Traffic between same-origin tabs, as records: each scenario stresses another part of the analysis.

const area = { kind: 'local-storage', name: '' };
const news = { kind: 'broadcast-channel', name: 'news' };
const worker = { kind: 'shared-worker', name: 'http://x/worker.js' };
const socket = { kind: 'websocket', name: 'ws://x/live' };
const port = { kind: 'message-port', name: 'shared-worker http://x/worker.js' };
const documentChannel = { kind: 'document', name: '' };

/** Milliseconds of the records' time between two turns: some thousands of records a second. */
const pace = 0.5;

/** What happens in a turn. `write`, `post` … note it, and what comes of it in the other tabs. */
const scenarios = {
  mixed: {
    tabs: 5,
    turn(on, turn) {
      if (turn % 3 === 0) on.post(turn % 5 === 0 ? 'ping' : `message ${turn}`);
      else on.write(`key${turn % 50}`, String(turn - 50), String(turn));
    },
  },
  '20 tabs': {
    tabs: 20,
    turn(on, turn) {
      if (turn % 3 === 0) on.post(`message ${turn}`);
      else on.write(`key${turn % 50}`, String(turn - 50), String(turn));
    },
  },
  'two tabs': {
    tabs: 2,
    turn: (on, turn) => on.write(`key${turn % 50}`, String(turn - 50), String(turn)),
  },
  'one key': {
    tabs: 5,
    turn: (on, turn) => on.write('key', String(turn - 1), String(turn)),
  },
  'two values in turn': {
    tabs: 5,
    turn: (on, turn) => on.write('key', String(turn % 2), String((turn + 1) % 2)),
  },
  'thousand values': {
    tabs: 5,
    turn: (on, turn) => on.post({ t: 'object', k: ['type', 'id'], v: ['changed', (turn * 7919) % 1_000] }),
  },
  'one storm': {
    tabs: 5,
    turn: (on) => on.post('ping', 0),
  },
  'bursts of 1,000 writes': {
    tabs: 5,
    turn(on, turn) {
      on.write('key', String(turn - 1), String(turn), 0);
      // One task: no time passes.
      if (turn % 1_000 !== 0) on.pass(-pace);
      else on.pass(500);
    },
  },
  /** A cart with whose it is, in JSON; a token at times. */
  shop: {
    tabs: 5,
    turn(on, turn) {
      if (turn % 50 === 0) on.post({ t: 'object', k: ['token'], v: [`q${turn % 1_000}Zr2LmN0pVw`], n: 1 });
      else on.write(`cart-${turn % 40}`, cartOf(turn - 40), cartOf(turn));
    },
  },
  ports: {
    tabs: 6,
    turn: (on, turn) => on.port(`message ${turn}`),
  },
  workers: {
    tabs: 5,
    turn: (on, turn) => on.ask(worker, { t: 'object', k: ['id', 'text'], v: [turn, `question ${turn}`] }),
  },
  sockets: {
    tabs: 5,
    turn: (on, turn) => on.ask(socket, `{"id":${turn},"type":"quote","price":${turn * 7}}`),
  },
};

function cartOf(turn) {
  return JSON.stringify({
    item: `shoe ${turn % 300}`,
    count: turn % 7,
    user: `ann.lee-${turn % 900}@shop.example`,
  });
}

export const names = Object.keys(scenarios);

export function createTraffic(name) {
  const { tabs, turn: take } = scenarios[name];
  const seqs = new Array(tabs).fill(0);
  /** Times of a document never go back: the background sees to it. */
  const latest = new Array(tabs).fill(0);
  let time = 1_700_000_000_000;
  let turn = 0;
  let records = [];

  function note(tab, fields) {
    latest[tab] = Math.max(latest[tab], fields.time);
    records.push({ context: idOf(tab), seq: seqs[tab]++, ...fields, time: latest[tab] });
  }

  function others(from, each) {
    for (let tab = 0; tab < tabs; tab += 1) if (tab !== from) each(tab, time + 1 + tab / 10);
  }

  const on = {
    pass(milliseconds) {
      time += milliseconds;
    },
    write(key, oldValue, newValue, from = turn % tabs) {
      const change = { channel: area, key, oldValue, newValue };
      note(from, { type: 'storage-write', time, method: 'setItem', ...change });
      const event = { type: 'storage-event', ...change, url: `http://x/${from}`, isTrusted: true };
      others(from, (tab, at) => note(tab, { ...event, time: at }));
    },
    post(data, from = turn % tabs) {
      const message = { channel: news, object: 1, data };
      note(from, { type: 'send', time, ...message });
      const receive = { type: 'receive', event: 'message', ...message, isTrusted: true };
      others(from, (tab, at) => note(tab, { ...receive, time: at }));
    },
    /** Tabs 0 and 1, 2 and 3 … are connected. */
    port(data) {
      const from = turn % tabs;
      const message = { channel: port, object: 2, data };
      note(from, { type: 'send', time, ...message });
      note(from ^ 1, { type: 'receive', event: 'message', time: time + 1, ...message, isTrusted: true });
    },
    ask(channel, data) {
      const from = turn % tabs;
      const object = channel === worker ? 3 : 4;
      note(from, { type: 'send', time, channel, object, data });
      const answer = { type: 'receive', event: 'message', channel, object, data, isTrusted: true };
      note(from, { ...answer, time: time + 3 });
    },
  };

  function begin() {
    for (let tab = 0; tab < tabs; tab += 1) {
      note(tab, { type: 'lifecycle', time, channel: documentChannel, state: 'created' });
      note(tab, { type: 'listeners', time, channel: area, object: 0, event: 'storage', count: 1 });
      for (const [object, channel] of [news, port, worker, socket].entries()) {
        note(tab, { type: 'open', time, channel, object: object + 1 });
        note(tab, { type: 'listeners', time, channel, object: object + 1, event: 'message', count: 1 });
        note(tab, { type: 'state', time, channel, object: object + 1, state: 'started' });
      }
    }
    time += 1_000;
  }
  begin();

  return {
    contexts: Array.from({ length: tabs }, (_, tab) => ({
      id: idOf(tab),
      origin: 'http://x',
      url: `http://x/${tab}`,
      title: '',
      favicon: '',
      tab,
      frame: 0,
      document: null,
      topOrigin: 'http://x',
      incognito: false,
      partial: false,
      created: 1_699_999_999_000,
      ended: null,
      closed: null,
      browser: 'chromium',
      clockAhead: 0,
    })),
    /** About so many records, as objects that were just parsed: none shares anything with another. */
    batch(count) {
      while (records.length < count) {
        turn += 1;
        time += pace;
        take(on, turn);
      }
      const parsed = JSON.parse(JSON.stringify(records));
      records = [];
      return parsed;
    },
  };
}

function idOf(tab) {
  return `00000000-0000-4000-8000-${String(tab).padStart(12, '0')}`;
}
