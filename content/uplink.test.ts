import type { Claims, FromContent, ToContent } from '../src/protocol/background';
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
};

interface FakePort {
  readonly said: FromContent[];
  disconnected: boolean;
  /** What the background says. */
  hear: (message: ToContent) => void;
}

/** The end of a port that a content script has; it throws at messages of type `throwsAt`, as browsers do at one that is too large. */
function fakePort(throwsAt: FromContent['type'] | null) {
  const port: FakePort = { said: [], disconnected: false, hear: () => undefined };
  return Object.assign(port, {
    onMessage: {
      addListener: (listener: FakePort['hear']) => {
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
    const nothing = (): void => undefined;
    const uplink = openUplink(
      claims,
      queue,
      { settings: nothing, free: nothing, stop: nothing, orphaned: nothing },
      end.signal,
    );
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

  /** Connected, with nothing on its way; the hello was its first word. */
  function connected() {
    const queue = createQueue({ records: 100, size: 1_000 }, () => '[]');
    const end = new AbortController();
    const nothing = (): void => undefined;
    const free = jest.fn();
    const uplink = openUplink(
      claims,
      queue,
      { settings: nothing, free, stop: nothing, orphaned: nothing },
      end.signal,
    );
    const port = ports.at(-1);
    if (!port) throw new Error('not connected');
    const add = (text: string): void => {
      queue.add(text, 1);
      uplink.push();
    };
    const batches = (): unknown[] =>
      port.said.flatMap((message) => (message.type === 'batch' ? [message.parts] : []));
    return { uplink, port, free, add, batches };
  }

  it('gathers what comes while one batch is not acknowledged, and says when all is stored', () => {
    const { uplink, port, free, add, batches } = connected();
    for (const text of ['[1]', '[2]', '[3]']) add(text);
    expect(batches()).toEqual([['[1]']]);
    expect(uplink.isFree()).toBe(false);
    expect(free).not.toHaveBeenCalled();
    port.hear({ type: 'ack', next: 1 });
    expect(free).toHaveBeenCalledTimes(1);
    expect(batches()).toEqual([['[1]'], ['[2]', '[3]']]);
    port.hear({ type: 'ack', next: 3 });
    expect(free).toHaveBeenCalledTimes(2);
    expect(uplink.isFree()).toBe(true);
  });

  it('waits for no acknowledgement when the page may be put aside, or goes away', () => {
    const { uplink, add, batches } = connected();
    add('[1]');
    add('[2]');
    uplink.pushAll();
    expect(batches()).toEqual([['[1]'], ['[2]']]);
    add('[3]');
    expect(batches()).toHaveLength(2);
    uplink.leave();
    expect(uplink.isFree()).toBe(true);
    add('[4]');
    expect(batches()).toEqual([['[1]'], ['[2]'], ['[3]'], ['[4]']]);
  });
});
