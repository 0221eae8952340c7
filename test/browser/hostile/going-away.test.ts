import type { Page } from 'puppeteer-core';
import { openLeftover } from '../../../background/sealed-leftover';
import type { Batch } from '../../../src/protocol/background';
import { contextOfLeft } from '../../../src/protocol/background-parse';
import { secretsOf } from '../harness/stored';
import { waitFor } from '../harness/wait';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { isWriteOf, recordsAfterWrite, recordsWhen } from './attack';

/** More records than a page has that does nothing. */
const few = 100;

describeInBoth('a page that floods as it goes away', (launch, kind) => {
  // Firefox takes several times as long to store it.
  const flood = kind === 'chromium' ? 3_000 : 1_000;
  const { browser, site } = withBrowser(launch);

  /** What documents leave in storage.local from now on, unsealed as the background does it; that of one. */
  async function followLeft(): Promise<(context: string | undefined) => Promise<Batch[]>> {
    const viewer = await browser.extensionPage();
    await viewer.evaluate(() => {
      const all: [string, unknown][] = [];
      Object.assign(globalThis, { left: all });
      chrome.storage.local.onChanged.addListener((changes) => {
        for (const [key, { newValue }] of Object.entries(changes))
          if (newValue !== undefined) all.push([key, newValue]);
      });
    });
    return async (context) => {
      const left = await viewer.evaluate(() => (globalThis as unknown as { left: [string, unknown][] }).left);
      const secrets = await secretsOf(viewer);
      // An earlier one's may still come.
      const own = left.filter(([key]) => contextOfLeft(key) === context);
      return own.map(([key, value]) => {
        const batch = openLeftover(value, secrets[contextOfLeft(key) ?? ''] ?? '');
        if (!batch) throw new Error(`${key} can not be opened`);
        return batch;
      });
    };
  }

  function floodAtItsEnd(page: Page): Promise<void> {
    return page.evaluate((writes) => {
      const long = 'v'.repeat(1_000);
      addEventListener('pagehide', () => {
        for (let index = 0; index < writes; index += 1)
          localStorage.setItem(`key ${index % 50}`, `${long}${index}`);
        localStorage.setItem('the last', '1');
      });
    }, flood);
  }

  // The background may not have given it its secret yet: what it leaves behind would not be believed.
  it('is recorded to its end, however soon that comes', async () => {
    const page = await browser.open(`${site.at('127.0.0.1')}/flooding`);
    await floodAtItsEnd(page);
    await page.goto(`${site.at('127.0.0.1')}/next`);
    await recordsWhen(browser, site.at('127.0.0.1'), 'the last write', isWriteOf('the last'));
    await page.close();
  });

  // 20,000 such writes took minutes, and gigabytes of the browser's own process, when all that was left was
  // left again with each batch.
  it('leaves each of its records behind once, and the next page comes', async () => {
    const page = await browser.open(`${site.origin}/flooding`);
    const left = await followLeft();
    // With that, it has its secret.
    await recordsAfterWrite(browser, page, site.origin, 'before it floods');
    await floodAtItsEnd(page);
    await page.goto(`${site.origin}/next`);
    const records = await recordsWhen(browser, site.origin, 'the last write', isWriteOf('the last'));
    const writes = records.filter(
      (record) =>
        record.type === 'storage-write' && typeof record.key === 'string' && record.key.startsWith('key'),
    );
    expect(writes).toHaveLength(flood);
    const counts = await waitFor('what was left', async () => {
      const all = await left(writes[0]?.context);
      return all.length > 0 && all.map(({ count }) => count);
    });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThan(flood + few);
    await page.close();
  });

  it('leaves nothing behind while it only pretends to go away', async () => {
    const page = await browser.open(`${site.origin}/pretending`);
    const left = await followLeft();
    await page.evaluate(() => {
      window.dispatchEvent(new Event('beforeunload'));
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
    });
    const records = await recordsAfterWrite(browser, page, site.origin, 'while pretending');
    const context = records.find(isWriteOf('while pretending'))?.context;
    await page.goto(`${site.origin}/next`);
    // What it left first would be told first.
    const all = await waitFor('what it leaves in the end', async () => {
      const found = await left(context);
      return found.length > 0 && found;
    });
    expect(JSON.stringify(all)).not.toContain('while pretending');
    await page.close();
  });
});
