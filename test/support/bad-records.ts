import type { Preview } from '../../src/record/preview';
import { contextOf } from './record-samples';
import type {
  Channel,
  ChannelKind,
  Context,
  Neighbour,
  Observation,
  Record,
  State,
} from '../../src/record/record';

/**
 * For tests: records of pages that mean to keep a viewer busy. Each family of them is bad in one way; the
 * same seed makes the same records.
 */
export interface BadRecords {
  readonly contexts: readonly Context[];
  readonly records: readonly Record[];
  readonly neighbours: readonly Neighbour[];
}

/** One family: one call of it adds a few records; it is called until there are enough. */
type Family = (add: Adding) => () => void;

interface Adding {
  /** A random integer below that. */
  random(below: number): number;
  /** Time passes, or goes back; milliseconds. */
  wait(milliseconds: number): void;
  now(): number;
  /** The id of another document that is there from now on. */
  document(known?: Partial<Context>): string;
  /** A document of another origin. */
  neighbour(origin: string): void;
  note(context: string, channel: Channel, fields: Fields, missing?: number): void;
}

type Fields = { readonly type: Observation['type'] } & { readonly [field: string]: unknown };

const start = 1_700_000_000_000;

/** So many UTF-16 units of one family's records, as an export would hold them. */
export function badRecords(family: BadFamily, size: number, seed: number): BadRecords {
  return generate([family], size, seed);
}

/** Of some families at once, in documents of their own. */
export function mixed(size: number, seed: number): BadRecords {
  const random = createRandom(seed);
  const some = Array.from(
    { length: 6 },
    () => badFamilies[random(badFamilies.length)] ?? 'everything at once',
  );
  return generate(some, size, seed);
}

function generate(of: readonly BadFamily[], size: number, seed: number): BadRecords {
  const contexts: Context[] = [];
  const records: Record[] = [];
  const neighbours: Neighbour[] = [];
  const next = new Map<string, number>();
  const random = createRandom(seed);
  let written = 0;
  let time = start;

  const adding: Adding = {
    random,
    wait: (milliseconds) => {
      time += milliseconds;
    },
    now: () => time,
    document(known = {}) {
      const id = `d${contexts.length}`;
      const context = contextOf(id, { created: time, tab: contexts.length, url: `http://x/${id}`, ...known });
      contexts.push(context);
      written += JSON.stringify(context).length;
      return id;
    },
    neighbour(origin) {
      neighbours.push({ origin, created: start, ended: null });
      written += JSON.stringify(neighbours.at(-1)).length;
    },
    note(context, channel, fields, missing = 0) {
      const seq = (next.get(context) ?? 0) + missing;
      next.set(context, seq + 1);
      const record = { time, channel, ...fields, context, seq } as unknown as Record;
      records.push(record);
      written += JSON.stringify(record).length;
    },
  };
  const steps = of.map((family) => families[family](adding));
  while (written < size) for (const step of steps) step();
  return { contexts, records, neighbours };
}

/** Mulberry32. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const area = on('local-storage');

function on(kind: ChannelKind, name = ''): Channel {
  return { kind, name };
}

interface More {
  readonly [field: string]: unknown;
}

function open(object: number, more: More = {}): Fields {
  return { type: 'open', object, ...more };
}

function send(object: number, data: Preview = ''): Fields {
  return { type: 'send', object, data };
}

function receive(object: number, data: Preview = ''): Fields {
  return { type: 'receive', object, data, event: 'message', isTrusted: true };
}

function listeners(object: number, event = 'message', count = 1): Fields {
  return { type: 'listeners', object, event, count };
}

function state(object: number, value: State['state'], detail?: Preview): Fields {
  return { type: 'state', object, state: value, ...(detail === undefined ? {} : { detail }) };
}

function live(value: string): Fields {
  return { type: 'lifecycle', state: value };
}

function write(key: string, oldValue: string | null, newValue: string | null): Fields {
  const method = newValue === null ? 'removeItem' : 'setItem';
  return { type: 'storage-write', method, key, oldValue, newValue };
}

function heard(key: string, oldValue: string | null, newValue: string | null, url = ''): Fields {
  return { type: 'storage-event', key, oldValue, newValue, url, isTrusted: true };
}

function documentsOf(add: Adding, count: number): string[] {
  return Array.from({ length: count }, () => add.document());
}

/** Two documents that are there and listen. */
function pair(add: Adding): [string, string] {
  const [one, other] = [add.document(), add.document()];
  for (const id of [one, other]) {
    add.note(id, on('document'), live('created'));
    add.note(id, area, listeners(0, 'storage'));
  }
  return [one, other];
}

const families = {
  'long names that are nearly equal': (add) => {
    const [a] = pair(add);
    const long = 'n'.repeat(8_180);
    let object = 0;
    return () => {
      object += 1;
      const channel = on('broadcast-channel', long + String(object).padStart(3, 'x'));
      add.note(a, channel, open(object));
      add.note(a, channel, send(object, object));
      add.wait(3_000);
    };
  },
  'thousands of names that are nearly equal': (add) => {
    const [a, b] = pair(add);
    let object = 0;
    const letters = () => Array.from({ length: 12 }, () => 'ab-_V1'.charAt(add.random(6))).join('');
    return () => {
      object += 1;
      const channel = on('broadcast-channel', `news ${letters()}`);
      add.note(add.random(2) ? a : b, channel, open(object));
      add.note(add.random(2) ? a : b, channel, send(object, object));
      add.wait(add.random(20));
    };
  },
  'names of which one is a part of the next': (add) => {
    const [a] = pair(add);
    let object = 0;
    return () => {
      object += 1;
      const channel = on('broadcast-channel', 'ab.'.repeat(object % 400));
      add.note(a, channel, open(object));
      add.note(a, channel, send(object));
      add.wait(1);
    };
  },
  'one message to thousands of channels of one document': (add) => {
    const [a, b] = pair(add);
    const channel = on('broadcast-channel', 'x');
    add.note(a, channel, open(1));
    let object = 1;
    return () => {
      object += 1;
      if (object < 10_000) add.note(b, channel, open(object));
      add.note(a, channel, send(1, object));
      add.wait(1);
    };
  },
  'channels of one name, opened and closed again and again': (add) => {
    const [a, b] = pair(add);
    const channel = on('broadcast-channel', 'x');
    let object = 0;
    return () => {
      object += 1;
      add.note(b, channel, open(object));
      add.note(b, channel, { type: 'close', object });
      add.note(a, channel, open(object));
      add.note(a, channel, send(object, object));
      add.note(a, channel, { type: 'close', object });
    };
  },
  'shared locks on one name': (add) => {
    const [a, b] = pair(add);
    const channel = on('web-lock', 'x');
    let object = 0;
    return () => {
      object += 1;
      const one = add.random(2) ? a : b;
      add.note(one, channel, state(object, 'requested'));
      add.note(one, channel, state(object, 'granted'));
      add.wait(1);
    };
  },
  'requests for one lock that is held': (add) => {
    const [a, b] = pair(add);
    const channel = on('web-lock', 'x');
    let object = 1;
    add.note(a, channel, state(1, 'requested'));
    add.note(a, channel, state(1, 'granted'));
    return () => {
      object += 1;
      add.note(b, channel, state(object, 'requested'));
      add.wait(1);
    };
  },
  'a lock that is stolen again and again': (add) => {
    const documents = documentsOf(add, 50);
    const channel = on('web-lock', 'x');
    let object = 0;
    return () => {
      object += 1;
      const one = documents[object % 50] ?? '';
      add.note(one, channel, state(object, 'requested', 'steal'));
      add.note(one, channel, state(object, 'granted', 'steal'));
    };
  },
  'connections to one database that block': (add) => {
    const [a, b] = pair(add);
    const channel = on('indexed-db', 'x');
    let object = 0;
    return () => {
      object += 1;
      add.note(a, channel, open(object));
      add.note(a, channel, state(object, 'connected'));
      add.note(b, channel, state(object, 'blocked'));
      add.wait(1);
    };
  },
  'thousands of documents that write': (add) => () => {
    const one = add.document();
    add.note(one, area, listeners(0, 'storage'));
    add.note(one, area, write('k', String(add.now() - 1), String(add.now())));
    add.wait(1);
  },
  'writes beside thousands of documents that listen': (add) => {
    const writer = add.document();
    let count = 0;
    return () => {
      count += 1;
      if (count < 4_000) add.note(add.document(), area, listeners(0, 'storage'));
      else {
        add.note(writer, area, write('k', String(count - 1), String(count)));
        add.wait(1);
      }
    };
  },
  'writes beside thousands of documents of other partitions': (add) => {
    const writer = add.document();
    let count = 0;
    return () => {
      count += 1;
      const known = { topOrigin: `http://site${count}.example`, incognito: count % 2 === 0 };
      if (count < 3_000) add.note(add.document(known), area, listeners(0, 'storage'));
      else {
        add.note(writer, area, write('k', String(count - 1), String(count)));
        add.note(writer, on('session-storage'), write('k', String(count - 1), String(count)));
        add.note(writer, on('broadcast-channel', 'x'), send(1, count));
        add.wait(1);
      }
    };
  },
  'thousands of documents that are frozen': (add) => {
    const writer = add.document();
    let count = 0;
    return () => {
      count += 1;
      if (count < 3_000) {
        const one = add.document();
        add.note(one, area, listeners(0, 'storage'));
        add.note(one, on('broadcast-channel', 'x'), open(1));
        add.note(one, on('broadcast-channel', 'x'), listeners(1));
        add.note(one, on('document'), live('frozen'));
      } else {
        add.note(writer, area, write('k', String(count - 1), String(count)));
        add.note(writer, on('broadcast-channel', 'x'), send(1, count));
        add.wait(1);
      }
    };
  },
  'documents that come and go': (add) => {
    const [a] = pair(add);
    return () => {
      const one = add.document();
      add.note(one, on('document'), live('created'));
      add.note(one, area, listeners(0, 'storage'));
      add.note(one, on('broadcast-channel', 'x'), open(1));
      add.note(a, on('broadcast-channel', 'x'), send(1, one));
      add.note(one, area, heard('k', null, one));
      add.note(one, area, write('z', null, one));
      add.note(one, on('document'), live('gone'));
      add.wait(5);
    };
  },
  'frozen and shown again, with sockets': (add) => {
    const documents = documentsOf(add, 100);
    const names = Array.from({ length: 40 }, (_, index) => on('websocket', `ws://x/${index}`));
    for (const one of documents)
      for (const [index, channel] of names.entries()) {
        add.note(one, channel, open(index + 1));
        add.note(one, channel, state(index + 1, 'connected'));
      }
    return () => {
      const one = documents[add.random(100)] ?? '';
      add.note(one, on('document'), live('frozen'));
      add.note(one, on('document'), live('resumed'));
      add.wait(1);
    };
  },
  'sockets that connect, fail and connect again': (add) => {
    const [a, b] = pair(add);
    let object = 0;
    return () => {
      object += 1;
      const channel = on('websocket', `ws://x/${object % 3}`);
      const one = object % 2 ? a : b;
      add.note(one, channel, open(object));
      if (add.random(2)) add.note(one, channel, state(object, 'connected'));
      add.note(one, channel, { type: 'error', object, message: '' });
      add.note(one, channel, { type: 'close', object, code: 1006, reason: '', wasClean: false });
      add.wait(add.random(50));
    };
  },
  'equal times': (add) => {
    const [a, b] = pair(add);
    return () => {
      add.note(a, area, write('k', '1', '2'));
      add.note(b, area, heard('k', '1', '2', 'http://x/d0'));
      add.note(b, on('broadcast-channel', 'x'), send(1, 'same'));
      add.note(a, on('broadcast-channel', 'x'), receive(1, 'same'));
    };
  },
  'equal messages to many': (add) => {
    const documents = documentsOf(add, 60);
    const channel = on('broadcast-channel', 'x');
    for (const one of documents) add.note(one, channel, open(1));
    return () => {
      const sender = documents[add.random(3)] ?? '';
      add.note(sender, channel, send(1, 'tick'));
      for (const one of documents) if (one !== sender) add.note(one, channel, receive(1, 'tick'));
      add.wait(10);
    };
  },
  'values that alternate, of several writers': (add) => {
    const documents = documentsOf(add, 8);
    return () => {
      const one = documents[add.random(8)] ?? '';
      const [from, to] = add.random(2) ? ['a', 'b'] : ['b', 'a'];
      add.note(one, area, write('k', from, to));
      for (const other of documents)
        if (other !== one && add.random(3)) add.note(other, area, heard('k', from, to));
      add.wait(add.random(4));
    };
  },
  'events without writes': (add) => {
    const documents = documentsOf(add, 20);
    return () => {
      const url = `http://x/d${add.random(20)}`;
      for (const one of documents) add.note(one, area, heard('k', null, 'v', url));
      add.wait(add.random(30));
    };
  },
  'writes of one value that nobody hears': (add) => {
    const documents = documentsOf(add, 4);
    let count = 0;
    return () => {
      count += 1;
      add.note(documents[count % 4] ?? '', area, write('k', String(count), 'v'));
    };
  },
  'gaps everywhere': (add) => {
    const [a, b] = pair(add);
    const gap = { type: 'gap', count: 1_000_000, reason: 'missing' } as const;
    let count = 0;
    return () => {
      count += 1;
      add.note(a, area, write('k', 'v', String(count % 5)));
      add.note(b, area, heard('k', 'v', String(count % 5)));
      add.note(b, on('document'), gap, 999_999);
      add.wait(3);
    };
  },
  'gaps beside thousands of objects': (add) => {
    const [a] = pair(add);
    let object = 0;
    return () => {
      object += 1;
      if (object < 10_000) add.note(a, on('message-port'), open(object));
      else add.note(a, on('document'), { type: 'gap', count: 2, reason: 'missing' }, 1);
      add.wait(1);
    };
  },
  'holes between seqs': (add) => {
    const [a, b] = pair(add);
    let count = 0;
    return () => {
      count += 1;
      const one = add.random(2) ? a : b;
      add.note(one, area, write('k', String(count - 1), String(count)), 99_000);
      add.note(one, on('web-lock', 'x'), state(count, 'requested'), add.random(100_000_000));
      add.wait(1);
    };
  },
  'far past and far future': (add) => {
    const documents = documentsOf(add, 10);
    return () => {
      for (const [index, one] of documents.entries()) {
        add.wait(index % 2 ? 1_000_000_000_000 : -1_000_000_000_000);
        add.note(one, area, write('k', 'v', String(add.now())));
        add.note(one, area, { ...heard('k', 'v', String(add.now())), isTrusted: false });
      }
      add.wait(100_000);
    };
  },
  'times an hour apart': (add) => {
    const [a, b] = pair(add);
    return () => {
      add.note(a, on('broadcast-channel', 'x'), send(1, 'v'));
      add.note(b, on('shared-worker', 'http://x/w.js'), send(1, 'v'));
      add.wait(3_600_000);
    };
  },
  'what waits, of times far apart': (add) => {
    const ports = documentsOf(add, 40);
    let count = 0;
    return () => {
      count += 1;
      const one = ports[count % 40] ?? '';
      // Each document has a clock of its own.
      add.wait((count % 40) * 1_000_000);
      add.note(one, on('message-port', ''), send(count, 'v'));
      add.wait((count % 40) * -1_000_000 + 101);
    };
  },
  'one late document': (add) => {
    const [a, b] = pair(add);
    let count = 0;
    return () => {
      count += 1;
      add.note(a, area, write('k', String(count), String(count + 1)));
      add.wait(-10_000_000);
      add.note(b, area, heard('k', String(count), String(count + 1)));
      add.wait(10_000_001);
    };
  },
  'times that go back': (add) => {
    const documents = documentsOf(add, 2_000);
    let count = documents.length;
    return () => {
      count -= 1;
      const one = documents[((count % 2_000) + 2_000) % 2_000] ?? '';
      add.note(one, area, write('k', 'v', 'w'));
      add.note(one, on('shared-worker', 'http://x/w.js'), send(1, 'v'));
      add.wait(-1);
    };
  },
  'deep values': (add) => {
    const [a, b] = pair(add);
    let deep: Preview = 1;
    for (let depth = 0; depth < 38; depth += 1) deep = { t: 'array', v: [deep, depth], n: 2 };
    return () => {
      add.note(a, on('broadcast-channel', 'x'), send(1, deep));
      add.note(b, on('broadcast-channel', 'x'), receive(1, deep));
      add.wait(1);
    };
  },
  'wide values': (add) => {
    const [a, b] = pair(add);
    const wide = (id: number): Preview => {
      const k = Array.from({ length: 300 }, (_, index) => `f${index}`);
      return { t: 'object', k, v: k.map((_, index) => id + index), n: k.length };
    };
    let id = 0;
    return () => {
      id += 1;
      add.note(a, on('websocket', 'ws://x/'), send(1, wide(id)));
      add.note(b, on('websocket', 'ws://x/'), receive(1, wide(id)));
      add.note(b, area, write('state', JSON.stringify(wide(id)), JSON.stringify(wide(id + 1))));
      add.wait(1);
    };
  },
  'long texts': (add) => {
    const [a, b] = pair(add);
    let id = 0;
    return () => {
      id += 1;
      const [before, after] = [`${'x'.repeat(100_000)}${id - 1}`, `${'x'.repeat(100_000)}${id}`];
      add.note(a, area, write('k', before, after));
      add.note(b, area, heard('k', before, after));
      add.wait(1);
    };
  },
  'ping-pong': (add) => {
    const [a, b] = pair(add);
    let count = 0;
    let cause = add.now();
    return () => {
      count += 1;
      const [one, other] = count % 2 ? [a, b] : [b, a];
      const [from, to] = [String(count), String(count + 1)];
      add.note(one, area, { ...write('k', from, to), cause });
      add.wait(1);
      cause = add.now();
      add.note(other, area, heard('k', from, to, `http://x/${one}`));
    };
  },
  'ping-pong of names that never come back': (add) => {
    const [a, b] = pair(add);
    let count = 0;
    let cause = add.now();
    return () => {
      count += 1;
      const [one, other] = count % 2 ? [a, b] : [b, a];
      const key = `k${'y'.repeat(count % 90)}${count >> 4}`;
      add.note(one, area, { ...write(key, null, 'v'), cause });
      add.wait(1);
      cause = add.now();
      add.note(other, area, heard(key, null, 'v', `http://x/${one}`));
    };
  },
  'everything in one event': (add) => {
    const [a, b] = pair(add);
    const cause = add.now();
    add.note(a, area, heard('k', null, 'v'));
    let count = 0;
    return () => {
      count += 1;
      add.note(a, area, { ...write(`k${count}`, null, 'v'), cause });
      add.note(a, area, heard('k', null, 'v'));
      add.note(b, on('broadcast-channel', 'x'), { ...send(1, count), cause });
      add.note(a, area, { type: 'error', object: 0, message: 'm', cause });
    };
  },
  'ports without number': (add) => {
    const [a, b] = pair(add);
    let object = 0;
    return () => {
      object += 1;
      const one = add.random(2) ? a : b;
      add.note(one, on('message-port', ''), open(object));
      add.note(one, on('message-port', ''), listeners(object));
      add.note(one, on('message-port', ''), send(object, 'v'));
      add.note(one === a ? b : a, on('message-port', ''), receive(add.random(object) + 1, 'v'));
      add.wait(add.random(3));
    };
  },
  'workers that answer one of thousands': (add) => {
    const [a] = pair(add);
    const channel = on('shared-worker', 'http://x/w.js');
    let object = 0;
    return () => {
      object += 1;
      add.note(a, channel, open(object));
      add.note(a, channel, listeners(object));
      add.note(a, channel, state(object, 'started'));
      for (let count = 0; count < 4; count += 1) add.note(a, channel, send(object, count));
      if (object % 1_000 === 1) add.note(a, channel, receive(object, 'v'));
      add.wait(20);
    };
  },
  'workers of thousands of URLs': (add) => {
    const documents = documentsOf(add, 50);
    let object = 0;
    return () => {
      object += 1;
      const names = [`blob:http://x/${object}`, `http://x/w.js?${object}`, `http://x/w.js n${object}`];
      const channel = on('shared-worker', names[object % 3]);
      const one = documents[object % 50] ?? '';
      add.note(one, channel, open(object));
      add.note(one, channel, { type: 'error', object, message: '' });
      add.wait(1);
    };
  },
  'one worker, constructed again and again': (add) => {
    const documents = documentsOf(add, 50);
    const channel = on('shared-worker', 'http://x/w.js');
    let object = 0;
    return () => {
      object += 1;
      const one = documents[object % 50] ?? '';
      add.note(one, channel, open(object));
      add.note(one, channel, { type: 'error', object, message: '' });
      add.wait(1);
    };
  },
  'a server that says the same to all': (add) => {
    const documents = documentsOf(add, 30);
    const channel = on('websocket', 'ws://x/');
    return () => {
      add.note(documents[add.random(30)] ?? '', channel, send(1, { t: 'object', k: ['id'], v: [1], n: 1 }));
      for (const one of documents)
        add.note(one, channel, receive(1, { t: 'object', k: ['id'], v: [1], n: 1 }));
      add.wait(3);
    };
  },
  'storms on thousands of channels': (add) => {
    const [a] = pair(add);
    let count = 0;
    return () => {
      count += 1;
      add.note(a, on('websocket', `ws://x/${count}`), send(count, 'v'));
      add.note(a, on('web-lock', `l${count}`), state(count, 'requested'));
      add.note(a, on('service-worker', `http://x/${count}`), listeners(0));
      add.wait(1);
    };
  },
  'findings about everything': (add) => {
    const [a, b] = pair(add);
    let count = 0;
    return () => {
      count += 1;
      const error = { name: `E${count}`, message: 'm', path: `data.x${count}` };
      add.note(a, area, { ...write(`k${count}`, null, 'v'), error });
      add.note(a, on('broadcast-channel', `c${count}`), {
        ...send(1, 'v'),
        error: { ...error, name: 'DataCloneError' },
      });
      add.note(b, area, { type: 'error', object: 0, message: `m${count}`, cause: add.now() });
      add.wait(1);
    };
  },
  'states that change all the time': (add) => {
    const [a, b] = pair(add);
    let count = 0;
    return () => {
      count += 1;
      add.note(a, on('document'), live(count % 2 ? 'hidden' : 'visible'));
      add.note(b, on('document'), live(count % 2 ? 'frozen' : 'resumed'));
      add.note(b, area, listeners(0, 'storage', count % 3));
      add.note(a, area, write('k', String(count % 7), String((count + 1) % 7)));
      add.note(b, area, heard('k', String(count % 7), String((count + 1) % 7)));
      add.note(a, on('document'), { type: 'clock', ahead: count % 100 });
      add.wait(1);
    };
  },
  'documents that the background names last to first': (add) => {
    let created = add.now();
    return () => {
      created -= 1;
      const one = add.document({ created, title: 'x'.repeat(20) });
      if (created % 20 === 0) add.note(one, area, write('k', null, one));
    };
  },
  'titles and addresses without end': (add) => () => {
    const one = add.document({
      title: 't'.repeat(60_000),
      url: `http://x/${'u'.repeat(60_000)}${add.now()}`,
    });
    add.note(one, area, listeners(0, 'storage'));
    add.note(one, area, write('k', null, one));
    add.wait(1);
  },
  'tabs of their own that use sessionStorage': (add) => () => {
    const one = add.document();
    add.note(one, on('session-storage'), write('k', String(add.now() - 1), String(add.now())));
    add.note(one, on('session-storage'), heard('k', null, one));
    add.wait(1);
  },
  'neighbours on thousands of ports': (add) => {
    const [a] = pair(add);
    let count = 0;
    return () => {
      count += 1;
      if (count < 5_000) add.neighbour(count % 2 ? `http://x:${count}` : `http://y${count}.example`);
      else {
        add.note(a, area, write(`k${count}`, null, 'v'));
        add.wait(1);
      }
    };
  },
  'keys that differ in their last characters': (add) => {
    const documents = documentsOf(add, 50);
    for (const one of documents) add.note(one, area, listeners(0, 'storage'));
    let count = 0;
    return () => {
      count += 1;
      const key = `${'k'.repeat(90)}${count.toString(36)}`;
      add.note(documents[count % 50] ?? '', area, write(key, null, 'v'));
      add.wait(30);
    };
  },
  'names of a million characters that differ in the last': (add) => {
    const [a, b] = pair(add);
    const long = 'n'.repeat(250_000);
    let count = 0;
    return () => {
      count += 1;
      const name = `${long}${count}`;
      add.note(a, on('broadcast-channel', name), open(count));
      add.note(b, on('broadcast-channel', name), send(count, 1));
      add.note(a, on('web-lock', name), state(count, 'requested'));
      add.note(b, area, write(name, null, 'v'));
      add.wait(1_000);
    };
  },
  'thousands of locks, each held and waited for': (add) => {
    const [a, b] = pair(add);
    let count = 0;
    return () => {
      count += 1;
      const channel = on('web-lock', `l${count}`);
      add.note(a, channel, state(count, 'requested'));
      add.note(a, channel, state(count, 'granted'));
      add.note(b, channel, state(count, 'requested'));
      add.wait(add.random(20));
    };
  },
  'thousands of databases that block': (add) => {
    const [a, b] = pair(add);
    let count = 0;
    return () => {
      count += 1;
      const channel = on('indexed-db', `d${count}`);
      add.note(a, channel, state(count, 'connected', 1));
      add.note(b, channel, state(count, 'blocked', '1 → 2'));
      add.note(a, channel, state(count, 'versionchange', '1 → 2'));
      add.wait(1);
    };
  },
  'thousands of sockets and streams that end': (add) => {
    const documents = documentsOf(add, 20);
    let count = 0;
    return () => {
      count += 1;
      const channel =
        count % 2 ? on('websocket', `ws://x/${count}`) : on('event-source', `http://x/${count}`);
      const one = documents[add.random(20)] ?? '';
      add.note(one, channel, open(count));
      add.note(one, channel, state(count, 'connected'));
      add.note(one, channel, { type: 'close', object: count, code: 1000, reason: 'x', wasClean: true });
      add.wait(add.random(5));
    };
  },
  'one socket that all take from one another': (add) => {
    const documents = documentsOf(add, 40);
    const channel = on('websocket', 'ws://x/');
    let count = 0;
    return () => {
      count += 1;
      const [one, other] = [documents[count % 40] ?? '', documents[(count + 1) % 40] ?? ''];
      add.note(one, channel, open(count));
      add.note(one, channel, state(count, 'connected'));
      add.note(other, channel, { type: 'close', object: count - 39, code: 4000, reason: '', wasClean: true });
      add.wait(40);
    };
  },
  'service workers of thousands of scopes': (add) => {
    const documents = documentsOf(add, 30);
    let count = 0;
    return () => {
      count += 1;
      const channel = on('service-worker', `http://x/${count % 3_000}.js`);
      const one = documents[add.random(30)] ?? '';
      const detail: Preview = {
        t: 'object',
        k: ['scope', 'active', 'waiting'],
        v: [`http://x/${count % 3_000}/`, `http://x/${count}.js`, `http://x/${count + 1}.js`],
        n: 3,
      };
      add.note(one, channel, state(0, add.random(3) ? 'registration' : 'uncontrolled', detail));
      add.note(one, channel, state(0, 'controllerchange'));
      add.note(one, channel, send(0, count));
      add.wait(add.random(3));
    };
  },
  'cookies that all documents hear of': (add) => {
    const documents = documentsOf(add, 40);
    let count = 0;
    return () => {
      count += 1;
      const channel = on('cookie');
      const text = `c${count % 900}=${count}`;
      add.note(documents[count % 40] ?? '', channel, state(0, 'written', text));
      for (const one of documents.slice(0, 10))
        add.note(one, channel, state(0, count % 5 ? 'changed' : 'deleted', text));
      add.wait(add.random(2));
    };
  },
  'one cookie, changed within two seconds': (add) => {
    const documents = documentsOf(add, 40);
    let count = 0;
    return () => {
      count += 1;
      add.note(documents[count % 40] ?? '', on('cookie'), state(0, 'changed', 'c=v'));
      if (count % 200 === 0) add.wait(1);
    };
  },
  'causes that go through fifty documents': (add) => {
    const documents = documentsOf(add, 50);
    let cause = add.now();
    let count = 0;
    return () => {
      count += 1;
      const one = documents[count % 50] ?? '';
      add.note(one, on('broadcast-channel', 'x'), { ...send(1, count), cause });
      add.wait(1);
      cause = add.now();
      for (const other of documents.slice(0, 8))
        if (other !== one) add.note(other, on('broadcast-channel', 'x'), receive(1, count));
      add.note(documents[(count + 1) % 50] ?? '', on('broadcast-channel', 'x'), receive(1, count));
    };
  },
  'everything at one time': (add) => {
    const documents = documentsOf(add, 200);
    let count = 0;
    return () => {
      count += 1;
      const one = documents[add.random(200)] ?? '';
      const cause = add.now();
      add.note(one, on('websocket', 'ws://x/'), send(1, 'v'));
      add.note(one, on('websocket', 'ws://x/'), receive(1, 'v'));
      add.note(one, area, { ...write('k', 'v', String(count % 3)), cause });
      add.note(one, area, heard('k', 'v', String(count % 3)));
      add.note(one, on('web-lock', 'x'), state(count, 'requested'));
      add.note(one, area, { type: 'error', object: 0, message: 'm', cause });
    };
  },
  'names on which each document sends, and then it goes': (add) => {
    let count = 0;
    return () => {
      count += 1;
      const one = add.document();
      for (let name = 0; name < 5; name += 1)
        add.note(one, on('broadcast-channel', `${count}-${name}`), send(1, 'v'));
      add.note(one, on('document'), live('gone'));
      add.wait(1);
    };
  },
  'ping-pong over hundreds of keys at once': (add) => {
    const [a, b] = pair(add);
    let count = 0;
    let cause = add.now();
    return () => {
      count += 1;
      const [one, other] = (count >> 8) % 2 ? [a, b] : [b, a];
      const key = `key${count % 256}`;
      const [from, to] = [String(count >> 8), String((count >> 8) + 1)];
      add.note(one, area, { ...write(key, from, to), cause });
      add.wait(1);
      cause = add.now();
      add.note(other, area, heard(key, from, to, `http://x/${one}`));
    };
  },
  'a port that is listened to and left again and again': (add) => {
    const documents = documentsOf(add, 100);
    let count = 0;
    return () => {
      count += 1;
      const one = documents[count % 100] ?? '';
      add.note(one, on('message-port'), listeners(count % 5, 'message', (count >> 7) % 2));
      add.note(one, area, listeners(0, 'storage', (count >> 7) % 2));
      add.note(one, on('window'), listeners(0, 'message', (count >> 7) % 2));
      add.note(one, on('window'), state(0, 'tried', `x${count}`));
      add.wait(add.random(2));
    };
  },
  'everything at once': (add) => {
    const documents = documentsOf(add, 30);
    const kinds = ['broadcast-channel', 'shared-worker', 'websocket', 'message-port', 'web-lock'] as const;
    const any = <T>(list: readonly T[]): T => list[add.random(list.length)] as T;
    return () => {
      const channel = on(any(kinds), `n${add.random(30)}`);
      const object = add.random(200);
      const value = String(add.random(5));
      add.note(
        any(documents),
        any([channel, channel, area]),
        any<() => Fields>([
          () => open(object),
          () => send(object, value),
          () => receive(object, value),
          () => listeners(object, any(['message', 'storage']), add.random(3)),
          () => state(object, any(['started', 'granted', 'requested', 'released', 'connected', 'blocked'])),
          () => live(any(['hidden', 'visible', 'frozen', 'resumed', 'bfcached', 'restored', 'gone'])),
          () => ({ ...write(any(['a', 'b']), value, String(add.random(5))), cause: add.now() - 1 }),
          () => heard(any(['a', 'b']), value, String(add.random(5)), `http://x/d${add.random(30)}`),
          () => ({ type: 'close', object, code: 1006 }),
          () => ({ type: 'error', object, message: value, cause: add.now() }),
          () => ({ type: 'gap', count: 3, reason: 'missing' }),
        ])(),
        add.random(50) === 0 ? add.random(1_000) : 0,
      );
      add.wait(add.random(40) === 0 ? add.random(10_000) - 2_000 : add.random(3));
    };
  },
} satisfies { readonly [name: string]: Family };

export type BadFamily = keyof typeof families;

export const badFamilies = Object.keys(families) as readonly BadFamily[];
