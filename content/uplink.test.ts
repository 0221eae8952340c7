import type { Claims, FromContent, ToContent } from '../src/protocol/background';
import type { PageOrder } from '../src/protocol/orders';
import { createQueue } from './queue';
import type { openUplink as open } from './uplink';

const claims: Claims = {
  context: 'a',
  topOrigin: 'http://x',
  within: '',
  title: '',
  url: 'http://x/',
  origin: 'http://x',
  partial: false,
  created: 0,
  replaces: null,
  read: false,
};

interface FakePort {
  readonly said: FromContent[];
  disconnected: boolean;
  /** What the background says. */
  hear(message: ToContent): void;
}

function nothing(): void {
  return undefined;
}

const orders = {
  settings: nothing,
  hold: nothing,
  read: nothing,
  carryOut: () => true,
  stop: nothing,
  orphaned: nothing,
};

/**
 * The end of a port that a content script has; it throws at messages of type `throwsAt`, as browsers do at
 * one that is too large.
 */
function fakePort(throwsAt: FromContent['type'] | null) {
  const port: FakePort = { said: [], disconnected: false, hear: () => undefined };
  return Object.assign(port, {
    onMessage: {
      addListener(listener: FakePort['hear']) {
        port.hear = listener;
      },
    },
    onDisconnect: { addListener: () => undefined },
    postMessage(message: FromContent) {
      if (message.type === throwsAt) throw new Error('Message length exceeded maximum allowed length.');
      port.said.push(message);
    },
    disconnect() {
      port.disconnected = true;
    },
  });
}

describe('the way to the background', () => {
  const ports: FakePort[] = [];
  let openUplink: typeof open;

  beforeAll(async () => {
    jest.useFakeTimers();
    // What the browser gives a content script.
    Object.assign(globalThis, {
      Document: { prototype: {} },
      chrome: {
        extension: { inIncognitoContext: false },
        runtime: {
          id: 'tabshark',
          connect: () => {
            const port = fakePort(ports.length === 0 ? 'batch' : null);
            ports.push(port);
            return port;
          },
        },
      },
    });
    ({ openUplink } = await import('./uplink'));
  });

  afterAll(() => {
    jest.useRealTimers();
  });

  it('ends a port at which posting failed, for its other end too, and sends everything over another', () => {
    const queue = createQueue({ records: 100, size: 1_000 }, () => '[]');
    const end = new AbortController();
    const uplink = openUplink(claims, queue, orders, end.signal);
    queue.add('[1]', 1);
    uplink.push();
    expect(ports[0]?.disconnected).toBe(true);
    jest.runOnlyPendingTimers();
    expect(ports[1]?.said).toEqual([
      { type: 'hello', claims },
      { type: 'batch', first: 0, count: 1, parts: ['[1]'] },
    ]);
    end.abort();
    expect(ports[1]?.disconnected).toBe(true);
    expect(ports).toHaveLength(2);
  });

  it('obeys an order to its own document, answers with the id of that, and refuses one to another', () => {
    const queue = createQueue({ records: 100, size: 1_000 }, () => '[]');
    const end = new AbortController();
    const done: string[] = [];
    const carryOut = ({ type }: PageOrder): boolean => {
      done.push(type);
      return type === 'stop';
    };
    const stop = (): void => {
      done.push('ended');
      end.abort();
    };
    openUplink(claims, queue, { ...orders, carryOut, stop }, end.signal);
    const port = ports.at(-1);
    port?.hear({ type: 'order', id: 4, context: 'another', order: { type: 'stop' } });
    port?.hear({ type: 'order', id: 5, context: 'a', order: { type: 'has', object: 7 } });
    port?.hear({ type: 'order', id: 6, context: 'a', order: { type: 'stop' } });
    expect(port?.said.slice(1)).toEqual([
      { type: 'answer', id: 4, done: false },
      { type: 'answer', id: 5, done: false },
      { type: 'answer', id: 6, done: true },
    ]);
    expect(done).toEqual(['has', 'stop', 'ended']);
    expect(port?.disconnected).toBe(true);
  });

  it('says titles that change without end no more often than batches are taken, and the last one', () => {
    const queue = createQueue({ records: 20_000, size: 100_000 }, () => '[]');
    const end = new AbortController();
    const uplink = openUplink(claims, queue, orders, end.signal);
    const port = ports.at(-1);
    for (let count = 1; count <= 10_000; count += 1) {
      queue.add('[1]', 1);
      uplink.push();
      uplink.describe(`title ${count}`, 'http://x/');
    }
    const titles = () => port?.said.filter(({ type }) => type === 'title') ?? [];
    expect(titles().length).toBeLessThan(3);
    for (let next = 1; next <= 10_000; next += 1) port?.hear({ type: 'ack', next });
    expect(titles().length).toBeLessThan(30);
    expect(titles().at(-1)).toEqual({ type: 'title', title: 'title 10000', url: 'http://x/' });
    end.abort();
  });

  it('lets the page wait while two batches are not acknowledged, and not when the page goes away', () => {
    const queue = createQueue({ records: 100, size: 1_000 }, () => '[]');
    const end = new AbortController();
    const holds: boolean[] = [];
    const hold = (now: boolean): void => {
      holds.push(now);
      // What the page kept comes at once.
      if (now || holds.length > 2) return;
      queue.add('[3]', 1);
      uplink.push();
    };
    const uplink = openUplink(claims, queue, { ...orders, hold }, end.signal);
    const port = ports.at(-1);
    queue.add('[1]', 1);
    uplink.push();
    expect(holds).toEqual([]);
    queue.add('[2]', 1);
    uplink.push();
    expect(holds).toEqual([true]);
    port?.hear({ type: 'ack', next: 1 });
    expect(holds).toEqual([true, false, true]);
    expect(port?.said.at(-1)).toEqual({ type: 'batch', first: 2, count: 1, parts: ['[3]'] });
    uplink.leave();
    expect(holds.at(-1)).toBe(false);
    end.abort();
  });

  it('sends all there is before nothing may run any more, acknowledged or not', () => {
    const queue = createQueue({ records: 100, size: 1_000 }, () => '[]');
    const end = new AbortController();
    const uplink = openUplink(claims, queue, orders, end.signal);
    const port = ports.at(-1);
    queue.add('[1]', 1);
    uplink.push();
    queue.add('[2]', 1);
    uplink.push();
    queue.add('[3]', 1);
    uplink.push();
    expect(port?.said.at(-1)).toMatchObject({ parts: ['[2]'] });
    uplink.pushAll();
    expect(port?.said.at(-1)).toMatchObject({ first: 2, parts: ['[3]'] });
    end.abort();
  });
});
