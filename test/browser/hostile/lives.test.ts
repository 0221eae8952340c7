import type { Page } from 'puppeteer-core';
import type { Record } from '../../../src/record/record';
import { describeInBoth, withBrowser } from '../harness/with-browser';
import { launchChromium } from '../harness/chromium';
import { changedNatives, keepNatives } from '../harness/natives';
import { startSite } from '../harness/site';
import { waitFor } from '../harness/wait';
import { isWriteOf, recordsAfterWrite, recordsWhen } from './attack';

/**
 * What a hostile page does all its life: writes and false events in as many nested dispatches as Blink calls
 * listeners in.
 */
const hostile = `
  window.deep = (then) => {
    const target = new EventTarget();
    let left = 43;
    target.addEventListener('in', () => {
      left -= 1;
      if (left > 0) target.dispatchEvent(new Event('in'));
      else then();
    });
    target.dispatchEvent(new Event('in'));
  };
  window.attack = (name, writes = 600) => deep(() => {
    for (let index = 0; index < writes; index += 1) localStorage.setItem(name, String(index));
    const node = document.createElement('i');
    for (const [type, made] of [
      ['tabshark-take-over', MouseEvent], ['tabshark-hello', SubmitEvent], ['load', SubmitEvent],
    ]) document.dispatchEvent(new made(type, { relatedTarget: node, submitter: node }));
  });
`;
type HostileWindow = Window & { attack(name: string, writes?: number): void };

const rules = JSON.stringify({ prerender: [{ source: 'list', urls: ['/prerendered'] }] });
const pages = {
  '/hostile': `<!doctype html><title>hostile</title><link rel="icon" href="data:,"><script>${hostile}</script>`,
  '/prerenders': `<!doctype html><title>prerenders</title><link rel="icon" href="data:,"><script type="speculationrules">${rules}</script>`,
  '/prerendered': `<!doctype html><title>prerendered</title><link rel="icon" href="data:,"><script>${hostile}
    const channel = new BroadcastChannel('speculative');
    channel.postMessage(document.prerendering ? 'before' : 'not prerendered');
    attack('speculative');
    document.addEventListener('prerenderingchange', () => {
      channel.postMessage('as it is shown');
      attack('shown');
    });
  </script>`,
};

function valuesOf(records: readonly Record[], key: string): unknown[] {
  return records.flatMap((record) =>
    record.type === 'storage-write' && record.key === key ? [record.newValue] : [],
  );
}

/** What one attack writes. */
const six = Array.from({ length: 600 }, (_, index) => String(index));

describe('a page that is prerendered', () => {
  const { browser, site } = withBrowser(launchChromium, () => startSite(pages));
  let page: Page;
  let records: Record[];

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/prerenders`);
    records = await waitFor('what it wrote', async () => {
      const stored = (await browser.stored(site.origin)).records;
      return valuesOf(stored, 'speculative').length >= six.length && stored;
    });
  });

  it('is recorded before it is shown, whatever it does', () => {
    expect(valuesOf(records, 'speculative')).toEqual(six);
    const [send] = records.filter(({ type }) => type === 'send');
    expect(send).toMatchObject({ channel: { name: 'speculative' }, data: 'before' });
  });

  it('is recorded on as the same context when it is shown, with no gap', async () => {
    await page.evaluate(() => {
      location.href = '/prerendered';
    });
    records = await waitFor('what it wrote then', async () => {
      const stored = (await browser.stored(site.origin)).records;
      return valuesOf(stored, 'shown').length >= six.length && stored;
    });
    expect(valuesOf(records, 'shown')).toEqual(six);
    const own = records.find(isWriteOf('speculative'))?.context;
    expect(records.find(isWriteOf('shown'))?.context).toBe(own);
    const sent = records.flatMap((record) =>
      record.type === 'send' && record.context === own ? [record.data] : [],
    );
    expect(sent).toEqual(['before', 'as it is shown']);
    expect(records.filter(({ type }) => type === 'gap')).toEqual([]);
  });

  it('and never shown, has its records and its end', async () => {
    const other = await browser.open(`${site.at('127.0.0.1')}/prerenders`);
    const origin = site.at('127.0.0.1');
    await waitFor('what it wrote', async () => {
      const stored = (await browser.stored(origin)).records;
      return valuesOf(stored, 'speculative').length >= six.length;
    });
    await other.goto(`${origin}/elsewhere`);
    await waitFor('its end', async () => {
      const { contexts } = await browser.stored(origin);
      return contexts.find(({ url }) => url.endsWith('/prerendered'))?.ended;
    });
    const stored = await browser.stored(origin);
    expect(valuesOf(stored.records, 'speculative')).toEqual(six);
    expect(stored.records.filter(({ type }) => type === 'gap')).toEqual([]);
  });
});

describeInBoth('a hostile page', (launch) => {
  const { browser, site } = withBrowser(launch, () => startSite(pages));
  let page: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/hostile`, (opened) =>
      opened.evaluateOnNewDocument(keepNatives),
    );
  });

  function attack(name: string): Promise<void> {
    return page.evaluate((key) => {
      (window as unknown as HostileWindow).attack(key);
    }, name);
  }

  it('that comes back from the back/forward cache is recorded as before', async () => {
    await attack('first');
    await page.evaluate(() => {
      window.addEventListener('pageshow', ({ persisted }) => {
        Object.assign(window, { persisted });
        (window as unknown as HostileWindow).attack('at its return');
      });
    });
    await page.goto(`${site.origin}/between`);
    await page.evaluate(() => {
      setTimeout(() => {
        history.back();
      });
    });
    await waitFor('the return', () =>
      page.evaluate(() => (window as unknown as { persisted?: boolean }).persisted === true),
    );
    await attack('later');
    const records = await recordsAfterWrite(browser, page, site.origin, 'after the return');
    const own = records.find(isWriteOf('after the return'))?.context;
    for (const key of ['first', 'at its return', 'later']) {
      expect(valuesOf(records, key)).toEqual(six);
      expect(records.find(isWriteOf(key))?.context).toBe(own);
    }
    expect(records.filter(({ type }) => type === 'gap')).toEqual([]);
  });

  it('that attacks all the time while the extension is loaded again is watched afterwards by the new run alone', async () => {
    await page.evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      let rounds = 0;
      port1.onmessage = () => {
        (window as unknown as HostileWindow).attack('all the time', 20);
        rounds += 1;
        setTimeout(() => {
          port2.postMessage(rounds);
        }, 100);
      };
      port2.postMessage(0);
      Object.assign(window, {
        end: () => {
          port1.close();
        },
      });
    });
    await browser.restartExtension();
    const late = await waitFor(
      'the new run',
      async () => (await browser.stored(site.origin)).contexts.find(({ partial }) => partial),
      30_000,
    );
    await recordsWhen(
      browser,
      site.origin,
      'a write that the new run saw',
      (record) => record.context === late.id && isWriteOf('all the time')(record),
    );
    await page.evaluate(() => {
      (window as unknown as { end(): void }).end();
    });
    await attack('at the end');
    const records = await recordsAfterWrite(browser, page, site.origin, 'after the update');
    expect(valuesOf(records, 'at the end')).toEqual(six);
    expect(records.filter(isWriteOf('at the end')).every(({ context }) => context === late.id)).toBe(true);
    const gaps = records.flatMap((record) => (record.type === 'gap' ? [record] : []));
    expect(gaps).toMatchObject([{ reason: 'extension-restarted', count: null, context: late.id }]);
    // One run of hooks is left, and it goes with the extension.
    await browser.browser.uninstallExtension(browser.extensionId);
    await page.evaluate(() => {
      localStorage.setItem('unwatched', '1');
    });
    await waitFor('the natives', async () => (await page.evaluate(changedNatives)).length === 0);
  });
});
