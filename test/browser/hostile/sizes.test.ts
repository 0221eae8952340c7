import type { Page } from 'puppeteer-core';
import { batchBound } from '../../../src/protocol/page';
import type { Record } from '../../../src/record/record';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { recordsAfterWrite } from './attack';

/** 100 MB of one byte a character. */
const huge = 100 * 1024 * 1024;
/**
 * More than a batch may have: past that every name is cut or refused in the same way, however long it is.
 * Names cost the browsers far more than values: 100 MB kept Firefox busy for 17 s and, on a busy machine,
 * Chromium for more than a minute.
 */
const longName = batchBound + 1;

describeInBoth('a page of sizes', (launch) => {
  const { browser, site } = withBrowser(launch);
  let page: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/sizes`);
  });

  const sendsOn = (records: readonly Record[], name: string): Record[] =>
    records.filter(({ type, channel }) => type === 'send' && channel.name === name);

  it('sends what is huge or deep: it is recorded by its ends and its size', async () => {
    await page.evaluate((length) => {
      const channel = new BroadcastChannel('huge');
      channel.postMessage('x'.repeat(length));
      channel.postMessage(
        Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index])),
      );
      channel.postMessage(new Array(4_000_000_000));
    }, huge);
    const sends = sendsOn(await recordsAfterWrite(browser, page, site.origin, 'after the huge'), 'huge');
    expect(sends).toMatchObject([
      { data: { t: 'text', n: huge } },
      { data: { t: 'object', n: 100_000 } },
      { data: { t: 'array', n: 4_000_000_000 } },
    ]);
    expect(JSON.stringify(sends).length).toBeLessThan(500_000);
  });

  // Of the fewer levels every browser makes a message.
  it.each([1_000, 100_000])(
    'sends %i levels: what the browser itself makes of that is all that the page gets',
    async (levels) => {
      const name = `${levels} deep`;
      const [outcome, native] = await page.evaluate(
        (count, channel) => {
          let deep: unknown[] = [];
          for (let level = 0; level < count; level += 1) deep = [deep];
          const during = (send: () => unknown): string => {
            try {
              send();
              return 'sent';
            } catch (error) {
              return error instanceof Error ? error.name : String(error);
            }
          };
          return [
            during(() => {
              new BroadcastChannel(channel).postMessage(deep);
            }),
            during(() => structuredClone(deep)),
          ];
        },
        levels,
        name,
      );
      expect(outcome).toBe(native);
      const [send] = sendsOn(await recordsAfterWrite(browser, page, site.origin, `after ${name}`), name);
      if (outcome === 'sent') expect(send).toMatchObject({ data: { t: 'array', n: 1 } });
      else expect(send).toMatchObject({ error: { name: outcome } });
      expect(JSON.stringify(send).length).toBeLessThan(10_000);
    },
  );

  it.each([
    ['its document', 'document.title = name'],
    ['a channel', 'new BroadcastChannel(name).postMessage(1)'],
    ['a window message', "dispatchEvent(new MessageEvent('message', { origin: name, data: name }))"],
    [
      'a storage event',
      "dispatchEvent(new StorageEvent('storage', { key: name, newValue: name, url: 'http://x/' }))",
    ],
    // More than an area holds, which the native call says, and as much as it may hold.
    ['a key', "try { localStorage.setItem(name, '') } catch {} localStorage.setItem(name.slice(-1e6), '')"],
    ['a database', 'indexedDB.open(name)'],
    ['a lock', 'navigator.locks.request(name, () => undefined).catch(() => undefined)'],
    [
      'a mode of locks',
      "navigator.locks.request('mode', { mode: name }, () => undefined).catch(() => undefined)",
    ],
    ['a worker', "new SharedWorker('data:text/javascript,', { name }).port.postMessage(name)"],
    // The native call says no; that is recorded, too.
    ['a protocol', "try { new WebSocket('ws://localhost:1', name) } catch {}"],
    ['protocols', "try { new WebSocket('ws://localhost:1', [name]) } catch {}"],
    // As the page asked for.
    [
      'an exception',
      `try { new BroadcastChannel('thrown').postMessage({ get x() { throw new DOMException(name, name) } }) } catch {}`,
    ],
  ])(
    'names %s by more than a batch may have: it is recorded, as is what follows, and none is longer than a name may be',
    async (what, code) => {
      await page.evaluate(`{ const name = 'n'.repeat(${longName}); ${code}; } undefined`);
      const records = await recordsAfterWrite(browser, page, site.origin, `after ${what}`);
      const longest = Math.max(...records.map((record) => JSON.stringify(record).length));
      expect(longest).toBeLessThan(200_000);
      expect(records.filter(({ type }) => type === 'gap')).toEqual([]);
      const { contexts } = await browser.stored(site.origin);
      for (const { title } of contexts) expect(title.length).toBeLessThanOrEqual(1_000);
    },
  );

  it('names a channel by more than a batch may have: the name tells its length', async () => {
    const records = await recordsAfterWrite(browser, page, site.origin, 'after the names');
    expect(
      records.find(({ type, channel }) => type === 'send' && channel.name.startsWith('nnn')),
    ).toMatchObject({
      data: 1,
      channel: { name: expect.stringContaining(`…${longName}…`) },
    });
  });
});
