import type { Page } from 'puppeteer-core';
import type { Record } from '../../src/record/record';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { isEnd, leaveBy, removal, removalLater, waysOut, writes, type WayOut } from './harness/ways-out';
import { describeInBoth, withBrowser } from './harness/with-browser';

const rules = JSON.stringify({ prerender: [{ source: 'list', urls: ['/prerendered'] }] });

describeInBoth('a document that goes away, or is put aside, leaves all that it did', (launch, kind) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/prerenders': `<!doctype html><title>prerenders</title><script type="speculationrules">${rules}</script>`,
      '/prerendered': `<!doctype html><title>prerendered</title><script>
        localStorage.setItem('prerendered', document.prerendering ? 'before' : 'not prerendered');
        document.addEventListener('prerenderingchange', () => localStorage.setItem('prerendered', 'after'));
      </script>`,
    }),
  );

  // Out of a removed iframe nothing gets in Firefox but what a port takes that is open (docs/limits.md).
  const inFirefox = (way: WayOut): 'running' | 'stopped' =>
    way.name === removal || way.name === removalLater ? 'running' : 'stopped';
  const ways = waysOut.flatMap((way) =>
    (kind === 'chromium' ? (['running', 'stopped'] as const) : [inFirefox(way)]).map((background) => ({
      way,
      background,
    })),
  );
  it.each(ways)('by $way.name, with the background $background', async ({ way, background }) => {
    const { values, ends } = await leaveBy(way, background, browser, site);
    expect(values).toEqual(Array.from({ length: writes }, (_, index) => index));
    if (kind === 'chromium') expect(ends).toBe(way.untoldIn === 'chromium' ? 0 : 1);
  });

  // In Chromium alone: such a frame of Firefox has no open port yet.
  if (kind === 'chromium')
    it('in an iframe that is made, written to and removed in one task', async () => {
      const page = await browser.open(`${site.origin}/parent`);
      await page.evaluate(() => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        frame.contentWindow?.localStorage.setItem('in a fresh iframe', '1');
        frame.remove();
      });
      expect(await findWrite('in a fresh iframe', '1')).toBeDefined();
      await page.close();
    });

  it('in a page that document.open() empties: its writes, the events it gets and its end', async () => {
    const [page, other] = await openBoth('/reopened');
    await page.evaluate(() => {
      document.open();
      document.close();
      localStorage.setItem('after open', '1');
      const seen: (string | null)[] = [];
      window.addEventListener('storage', ({ key }) => seen.push(key));
      Object.assign(window, { seen });
    });
    const { context } = await findWrite('after open', '1');
    await other.evaluate(() => {
      localStorage.setItem('from another tab', '1');
    });
    await waitFor('the event in the page', () =>
      page.evaluate(() => (window as unknown as { seen: string[] }).seen.includes('from another tab')),
    );
    await page.goto(`${site.origin}/elsewhere`);
    await waitFor('the event and the end', async () => {
      const own = await recordsOf(context);
      const heard = own.some(
        (record) => record.type === 'storage-event' && record.key === 'from another tab',
      );
      return heard && own.some(isEnd);
    });
    await Promise.all([page.close(), other.close()]);
  });

  it('in the back/forward cache: every storage event that the page itself got, before, meanwhile and after', async () => {
    const [page, other] = await openBoth('/cached');
    await page.evaluate(() => {
      const seen: string[] = [];
      window.addEventListener('storage', ({ newValue }) => seen.push(String(newValue)));
      window.addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
      Object.assign(window, { seen });
      localStorage.setItem('before the cache', '1');
    });
    const { context } = await findWrite('before the cache', '1');
    const write = (value: string): Promise<void> =>
      other.evaluate((text) => {
        localStorage.setItem('cached', text);
      }, value);
    await write('before');
    await waitFor('the event before', () =>
      page.evaluate(() => (window as unknown as { seen: string[] }).seen.includes('before')),
    );
    await page.goto(`${site.origin}/second`);
    for (let index = 0; index < 10; index += 1) await write(`meanwhile ${index}`);
    // The driver of Firefox does not see a page come back.
    await page.evaluate(() => {
      setTimeout(() => {
        history.back();
      });
    });
    await waitFor('the return', () =>
      page.evaluate(() => (window as unknown as { persisted?: boolean }).persisted === true),
    );
    await write('after');
    await waitFor('the event after', () =>
      page.evaluate(() => (window as unknown as { seen: string[] }).seen.includes('after')),
    );
    await page.evaluate(() => {
      localStorage.setItem('after the cache', '1');
    });
    await findWrite('after the cache', '1');
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    const own = await recordsOf(context);
    const heard = own.flatMap((record) =>
      record.type === 'storage-event' && record.key === 'cached' ? [record.newValue] : [],
    );
    expect(heard).toEqual(seen);
    expect(own.flatMap((record) => (record.type === 'lifecycle' ? [record.state] : []))).toEqual(
      expect.arrayContaining(['bfcached', 'restored']),
    );
    await Promise.all([page.close(), other.close()]);
  });

  // Firefox does not prerender.
  if (kind === 'chromium')
    it('in a page that is prerendered and then shown: one context from the first write on', async () => {
      const page = await browser.open(`${site.origin}/prerenders`);
      const before = await findWrite('prerendered', 'before');
      await page.evaluate(() => {
        location.href = '/prerendered';
      });
      const after = await findWrite('prerendered', 'after');
      expect(after.context).toBe(before.context);
      const own = await recordsOf(before.context);
      expect(own.flatMap((record) => (record.type === 'lifecycle' ? [record.state] : []))).toEqual(
        expect.arrayContaining(['created', 'prerendering', 'activated']),
      );
      await page.close();
    });

  async function openBoth(path: string): Promise<[Page, Page]> {
    return [await browser.open(`${site.origin}${path}`), await browser.open(`${site.origin}/other`)];
  }

  function findWrite(key: string, value: string): Promise<Record> {
    return waitFor(
      `${key} = ${value} to be stored`,
      async () =>
        (await browser.stored(site.origin)).records.find(
          (record) => record.type === 'storage-write' && record.key === key && record.newValue === value,
        ),
      20_000,
    );
  }

  async function recordsOf(context: string): Promise<Record[]> {
    return (await browser.stored(site.origin)).records.filter((record) => record.context === context);
  }
});
