import type { Page } from 'puppeteer-core';
import { createCorrelator } from '../../src/exchange/correlate';
import type { Correlator } from '../../src/exchange/types';
import type { Context, Record } from '../../src/record/record';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';

interface Told {
  readonly records: readonly Record[];
  readonly contexts: readonly Context[];
  readonly correlator: Correlator;
}

/** A page that writes on a command while another writes too, of which it cannot hear before. */
const busy = `<!doctype html><title>busy</title><script>
  const go = new BroadcastChannel('go');
  go.onmessage = () => {
    go.postMessage('busy');
    const end = performance.now() + 3_000;
    while (performance.now() < end);
    localStorage.setItem('theme', 'light');
  };
</script>`;

describeInBoth('which write an event is of', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/busy': busy,
      '/popup': `<!doctype html><title>pop-up</title><script>localStorage.setItem('by pop-up', '1')</script>`,
    }),
  );
  let a: Page;
  let b: Page;
  let isFirefox: boolean;

  beforeAll(async () => {
    a = await browser.open(`${site.origin}/a`);
    b = await browser.open(`${site.origin}/busy`);
    isFirefox = await a.evaluate(() => navigator.userAgent.includes('Firefox'));
  });

  /** Waits for what is looked for among all that is stored. */
  function told<T>(
    what: string,
    find: (all: Told) => T | null | undefined,
  ): Promise<T & NonNullable<unknown>> {
    return waitFor(what, async () => {
      const { records, contexts } = await browser.stored(site.origin);
      const correlator = createCorrelator();
      for (const context of contexts) correlator.addContext(context);
      correlator.add(records);
      correlator.advance(0);
      return find({ records, contexts, correlator }) ?? null;
    });
  }

  function isEvent(key: string): (record: Record) => boolean {
    return (record) => record.type === 'storage-event' && record.key === key && record.isTrusted;
  }

  /** The write of a key, with what its event in the busy page is told to be of. */
  function pairOf(key: string) {
    return told(`the write and the event of ${key}`, ({ records, contexts, correlator }) => {
      const write = records.find((one) => one.type === 'storage-write' && one.key === key);
      const own = contexts.find(({ url }) => url.endsWith('/busy'))?.id;
      const event = records.find((one) => isEvent(key)(one) && one.context === own);
      return write && event && { write, exchange: correlator.of(event) };
    });
  }

  it('is of the document that a tab has gone on to', async () => {
    await a.evaluate(() => {
      localStorage.setItem('before', '1');
    });
    await a.goto(`${site.origin}/next`);
    await a.evaluate(() => {
      localStorage.setItem('after', '1');
    });
    const { write, exchange } = await pairOf('after');
    expect(exchange).toMatchObject({ send: { context: write.context, seq: write.seq }, certain: true });
  });

  it('is of a pop-up that writes', async () => {
    await a.evaluate(() => {
      window.open('/popup', 'popup', 'width=300,height=200');
    });
    const { write, exchange } = await pairOf('by pop-up');
    expect(exchange).toMatchObject({ send: { context: write.context, seq: write.seq } });
  });

  it('is one of a write by another window’s method', async () => {
    await a.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = '/frame';
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      const { Storage: Foreign } = frame.contentWindow as unknown as { Storage: typeof Storage };
      Foreign.prototype.setItem.call(localStorage, 'foreign', '1');
    });
    // The write itself may come after its events.
    await told('both events in one exchange', ({ records, correlator }) => {
      const events = records.filter(isEvent('foreign'));
      return events.length >= 2 && new Set(events.map((event) => correlator.of(event)?.id)).size === 1;
    });
  });

  it('is told, in order, of a storm of large messages whose pictures are cut for speed', async () => {
    const count = 60;
    await b.evaluate(() => {
      new BroadcastChannel('storm').onmessage = () => undefined;
    });
    // What was opened a moment before may have missed what was sent.
    await told('a channel that is not young', ({ records }) =>
      records.some(
        (one) => one.type === 'listeners' && one.channel.name === 'storm' && Date.now() - one.time > 200,
      ),
    );
    await a.evaluate((most) => {
      const channel = new BroadcastChannel('storm');
      const part = (id: number): unknown => ({ id, tags: ['one', 'two'], text: 'x'.repeat(40) });
      for (let turn = 0; turn < most; turn += 1)
        channel.postMessage(Array.from({ length: 300 }, (_, id) => part(turn * 300 + id)));
    }, count);
    const { sends, receives, correlator } = await told('the storm', ({ records, correlator }) => {
      const [sends, receives] = ['send', 'receive'].map((type) =>
        records.flatMap((one) =>
          one.type === type && 'data' in one && one.channel.name === 'storm' ? [one] : [],
        ),
      );
      return sends?.length === count && receives?.length === count ? { sends, receives, correlator } : null;
    });
    for (const side of [sends, receives]) {
      expect(side[0]).not.toHaveProperty('brief');
      // How many depends on how fast they come.
      expect(side.filter((one) => 'brief' in one && one.brief).length).toBeGreaterThan(0);
    }
    expect(receives.map((one) => correlator.of(one)?.send?.seq)).toEqual(sends.map(({ seq }) => seq));
    expect(receives.filter((one) => correlator.of(one)?.certain !== true)).toEqual([]);
    await a.evaluate(() => {
      new BroadcastChannel('storm').postMessage(Array.from({ length: 1_000 }, (_, id) => ({ id })));
    });
    const last = await told('the message after it', ({ records }) =>
      records.filter((one) => one.type === 'receive' && one.channel.name === 'storm').at(count),
    );
    expect(last).not.toHaveProperty('brief');
  });

  it('names the browser, and a document whose tab was closed', async () => {
    const doomed = await browser.open(`${site.origin}/doomed`);
    await doomed.close();
    const [context] = await told('its end', ({ contexts }) => {
      const ended = contexts.filter(({ url, closed }) => url.endsWith('/doomed') && closed !== null);
      return ended.length > 0 ? ended : null;
    });
    expect(context?.browser).toBe(isFirefox ? 'firefox' : 'chromium');
  });

  it('is the writing over of what another tab had written meanwhile', async () => {
    if (isFirefox) return;
    await a.evaluate(() => {
      localStorage.setItem('theme', 'light');
    });
    await b.waitForFunction(() => localStorage.getItem('theme') === 'light');
    await a.evaluate(async () => {
      const heard = new Promise((resolve) => {
        addEventListener('storage', resolve, { once: true });
      });
      const go = new BroadcastChannel('go');
      go.onmessage = () => {
        localStorage.setItem('theme', 'dark');
      };
      go.postMessage('write');
      await heard;
    });
    const { again, event, correlator } = await told('both records', ({ records, ...all }) => {
      const late = records.find(
        (one) => one.type === 'storage-write' && one.oldValue === 'light' && one.newValue === 'light',
      );
      const got = records.find((one) => one.type === 'storage-event' && one.oldValue === 'dark');
      // The writer's own: it tells that the tab wrote before it heard.
      const heard = records.find(
        (one) => one.type === 'storage-event' && one.newValue === 'dark' && one.context === late?.context,
      );
      return late && got && heard && { again: late, event: got, ...all };
    });
    const { context, seq } = again;
    expect(correlator.of(event)).toMatchObject({ send: { context, seq }, writers: [context] });
    expect(correlator.of(again)?.id).toBe(correlator.of(event)?.id);
  });

  it('is no write, where the page made it on its document: it bubbles to the window', async () => {
    await a.evaluate(() => {
      document.dispatchEvent(new StorageEvent('storage', { key: 'made', bubbles: true }));
      document.dispatchEvent(new StorageEvent('storage', { key: 'unheard' }));
      localStorage.setItem('last', '1');
    });
    const made = await told('the last write', ({ records }) =>
      records.some((one) => one.type === 'storage-write' && one.key === 'last')
        ? records.flatMap((one) => (one.type === 'storage-event' && !one.isTrusted ? [one.key] : []))
        : null,
    );
    expect(made).toEqual(['made']);
  });

  it('has no address, a socket that was refused for want of one', async () => {
    await a.evaluate(() => {
      try {
        Reflect.construct(WebSocket, []);
      } catch {
        // It needs one.
      }
    });
    const [open] = await told('the attempt', ({ records }) => {
      const opens = records.filter((one) => one.type === 'open' && one.channel.kind === 'websocket');
      return opens.length > 0 ? opens : null;
    });
    expect(open).toMatchObject({ channel: { name: '' }, url: '', error: { name: 'TypeError' } });
  });
});
