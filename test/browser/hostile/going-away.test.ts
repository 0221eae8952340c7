import { launchChromium, type Chromium } from '../harness/chromium';
import { startSite, type Site } from '../harness/site';
import { waitFor } from '../harness/wait';
import { isWriteOf, recordsWhen } from './attack';

const flood = 3_000;
/** More records than a page has that does nothing. */
const few = 100;

describe('a page that floods as it goes away', () => {
  let chromium: Chromium;
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    chromium = await launchChromium();
  });

  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  // 20,000 such writes took minutes, and gigabytes of the browser's own process, when all that was left was left again with each batch.
  it('leaves each of its records behind once, and the next page comes', async () => {
    const page = await chromium.open(`${site.origin}/flooding`);
    const background = await chromium.background();
    await background.evaluate(() => {
      const counted = globalThis as { left?: number };
      counted.left = 0;
      chrome.storage.local.onChanged.addListener((changes) => {
        for (const { newValue } of Object.values(changes))
          counted.left = (counted.left ?? 0) + ((newValue as { count?: number } | undefined)?.count ?? 0);
      });
    });
    await page.evaluate((writes) => {
      const long = 'v'.repeat(1_000);
      addEventListener('pagehide', () => {
        for (let index = 0; index < writes; index += 1)
          localStorage.setItem(`key ${index % 50}`, `${long}${index}`);
        localStorage.setItem('the last', '1');
      });
    }, flood);
    await page.goto(`${site.origin}/next`);
    const records = await recordsWhen(chromium, site.origin, 'the last write', isWriteOf('the last'));
    const writes = records.filter(
      (record) =>
        record.type === 'storage-write' && typeof record.key === 'string' && record.key.startsWith('key'),
    );
    expect(writes).toHaveLength(flood);
    const left = await waitFor('what was left', () =>
      background.evaluate(() => (globalThis as { left?: number }).left),
    );
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(flood + few);
  });
});
