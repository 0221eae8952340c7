import type { Page } from 'puppeteer-core';
import { startSite } from '../harness/site';
import { waitFor } from '../harness/wait';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { isWriteOf, recordsAfterWrite, recordsWhen } from './attack';

/**
 * A parent that is in its child's realm before any script is. A frame that gets its address before it gets
 * into the document begins with an empty document, and the document at that address, being of the same
 * origin, keeps its window (HTML, "initial about:blank"): with the natives that the parent has replaced there
 * meanwhile. Listeners of that window do not hear the hello (kept-window.test.ts).
 */
const thief = `<!doctype html><title>thief</title><link rel="icon" href="data:,"><body></body><script>
  window.frameAt = (url, prepare) => new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    frame.onload = () => resolve(frame);
    document.body.append(frame);
    prepare(frame.contentWindow);
  });
  window.stealAt = async (url) => {
    const stolen = { node: null, frame: null, heard: [] };
    stolen.frame = await frameAt(url, (inner) => {
      const native = inner.EventTarget.prototype.dispatchEvent;
      inner.EventTarget.prototype.dispatchEvent = function (event) {
        if (event instanceof inner.SubmitEvent) {
          stolen.node = event.submitter;
          for (const name of ['order', 'context']) stolen.node.addEventListener(name, ({ detail }) => stolen.heard.push(detail));
        }
        return native.call(this, event);
      };
    });
    return stolen;
  };
</script>`;

interface Stolen {
  readonly node: EventTarget | null;
  readonly frame: HTMLIFrameElement;
  /** The details of what came to the node from our script, from the first on. */
  readonly heard: readonly unknown[];
}
type ThiefWindow = Window & {
  frameAt(url: string, prepare: (inner: Window) => void): Promise<HTMLIFrameElement>;
  stealAt(url: string): Promise<Stolen>;
  stolen: Stolen;
};

const channel = { kind: 'local-storage', name: '' };
function write(key: string, more: object = {}): string {
  const storageWrite = { type: 'storage-write', time: Date.now(), channel, method: 'setItem' };
  return JSON.stringify({ ...storageWrite, key, oldValue: null, newValue: 'forged', ...more });
}

describeInBoth('a parent that has stolen the channel of a fresh iframe of its origin', (launch) => {
  const { browser, site } = withBrowser(launch, () => startSite({ '/thief': thief }));
  let page: Page;
  let bystander: Page;

  beforeAll(async () => {
    bystander = await browser.open(`${site.at('127.0.0.1')}/bystander`);
    page = await browser.open(`${site.origin}/thief`);
    await page.evaluate(async () => {
      const own = window as unknown as ThiefWindow;
      own.stolen = await own.stealAt('/child');
    });
  });

  /** Dispatches each as a batch on the stolen node. */
  const send = (...batches: (string | null | number)[]): Promise<void> =>
    page.evaluate((details) => {
      const { node, frame } = (window as unknown as ThiefWindow).stolen;
      const { CustomEvent: Made } = frame.contentWindow as unknown as typeof globalThis;
      for (const detail of details) node?.dispatchEvent(new Made('batch', { detail }));
    }, batches);
  const childId = async (): Promise<string | undefined> =>
    (await browser.stored(site.origin)).contexts.find(({ url }) => url.endsWith('/child'))?.id;

  it('has it: what it forges is recorded as what that frame did, which it could have done itself', async () => {
    expect(await page.evaluate(() => (window as unknown as ThiefWindow).stolen.node !== null)).toBe(true);
    await send(`1:[${write('forged')}]`);
    const records = await recordsWhen(browser, site.origin, 'the forged record', isWriteOf('forged'));
    expect(records.find(isWriteOf('forged'))?.context).toBe(await childId());
  });

  it('can name no other context, place, tab or origin', async () => {
    const [other] = (await browser.stored(site.at('127.0.0.1'))).contexts;
    const claims = {
      context: other?.id,
      seq: 0,
      tab: 1,
      frame: 0,
      document: 'x',
      origin: site.at('127.0.0.1'),
    };
    await send(`1:[${write('as another', claims)}]`);
    const records = await recordsWhen(browser, site.origin, 'the record', isWriteOf('as another'));
    const forged = records.find(isWriteOf('as another'));
    expect(forged?.context).toBe(await childId());
    expect(Object.keys(forged ?? {}).sort()).toEqual([
      'channel',
      'context',
      'key',
      'method',
      'newValue',
      'oldValue',
      'seq',
      'time',
      'type',
    ]);
    const theirs = await browser.stored(site.at('127.0.0.1'));
    expect(theirs.records.filter(isWriteOf('as another'))).toEqual([]);
  });

  it('gets nothing for malformed batches but gaps in the records of that frame', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    await send(
      null,
      7,
      '',
      ':',
      '1',
      '1:',
      'x:[]',
      '-1:[]',
      '0:[]',
      '1e9:[]',
      '9007199254740991:[]',
      '500:[]',
      '1:[1,2,3]',
      '1:{"__proto__":{"polluted":1}}',
      `1:${deep}`,
      `1:[{"__proto__":{"type":"lifecycle"},"time":1}]`,
      `1:[{"type":"gap","time":-1,"channel":{"kind":"document","name":""},"count":1e300,"reason":"missing"}]`,
      `1:[{"type":"send","time":1,"channel":{"kind":"window","name":""},"object":1,"data":${'{"t":"boxed","v":'.repeat(100_000)}1${'}'.repeat(100_000)}}]`,
      '1:["\\ud800"]',
    );
    await send(`1:[${write('after malformed ones')}]`);
    const records = await recordsWhen(browser, site.origin, 'a good one', isWriteOf('after malformed ones'));
    const child = await childId();
    const gaps = records.flatMap((record) => (record.type === 'gap' ? [record] : []));
    expect([...new Set(gaps.map(({ context, reason }) => `${context} ${reason}`))]).toEqual([
      `${child} malformed`,
    ]);
  });

  it('can replay what the frame sent: it is one more record of that frame, and no seq is there twice', async () => {
    const batch = `1:[${write('replayed')}]`;
    await send(batch, batch, batch);
    const records = await waitFor('all three', async () => {
      const stored = await browser.stored(site.origin);
      return stored.records.filter(isWriteOf('replayed')).length === 3 && stored.records;
    });
    const child = await childId();
    const seqs = records.filter(({ context }) => context === child).map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });

  it('can not put a time ahead that would make all later records late', async () => {
    const time = Date.now() + 1e12;
    await send(`2:[${write('ahead', { time })},${write('beyond', { time: 1e300 })}]`);
    const records = await recordsWhen(browser, site.origin, 'its record', isWriteOf('ahead'));
    const latest = Math.max(...records.map((record) => record.time));
    expect(latest).toBeLessThan(Date.now() + 120_000);
    expect(records.filter(isWriteOf('beyond'))).toEqual([]);
  });

  it('floods: 100 MB, millions of parts and of records stop neither that frame nor the background', async () => {
    await page.evaluate(() => {
      const { node, frame } = (window as unknown as ThiefWindow).stolen;
      const { CustomEvent: Made } = frame.contentWindow as unknown as typeof globalThis;
      const throwIn = (detail: string): unknown => node?.dispatchEvent(new Made('batch', { detail }));
      throwIn(`1:["${'x'.repeat(100 * 1024 * 1024)}"]`);
      throwIn(`500:[${'1,'.repeat(2_000_000)}1]`);
      for (let count = 0; count < 20_000; count += 1) throwIn('500:[]');
      for (let count = 0; count < 20; count += 1) throwIn(`1:["${'y'.repeat(4_000_000)}"]`);
    });
    await send(`1:[${write('after the flood')}]`);
    const records = await waitFor(
      'a record behind the flood',
      async () => {
        const stored = await browser.stored(site.origin);
        return stored.records.some(isWriteOf('after the flood')) && stored.records;
      },
      40_000,
    );
    expect(records.some((record) => record.type === 'gap' && record.reason === 'backpressure')).toBe(true);
    await recordsAfterWrite(browser, bystander, site.at('127.0.0.1'), 'bystander');
  });

  it('hears the orders that any watched document gets and the id of its own context, and no word of other tabs', async () => {
    const other = await browser.open(`${site.origin}/other`);
    await other.evaluate(() => {
      localStorage.setItem('of another tab', 'a secret');
    });
    const child = await childId();
    // Our script asks for what page/ holds before it records an event.
    await recordsWhen(
      browser,
      site.origin,
      'the event in the frame',
      (record) =>
        record.type === 'storage-event' && record.key === 'of another tab' && record.context === child,
    );
    const heard = await page.evaluate(() => (window as unknown as ThiefWindow).stolen.heard);
    expect([...new Set(heard)].sort()).toEqual([child, 'accept', 'flush', 'stacks-off'].sort());
    await other.close();
  });

  it('gets no node from a frame of another origin', async () => {
    const url = `${site.at('127.0.0.1')}/foreign`;
    const stolen = await page.evaluate(async (foreign) => {
      const { node } = await (window as unknown as ThiefWindow).stealAt(foreign);
      return node === null;
    }, url);
    await waitFor('the foreign frame', async () =>
      (await browser.stored(site.at('127.0.0.1'))).contexts.some((known) => known.url === url),
    );
    expect(stolen).toBe(true);
  });

  it('gets no node from a frame that is there already, or is opened empty', async () => {
    const heard = await page.evaluate(async () => {
      const hellos: string[] = [];
      const listen = (name: string, frame: HTMLIFrameElement): void => {
        for (const target of [frame.contentWindow, frame.contentDocument])
          for (const type of ['load', 'tabshark-hello'])
            target?.addEventListener(type, (event) => event.isTrusted || hellos.push(name), true);
      };
      const empty = document.createElement('iframe');
      document.body.append(empty);
      listen('empty', empty);
      const loaded = document.createElement('iframe');
      loaded.src = '/loaded';
      const done = new Promise((resolve) => {
        loaded.onload = resolve;
      });
      document.body.append(loaded);
      await done;
      listen('loaded', loaded);
      loaded.contentWindow?.localStorage.setItem('in the loaded frame', '1');
      return hellos;
    });
    await recordsWhen(browser, site.origin, 'the write', isWriteOf('in the loaded frame'));
    expect(heard).toEqual([]);
  });

  it('that puts its own natives under our script, too, sees what that frame sends and changes nothing of others', async () => {
    const seen = await page.evaluate(async () => {
      const details: string[] = [];
      const frame = await (window as unknown as ThiefWindow).frameAt('/undermined', (inner) => {
        const { EventTarget: Target, CustomEvent: Custom } = inner as unknown as typeof globalThis;
        const native = Target.prototype.dispatchEvent;
        Target.prototype.dispatchEvent = function (event) {
          if (event instanceof Custom) details.push(String(event.detail));
          return native.call(this, event);
        };
      });
      frame.contentWindow?.localStorage.setItem('in the undermined frame', '1');
      await new Promise((resolve) => setTimeout(resolve));
      localStorage.setItem('beside the undermined frame', '1');
      return details;
    });
    expect(seen.some((detail) => detail.includes('in the undermined frame'))).toBe(true);
    expect(seen.filter((detail) => detail.includes('beside'))).toEqual([]);
    await recordsWhen(browser, site.origin, 'the write', isWriteOf('beside the undermined frame'));
  });

  // Without JSON and Promise the browser’s own debugging protocol, by which this test speaks to pages, breaks
  // down.
  it('that spoils natives before our script runs has spoilt that frame alone', async () => {
    await page.evaluate(async () => {
      const frame = await (window as unknown as ThiefWindow).frameAt('/spoilt', (inner) => {
        for (const name of ['EventTarget', 'CustomEvent', 'WeakMap', 'Proxy', 'Reflect'])
          Object.assign(inner, {
            [name]: new Proxy(Object, {
              get() {
                throw new Error('trap');
              },
            }),
          });
      });
      frame.contentWindow?.localStorage.setItem('in the spoilt frame', '1');
    });
    await recordsAfterWrite(browser, page, site.origin, 'beside the spoilt frame');
  });

  it('has broken no viewer: the popup shows the latest record and no trouble', async () => {
    const errors: string[] = [];
    const popup = await browser.openPopup(site.origin, (opened) => {
      opened.on('pageerror', (error) => errors.push(String(error)));
    });
    await recordsAfterWrite(browser, page, site.origin, 'seen by the viewer');
    await waitFor('its row', () =>
      popup.$$eval('.row .key', (keys) => keys.some((key) => key.textContent === 'seen by the viewer')),
    );
    expect(errors).toEqual([]);
  });
});
