import type { Page } from 'puppeteer-core';
import type { Record } from '../../../src/record';
import { startSite, type Site } from '../harness/site';
import { describeInBoth, recordsAfterWrite, type Attacked } from './attack';

/** 100 MB of one byte a character. */
const huge = 100 * 1024 * 1024;

describeInBoth('a page of sizes', (launch) => {
  let browser: Attacked;
  let site: Site;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    browser = await launch();
    page = await browser.open(`${site.origin}/sizes`);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
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

  it('sends 100,000 levels: what the browser itself makes of that is all that the page gets', async () => {
    const outcome = await page.evaluate(() => {
      let deep: unknown[] = [];
      for (let level = 0; level < 100_000; level += 1) deep = [deep];
      try {
        new BroadcastChannel('deep').postMessage(deep);
        return 'sent';
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    });
    const [send] = sendsOn(await recordsAfterWrite(browser, page, site.origin, 'after the deep'), 'deep');
    if (outcome === 'sent') expect(send).toMatchObject({ data: { t: 'array', n: 1 } });
    else expect(send).toMatchObject({ error: { name: outcome } });
    expect(JSON.stringify(send).length).toBeLessThan(10_000);
  });

  it('names a channel by 100 MB: its records carry the begin, the length and the end of that', async () => {
    await page.evaluate((length) => {
      new BroadcastChannel('n'.repeat(length)).postMessage(1);
    }, huge);
    const records = await recordsAfterWrite(browser, page, site.origin, 'after the name');
    const send = records.find(({ type, channel }) => type === 'send' && channel.name.startsWith('nnn'));
    expect(send).toMatchObject({
      data: 1,
      channel: { name: expect.stringContaining(`…${huge}…`) as string },
    });
  });

  it('puts 2 MB into whatever else takes a text: what does not fit is a gap, and recording goes on', async () => {
    await page.evaluate(() => {
      const text = 't'.repeat(2 * 1024 * 1024);
      document.title = text;
      window.dispatchEvent(new MessageEvent('message', { origin: text, data: text }));
      window.dispatchEvent(new StorageEvent('storage', { key: text, newValue: text, url: 'http://x/' }));
      indexedDB.open(text);
      new SharedWorker('data:text/javascript,', { name: text }).port.postMessage(text);
      const thrower = Object.defineProperty({}, 'x', {
        enumerable: true,
        get() {
          throw new DOMException(text, text);
        },
      });
      try {
        new BroadcastChannel('thrown').postMessage(thrower);
      } catch {
        // As the page asked for.
      }
    });
    const records = await recordsAfterWrite(browser, page, site.origin, 'after the texts');
    expect(Math.max(...records.map((record) => JSON.stringify(record).length))).toBeLessThan(200_000);
    const { contexts } = await browser.stored(site.origin);
    for (const { title } of contexts) expect(title.length).toBeLessThanOrEqual(1_000);
  });

  it('floods: of 100,000 calls in one task each is recorded or counted by a gap', async () => {
    await page.evaluate(() => {
      for (let index = 0; index < 100_000; index += 1) localStorage.removeItem('not there');
    });
    const records = await recordsAfterWrite(browser, page, site.origin, 'after the flood');
    let seen = 0;
    for (const record of records) {
      if (record.type === 'gap' && record.reason === 'backpressure') seen += record.count;
      if (record.type === 'storage-write' && record.key === 'not there') seen += 1;
    }
    expect(seen).toBe(100_000);
  });
});
