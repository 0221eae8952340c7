import type { Page } from 'puppeteer-core';
import { createCorrelator } from '../../src/exchange/correlate';
import type { Record } from '../../src/record/record';
import { isEvent, stampOf } from '../../src/record/stamp';
import { script, startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

const answering = `<!doctype html><title>answering</title><body>
<script>
  const news = new BroadcastChannel('news');
  addEventListener('storage', (event) => {
    if (event.key === 'question') localStorage.setItem('answer', event.newValue);
    if (event.key === 'later') Promise.resolve().then(() => localStorage.setItem('answer later', event.newValue));
    if (event.key === 'much later') setTimeout(() => localStorage.setItem('answer much later', event.newValue), 30);
    if (event.key === 'broken') JSON.parse(event.newValue);
  });
  addEventListener('storage', () => {}, true);
  news.onmessage = ({ data }) => {
    if (data === 'broken') throw new Error('no news');
    localStorage.setItem('news', data);
  };
</script>`;

describeInBoth('what a page does while it handles a message', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/answering': answering,
      '/markup': '<!doctype html><title>markup</title><body onstorage="window.heard = event.key">',
      '/sandbox':
        '<!doctype html><title>sandbox</title><iframe sandbox="allow-scripts" src="/framed"></iframe>',
      '/framed': '<!doctype html><script>try { localStorage } catch { document.title = "denied" }</script>',
      '/worker.js': script(
        'onconnect = ({ ports: [port] }) => { port.onmessage = ({ data }) => port.postMessage(data); };',
      ),
      '/taking.js': script(
        "onconnect = ({ ports: [port] }) => { port.onmessage = ({ ports: [taken] }) => taken.postMessage('taken'); };",
      ),
    }),
  );
  let a: Page;

  beforeAll(async () => {
    a = await browser.open(`${site.origin}/a`);
    await browser.open(`${site.origin}/answering`);
  });

  async function find(passes: (record: Record) => boolean, origin = site.origin): Promise<Record> {
    return waitFor('a record', async () => (await browser.stored(origin)).records.find(passes));
  }

  function write(key: string, value = 'x'): Promise<void> {
    return a.evaluate((name, text) => localStorage.setItem(name, text), key, value);
  }

  /** Its write, and the event that a handler answered with it. */
  async function answer(question: string, key: string): Promise<{ event: Record; made: Record }> {
    await write(question);
    const made = await find((record) => record.type === 'storage-write' && record.key === key);
    const event = await find(
      ({ context, ...record }) =>
        record.type === 'storage-event' && record.key === question && context === made.context,
    );
    return { event, made };
  }

  it('has the event as its cause, in the handler and in its microtasks', async () => {
    for (const [question, key] of [
      ['question', 'answer'],
      ['later', 'answer later'],
    ] as const) {
      const { event, made } = await answer(question, key);
      expect(made).toHaveProperty('cause', stamp(event));
    }
  });

  it('has none in a later task', async () => {
    const { made } = await answer('much later', 'answer much later');
    expect(made).not.toHaveProperty('cause');
  });

  it('has a message as its cause, whatever the channel', async () => {
    await a.evaluate(() => new BroadcastChannel('news').postMessage('rain'));
    const made = await find((record) => record.type === 'storage-write' && record.key === 'news');
    const message = await find(
      (record) => record.type === 'receive' && record.data === 'rain' && record.context === made.context,
    );
    expect(made).toHaveProperty('cause', stamp(message));
  });

  it('has the message as its cause on a port whose other end was sent away, with the handler it had before', async () => {
    await a.evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', ({ data }) => {
        localStorage.setItem('of a port', String(data));
      });
      port1.start();
      new SharedWorker('/taking.js').port.postMessage('take', [port2]);
    });
    const made = await find((record) => record.type === 'storage-write' && record.key === 'of a port');
    const message = await find((record) => record.type === 'receive' && record.data === 'taken');
    expect(made).toHaveProperty('cause', stamp(message));
  });

  it('has its message as its cause though that was made while the page was busy, and committed long before', async () => {
    const busy = await browser.open(`${site.origin}/busy`);
    await busy.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = '/frame';
      document.body.append(frame);
      return new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    });
    await busy.evaluate(() => {
      const work = (milliseconds: number): void => {
        const end = performance.now() + milliseconds;
        while (performance.now() < end);
      };
      addEventListener('message', () => {
        work(400);
        localStorage.setItem('after work', 'x');
      });
      setTimeout(() => {
        (frames[0] as Window & typeof globalThis).eval("parent.postMessage('made early', '*')");
        work(50);
        localStorage.setItem('before it', 'x');
      });
    });
    const made = await find((record) => record.type === 'storage-write' && record.key === 'after work');
    const message = await find((record) => record.type === 'receive' && record.data === 'made early');
    const { context, seq } = message;
    // Firefox stamps it as it is delivered.
    expect(stamp(message)).toBeLessThanOrEqual(message.time);
    const correlator = createCorrelator();
    correlator.add((await browser.stored(site.origin)).records);
    expect(correlator.causes(made).causedBy).toEqual({ record: { context, seq }, confidence: 'certain' });
    await busy.close();
  });

  it('is an error with that cause if a handler throws', async () => {
    await write('broken', '{');
    const storage = await find(
      (record) => record.type === 'error' && record.channel.kind === 'local-storage',
    );
    const event = await find(
      (record) =>
        record.type === 'storage-event' && record.key === 'broken' && record.context === storage.context,
    );
    expect(storage).toMatchObject({ cause: stamp(event), object: 0 });
    expect(storage).toHaveProperty('message', expect.stringContaining('SyntaxError'));
    await a.evaluate(() => new BroadcastChannel('news').postMessage('broken'));
    const news = await find(
      (record) => record.type === 'error' && record.channel.kind === 'broadcast-channel',
    );
    // Firefox has no “Uncaught”.
    expect(news).toHaveProperty('message', expect.stringMatching(/^(Uncaught )?Error: no news$/));
  });

  it('is not told of for an exception that has nothing to do with a message', async () => {
    await a.evaluate(() => {
      setTimeout(() => {
        throw new Error('of our own');
      });
    });
    await write('after the exception');
    const { records } = await browser.stored(site.origin);
    await find((record) => record.type === 'storage-event' && record.key === 'after the exception');
    expect(records.filter((record) => JSON.stringify(record).includes('of our own'))).toEqual([]);
  });

  it('counts a listener in markup', async () => {
    const page = await browser.open(`${site.origin}/markup`);
    await write('for markup');
    await waitFor('the page to hear', () => page.evaluate(() => 'heard' in window));
    const event = await find((record) => record.type === 'storage-event' && record.key === 'for markup');
    const { contexts } = await browser.stored(site.origin);
    const own = contexts.find(({ title }) => title === 'markup')?.id;
    const listeners = await find((record) => record.type === 'listeners' && record.context === own);
    expect(listeners).toMatchObject({ event: 'storage', count: 1 });
    expect(listeners.time).toBeLessThanOrEqual(event.time + 1_000);
    await page.close();
  });

  it('tells of storage that a sandboxed frame may not have', async () => {
    const page = await browser.open(`${site.origin}/sandbox`);
    const denied = await find(
      (record) => record.type === 'state' && record.state === 'not-available',
      'null',
    );
    expect(denied).toMatchObject({ channel: { kind: 'local-storage' }, detail: 'SecurityError' });
    await page.close();
  });

  it('tells of listeners on a SharedWorker itself, and of a port that was sent away', async () => {
    await a.evaluate(() => {
      const worker = new SharedWorker('/worker.js');
      worker.addEventListener('message', () => {});
      const other = new SharedWorker('/worker.js', 'other');
      worker.port.postMessage('', [other.port]);
    });
    const listeners = await find((record) => record.type === 'listeners' && record.on === 'worker');
    expect(listeners).toMatchObject({ channel: { kind: 'shared-worker' }, count: 1 });
    const moved = await find((record) => record.type === 'state' && record.state === 'transferred');
    expect(moved.channel.name).toMatch(/ other$/);
  });

  it('tells of what goes into a port of a MessageChannel that was sent away', async () => {
    await a.evaluate(() => {
      const { port2 } = new MessageChannel();
      new SharedWorker('/worker.js', 'taker').port.postMessage('', [port2]);
      port2.postMessage('too late');
    });
    const send = await find((record) => record.type === 'send' && record.data === 'too late');
    const moved = await find(
      (record) =>
        record.type === 'state' && record.state === 'transferred' && / taker$/.test(record.channel.name),
    );
    expect(send).toMatchObject({ channel: moved.channel, object: (moved as { object?: number }).object });
    expect(send.seq).toBeGreaterThan(moved.seq);
  });

  it('is an error too where a handler throws for an event of the page’s own making', async () => {
    const page = await browser.open(`${site.origin}/answering`);
    await page.evaluate(() => {
      dispatchEvent(new StorageEvent('storage', { key: 'broken', newValue: '{' }));
    });
    const event = await find((record) => record.type === 'storage-event' && !record.isTrusted);
    const error = await find((record) => record.type === 'error' && record.context === event.context);
    expect(error).toMatchObject({ cause: stamp(event), channel: { kind: 'local-storage' }, object: 0 });
    await page.close();
  });

  it('tells that no service worker controls a page that listens to one', async () => {
    await a.evaluate(() => navigator.serviceWorker.addEventListener('message', () => {}));
    await find((record) => record.type === 'state' && record.state === 'uncontrolled');
  });
});

/** What a record names where the event of another was its cause. */
function stamp(event: Record): number {
  return isEvent(event) ? stampOf(event) : NaN;
}
