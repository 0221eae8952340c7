import type { Page } from 'puppeteer-core';
import type { Answer } from '../../src/protocol/background';
import type { PageOrder } from '../../src/protocol/orders';
import { launchChromium } from './harness/chromium';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

type Holder = Window & { held?: BroadcastChannel | null };

// In Chromium alone: its protocol collects garbage.
describe('an order to one document', () => {
  const { browser, site } = withBrowser(launchChromium);
  let a: Page;
  let b: Page;
  let viewer: Page;

  beforeAll(async () => {
    a = await browser.open(`${site.origin}/a`);
    b = await browser.open(`${site.origin}/b`);
    viewer = await browser.openPopup(site.origin);
    await a.evaluate(() => {
      for (let count = 0; count < 3; count += 1) new BroadcastChannel('dropped');
      (window as Holder).held = new BroadcastChannel('held');
    });
  });

  /** Whether it was done. */
  async function order(page: 'a' | 'b', what: PageOrder): Promise<boolean> {
    const context = await contextOf(page);
    const command = { type: 'order', context, order: what };
    const answer = await viewer.evaluate((message): Promise<Answer> => {
      return chrome.runtime.sendMessage(message);
    }, command);
    return answer.ok;
  }

  function contextOf(page: 'a' | 'b'): Promise<string> {
    return waitFor(`the context of ${page}`, async () => {
      const { contexts } = await browser.stored(site.origin);
      return contexts.find(({ url }) => url === `${site.origin}/${page}`)?.id;
    });
  }

  /** Numbers of the channels of that name. */
  function objectsOf(name: string): Promise<number[]> {
    return waitFor(`the channel ${name}`, async () => {
      const { records } = await browser.stored(site.origin);
      const numbers = records.flatMap((record) =>
        record.type === 'open' && record.channel.name === name ? [record.object] : [],
      );
      return numbers.length > 0 ? numbers : null;
    });
  }

  async function collectGarbage(page: Page): Promise<void> {
    const session = await page.createCDPSession();
    await session.send('HeapProfiler.collectGarbage');
    await session.detach();
  }

  it('finds an object of that page by its number, as long as the page has it', async () => {
    const [held = NaN] = await objectsOf('held');
    expect(await order('a', { type: 'has', object: held })).toBe(true);
    expect(await order('b', { type: 'has', object: held })).toBe(false);
    expect(await order('a', { type: 'has', object: held + 1_000 })).toBe(false);
    await a.evaluate(() => {
      const page = window as Holder;
      page.held?.close();
      page.held = null;
    });
    await waitFor('the object to be gone', async () => {
      await collectGarbage(a);
      return !(await order('a', { type: 'has', object: held }));
    });
  });

  it('keeps nothing of what the page made and dropped', async () => {
    const objects = await objectsOf('dropped');
    await waitFor('the objects to be gone', async () => {
      await collectGarbage(a);
      const found = await Promise.all(objects.map((object) => order('a', { type: 'has', object })));
      return !found.includes(true);
    });
  });

  it('stops that document and no other, and is answered once its page is restored', async () => {
    expect(await order('a', { type: 'stop' })).toBe(true);
    expect(await hooked(a)).toBe(false);
    expect(await hooked(b)).toBe(true);
  });

  it('says that it was not done where no document has that context any more', async () => {
    expect(await order('a', { type: 'has', object: 1 })).toBe(false);
  });
});

/** Our proxies can be told from natives by the stack of what they throw, and by that alone. */
function hooked(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    try {
      localStorage.setItem(Object.create(null) as string, '');
    } catch (error) {
      return String((error as Error).stack).includes('tabshark');
    }
    throw new Error('a key that cannot be a string must throw');
  });
}
