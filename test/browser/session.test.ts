import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchChromium, type Chromium } from './harness/chromium';
import { startSite, type Site } from './harness/site';
import { waitFor } from './harness/wait';

// A launch may take long on a busy machine, and a test has two.
jest.setTimeout(180_000);

// The browser tells an extension of its start only if that was installed and switched on before; here it is
// loaded anew each time. In Chromium alone: what Firefox loads for a while is gone with all that it stored.
describe('a session of the browser, of which the same profile has several', () => {
  let profile: string;
  let site: Site;

  beforeAll(async () => {
    profile = mkdtempSync(path.join(os.tmpdir(), 'tabshark-session-'));
    site = await startSite();
  });

  afterAll(async () => {
    await site.close();
    rmSync(profile, { recursive: true, force: true });
  });

  async function session(work: (chromium: Chromium) => Promise<void>): Promise<void> {
    const chromium = await launchChromium({ profile });
    try {
      await work(chromium);
    } finally {
      await chromium.close();
    }
  }

  async function write(chromium: Chromium, key: string): Promise<void> {
    const page = await chromium.open(`${site.origin}/${key}`);
    await page.evaluate((name) => {
      localStorage.setItem(name, '1');
    }, key);
    await stores(chromium, [key]);
  }

  /** All of the keys that writes of are stored. */
  async function keys(chromium: Chromium): Promise<unknown[]> {
    const { records } = await chromium.stored(site.origin);
    return records.flatMap((record) => (record.type === 'storage-write' ? [record.key] : []));
  }

  const stores = (chromium: Chromium, expected: readonly string[]): Promise<true> =>
    waitFor(`writes of ${expected.join()}`, async () => {
      const all = await keys(chromium);
      return expected.every((key) => all.includes(key));
    });

  it('leaves its records as long as it lasts: stops of the background, and being switched off and on, are no end', async () => {
    await session(async (chromium) => {
      await write(chromium, 'first');
      await chromium.stopBackground();
      await write(chromium, 'second');
      await chromium.switchOffAndOn();
      await write(chromium, 'third');
      expect(await keys(chromium)).toEqual(['first', 'second', 'third']);
    });
  });

  it('takes its records with it, and what the next session stores meanwhile stays', async () => {
    await session(async (chromium) => {
      await write(chromium, 'later');
      expect(await keys(chromium)).toEqual(['later']);
      const { records, contexts } = await chromium.stored(site.origin);
      expect(contexts.map(({ url }) => url)).toEqual([`${site.origin}/later`]);
      expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index));
    });
  });

  it('leaves them to the next one if the user says so', async () => {
    await session(async (chromium) => {
      await write(chromium, 'to be kept');
      const page = await chromium.extensionPage();
      await page.evaluate(() =>
        chrome.runtime.sendMessage({ type: 'change-settings', change: { keep: true } }),
      );
    });
    await session(async (chromium) => {
      await write(chromium, 'afterwards');
      expect(await keys(chromium)).toEqual(expect.arrayContaining(['to be kept', 'afterwards']));
    });
  });
});
