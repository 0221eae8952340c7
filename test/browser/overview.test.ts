import type { Page } from 'puppeteer-core';
import { filter, showList, showRawRecords, textsOf, reloadOwn } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

/** Milliseconds after the first record, as the handles say it to a screen reader. */
interface Window {
  readonly from: number;
  readonly to: number;
  readonly all: boolean;
}

describeInBoth('the overview strip', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/writer': '<!doctype html><title>Cart</title>',
      '/listener': `<!doctype html><title>Checkout</title><script>
        addEventListener('storage', () => {});
        new BroadcastChannel('auth').onmessage = () => {};
      </script>`,
    }),
  );
  let inspector: Page;
  let writer: Page;

  beforeAll(async () => {
    writer = await browser.open(`${site.origin}/writer`);
    await browser.open(`${site.origin}/listener`);
    for (let turn = 0; turn < 8; turn += 1)
      await writer.evaluate(async (value) => {
        localStorage.setItem(`key${value}`, String(value));
        if (value % 2 === 0) new BroadcastChannel('auth').postMessage({ value });
        await new Promise((resolve) => {
          setTimeout(resolve, 250);
        });
      }, turn);
    inspector = await browser.openViewer(site.origin);
    await inspector.setViewport({ width: 1_280, height: 800 });
    await inspector.bringToFront();
    await inspector.waitForSelector('.overview .bars path[data-part="local-storage"]');
    await keysAre((keys) => keys.length === 8);
  });

  beforeEach(async () => {
    await inspector.mouse.click(640, await middle(), { count: 2 });
    await waitFor('all times', async () => (await windowOf()).all);
  });

  function windowOf(): Promise<Window> {
    return inspector.evaluate(() => {
      const value = (selector: string): number =>
        Number(document.querySelector(selector)?.getAttribute('aria-valuenow'));
      return {
        from: value('.overview .from'),
        to: value('.overview .to'),
        all: document.querySelector('.overview .body.all') !== null,
      };
    });
  }

  async function middle(): Promise<number> {
    const box = await (await inspector.waitForSelector('.overview'))?.boundingBox();
    if (!box) throw new Error('no strip');
    return box.y + box.height / 2;
  }

  async function drag(from: number, to: number): Promise<void> {
    const y = await middle();
    await inspector.mouse.move(from, y);
    await inspector.mouse.down();
    await inspector.mouse.move((from + to) / 2, y);
    await inspector.mouse.move(to, y);
    await inspector.mouse.up();
  }

  async function placeOf(selector: string): Promise<number> {
    const box = await (await inspector.$(`.overview ${selector}`))?.boundingBox();
    if (!box) throw new Error(`no ${selector}`);
    return box.x + box.width / 2;
  }

  function keysAre(test: (keys: readonly string[]) => boolean): Promise<readonly string[]> {
    return waitFor('the rows', async () => {
      const keys = await inspector.$$eval('.messages .row .channel', (cells) =>
        cells.map(({ textContent }) => textContent.trim()).filter((text) => text.startsWith('key')),
      );
      return test(keys) ? keys : null;
    });
  }

  it('has one path for each kind of channel, in its colour', async () => {
    const kinds = await inspector.$$eval('.overview .bars path', (paths) =>
      paths.map((path) => [(path as SVGElement).dataset.part, getComputedStyle(path).fill]),
    );
    expect(kinds.map(([kind]) => kind)).toEqual(
      expect.arrayContaining(['local-storage', 'broadcast-channel']),
    );
    expect(new Set(kinds.map(([, colour]) => colour)).size).toBe(kinds.length);
  });

  it('draws a window where one drags, which every list obeys, and forgets it at a double click', async () => {
    const middleOfWrites = await inspector.$eval('.overview path[data-part="local-storage"]', (path) => {
      const { left, right } = path.getBoundingClientRect();
      return (left + right) / 2;
    });
    await drag(middleOfWrites, 1_278);
    // On the way the list obeys the window as it is then.
    await keysAre((left) => left.includes('key7') && !left.includes('key0'));
    await showRawRecords(inspector);
    await waitFor('events of the window alone', async () => {
      const events = await inspector.$$eval('.row .key', (cells) =>
        cells.map(({ textContent }) => textContent),
      );
      return events.includes('key7') && !events.includes('key0');
    });
    await inspector.click('.mode-exchanges');
    await showList(inspector, 'findings');
    expect((await windowOf()).all).toBe(false);
    await showList(inspector, 'messages');
    await inspector.mouse.click(900, await middle(), { count: 2 });
    await keysAre((all) => all.length === 8);
  });

  it('moves by its body and is resized by its edges', async () => {
    await drag(400, 700);
    const drawn = await windowOf();
    await drag(550, 650);
    const moved = await windowOf();
    expect(moved.from).toBeGreaterThan(drawn.from);
    expect(Math.abs(moved.to - moved.from - (drawn.to - drawn.from))).toBeLessThanOrEqual(1);
    await drag(await placeOf('.to'), 1_000);
    const wider = await windowOf();
    expect(wider.from).toBe(moved.from);
    expect(wider.to).toBeGreaterThan(moved.to);
    await drag(await placeOf('.from'), 300);
    const both = await windowOf();
    expect(both.from).toBeLessThan(wider.from);
    expect(both.to).toBe(wider.to);
  });

  it('goes back to what it was with Escape while one drags', async () => {
    await drag(400, 700);
    const before = await windowOf();
    const y = await middle();
    await inspector.mouse.move(900, y);
    await inspector.mouse.down();
    await inspector.mouse.move(1_100, y);
    await waitFor('another window', async () => (await windowOf()).from !== before.from);
    await inspector.keyboard.press('Escape');
    await waitFor('the one before', async () => (await windowOf()).from === before.from);
    await inspector.mouse.up();
    expect(await windowOf()).toEqual(before);
  });

  it('obeys the keyboard, says its times, and stays after a reload', async () => {
    await inspector.focus('.overview .to');
    await inspector.keyboard.press('Home');
    await inspector.keyboard.press('ArrowRight');
    const short = await waitFor('a short window', async () => {
      const window = await windowOf();
      return !window.all && window;
    });
    expect(short.from).toBe(0);
    await inspector.focus('.overview .body');
    await inspector.keyboard.down('Shift');
    await inspector.keyboard.press('ArrowRight');
    await inspector.keyboard.up('Shift');
    const later = await waitFor('it to move', async () => {
      const window = await windowOf();
      return window.from > short.from && window;
    });
    const said = await inspector.$eval('.overview .body', (body) => body.getAttribute('aria-valuetext'));
    expect(said).toMatch(/^0:0\d\.\d{3} to 0:0\d\.\d{3}$/);
    await reloadOwn(inspector);
    await inspector.waitForSelector('.overview .body:not(.all)');
    await waitFor('the same window', async () => JSON.stringify(await windowOf()) === JSON.stringify(later));
    await inspector.focus('.overview .body');
    await inspector.keyboard.press('Delete');
    await waitFor('all times', async () => (await windowOf()).all);
  });

  it('leads from a mark to its finding, also where the filter hides it', async () => {
    await writer.evaluate(() => {
      try {
        new BroadcastChannel('auth').postMessage(() => undefined);
      } catch {
        // It cannot be cloned.
      }
    });
    await inspector.waitForSelector('.overview .finding-mark.error');
    await filter(inspector, 'key0');
    await keysAre((keys) => keys.length === 1);
    await inspector.click('.overview .finding-mark.error');
    const details = await waitFor('its details', async () => (await textsOf(inspector, '.details'))[0]);
    expect(details).toMatch(/B10/);
  });

  it('shows in colour only what State lists, and the instants that it shows and compares with', async () => {
    await showList(inspector, 'state');
    const parts = (): Promise<string[]> =>
      inspector.$$eval('.overview .bars path', (paths) => paths.map((path) => path.dataset.part ?? ''));
    await waitFor('only writes', async () => (await parts()).join() === 'local-storage');
    await inspector.waitForSelector('.overview .behind path');
    const chosen = await inspector.$eval('.marker input.at', (range) => {
      range.value = String(Number(range.max) / 2);
      range.dispatchEvent(new InputEvent('input', { bubbles: true }));
      return Number(range.value) / Number(range.max);
    });
    const flag = await inspector.waitForSelector('.overview .flag.at');
    const placeOf = async (): Promise<number> => {
      const box = await flag?.boundingBox();
      return (box?.x ?? NaN) + (box?.width ?? NaN) / 2;
    };
    const strip = await (await inspector.$('.overview'))?.boundingBox();
    if (!strip) throw new Error('no strip');
    const share = async (): Promise<number> => ((await placeOf()) - strip.x - 8) / (strip.width - 16);
    expect(Math.abs((await share()) - chosen)).toBeLessThan(0.2);
    const { mouse } = inspector;
    await mouse.move(await placeOf(), strip.y + 40);
    await mouse.down();
    await mouse.move(strip.x + strip.width / 4, strip.y + 40, { steps: 4 });
    await mouse.up();
    await waitFor('the instant to follow the pointer', async () => Math.abs((await share()) - 0.25) < 0.05);
    await mouse.click(strip.x + strip.width * 0.75, strip.y + 40);
    await waitFor('it to come to a press', async () => Math.abs((await share()) - 0.75) < 0.05);
    expect(await inspector.$('.overview .body:not(.all)')).toBeNull();
    await showList(inspector, 'messages');
    await waitFor('all kinds', async () => (await parts()).length === 2);
    expect(await inspector.$('.overview .flag')).toBeNull();
  });

  it('has beside the timeline a line for each tab, which ends where the tab was closed', async () => {
    await showList(inspector, 'timeline');
    const lines = (): Promise<{ readonly tab: string; readonly end: number }[]> =>
      inspector.$$eval('.overview .lanes path', (paths) =>
        paths.map((path) => ({ tab: path.dataset.tab ?? '', end: path.getBoundingClientRect().right })),
      );
    const [a, b] = await waitFor('both lines', async () => {
      const both = await lines();
      return both.length === 2 && both;
    });
    expect([a?.tab, b?.tab]).toEqual(['A', 'B']);
    expect(a?.end).toBeCloseTo(b?.end ?? 0, 0);
    await writer.close();
    // The strip goes as far as the last record.
    for (const tab of await inspector.browser().pages())
      if (tab.url() === `${site.origin}/listener`)
        await tab.evaluate(() => {
          localStorage.setItem('after', 'A was closed');
        });
    await waitFor('one to end before the other', async () => {
      const [first, second] = await lines();
      return first && second && first.end < second.end - 1;
    });
  });
});
