import type { Page } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

// In Chromium alone: its protocol collects garbage, counts objects and ends a page’s process.
describe('what lives and what goes, watched and unwatched', () => {
  const { browser: watching, site } = withBrowser(launchChromium);
  const { browser: bare } = withBrowser(() => launchChromium({ extension: false }));

  /** How many objects of a class are left after a collection. */
  async function alive(page: Page, name: string): Promise<number> {
    const session = await page.createCDPSession();
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.collectGarbage');
    const { result } = await session.send('Runtime.evaluate', { expression: `${name}.prototype` });
    const { objects } = await session.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId ?? '',
    });
    const { result: length } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: 'function () { return this.length; }',
    });
    await session.detach();
    return length.value as number;
  }

  it('10,000 channels that a page opens, posts to and drops are collected alike', async () => {
    const left = await Promise.all(
      [watching, bare].map(async (chromium) => {
        const page = await chromium.open(`${site.origin}/channels`);
        for (let round = 0; round < 10; round += 1) {
          await page.evaluate(() => {
            for (let index = 0; index < 1000; index += 1)
              new BroadcastChannel(`dropped ${index}`).postMessage(index);
          });
        }
        const count = await alive(page, 'BroadcastChannel');
        await page.close();
        return count;
      }),
    );
    // A few may still be on a stack or in a cache; ten thousand are not.
    for (const count of left) expect(count).toBeLessThan(50);
  });

  it('a page with channels, a port and locks is restored from the back/forward cache alike, and watched afterwards', async () => {
    const persisted = await Promise.all(
      [watching, bare].map(async (chromium) => {
        const page = await chromium.open(`${site.origin}/first`);
        await page.evaluate(() => {
          Object.assign(window, { channel: new BroadcastChannel('kept') });
          localStorage.setItem('before', '1');
          window.addEventListener('pageshow', (event) =>
            Object.assign(window, { wasPersisted: event.persisted }),
          );
        });
        await page.goto(`${site.origin}/second`);
        await page.goBack();
        const result = await page.evaluate(
          () => (window as unknown as { wasPersisted?: boolean }).wasPersisted ?? false,
        );
        await page.evaluate(() => {
          localStorage.setItem('after the way back', '1');
        });
        return result;
      }),
    );
    expect(persisted[0]).toBe(persisted[1]);
    const seen = await waitFor('the write after the way back', async () => {
      const { records } = await watching.stored(site.origin);
      return (
        records.find((record) => record.type === 'storage-write' && record.key === 'after the way back') &&
        records
      );
    });
    const states = seen
      .filter((record) => record.type === 'lifecycle')
      .map((record) => 'state' in record && record.state);
    if (persisted[0]) expect(states).toEqual(expect.arrayContaining(['bfcached', 'restored']));
    expect(persisted[0]).toBe(true);
  });

  it('a tab whose process was killed is known to have ended', async () => {
    const page = await watching.open(`${site.origin}/killed`);
    await waitFor('its context', async () => ownContext('/killed'));
    const session = await page.createCDPSession();
    void session.send('Page.crash').catch(() => undefined);
    const ended = await waitFor('its end', async () => (await ownContext('/killed'))?.ended);
    expect(Math.abs(ended - Date.now())).toBeLessThan(60_000);
    const other = await ownContext('/');
    if (other) expect(other.ended).toBeNull();
  });

  async function ownContext(path: string) {
    const { contexts } = await watching.stored(site.origin);
    return contexts.find(({ url }) => url === `${site.origin}${path}`);
  }
});
