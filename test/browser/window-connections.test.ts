import type { Page } from 'puppeteer-core';
import { showList } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

/** Where a window is, in shares of the strip's width, as it is drawn. */
interface Drawn {
  readonly from: number;
  readonly to: number;
}

function drawn(page: Page): Promise<Drawn> {
  return page.$eval('.overview', (strip) => {
    const all = strip.getBoundingClientRect();
    const body = strip.querySelector('.body')?.getBoundingClientRect() ?? all;
    return { from: (body.left - all.left) / all.width, to: (body.right - all.left) / all.width };
  });
}

async function point(page: Page, share: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = await (await page.waitForSelector('.overview'))?.boundingBox();
  if (!box) throw new Error('no strip');
  return { x: box.x + Math.min(box.width - 1, share * box.width), y: box.y + box.height / 2 };
}

async function drag(page: Page, from: number, to: number): Promise<void> {
  const [start, end] = [await point(page, from), await point(page, to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 8 });
  await page.mouse.up();
}

function windowIs(page: Page, from: number, to: number): Promise<Drawn> {
  return waitFor(`a window from ${from} to ${to}`, async () => {
    const at = await drawn(page);
    if (Math.abs(at.from - from) < 0.02 && Math.abs(at.to - to) < 0.02) return at;
    throw new Error(`it is from ${at.from} to ${at.to}`);
  });
}

async function reset(page: Page): Promise<void> {
  const { x, y } = await point(page, 0.5);
  await page.mouse.click(x, y, { count: 2 });
  await windowIs(page, 0, 1);
}

/** What the cells of a list say. */
function listed(page: Page, selector: string): Promise<string[]> {
  return page.$$eval(selector, (cells) =>
    cells.map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim()).filter(Boolean),
  );
}

describeInBoth('the time window in the lists of connections', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/early': '<!doctype html><title>Early</title>',
      '/listener': `<!doctype html><title>Listener</title><script>
        addEventListener('storage', () => {});
        new BroadcastChannel('late').onmessage = () => {};
      </script>`,
    }),
  );
  let inspector: Page;

  beforeAll(async () => {
    const began = Date.now();
    const early = await browser.open(`${site.origin}/early`);
    const listener = await browser.open(`${site.origin}/listener`);
    inspector = await browser.openPopup(site.origin);
    await inspector.setViewport({ width: 1_280, height: 800 });
    // Early: storage and a failed send. Late, after at least twice as long as all that took: messages.
    await early.evaluate(() => {
      localStorage.setItem('first', '1');
      try {
        new BroadcastChannel('broken').postMessage(() => undefined);
      } catch {
        // A finding of its own, early.
      }
    });
    const stored = (count: number): Promise<boolean> =>
      waitFor('the records', async () => (await browser.stored(site.origin)).records.length >= count);
    await stored(3);
    const short = Math.max(700, Date.now() - began);
    await waitFor('time to pass', () => Date.now() - began > 3 * short, 60_000);
    await early.evaluate(() => {
      const late = new BroadcastChannel('late');
      for (let turn = 0; turn < 5; turn += 1) late.postMessage(turn);
    });
    await waitFor('the messages', async () =>
      (await listed(inspector, '.row .channel')).some((channel) => channel.includes('late')),
    );
    await listener.bringToFront();
    await inspector.bringToFront();
    await inspector.waitForSelector('.overview [data-part="broadcast-channel"]');
  });

  it('measures only what arrived in the window', async () => {
    await showList(inspector, 'latencies');
    const channels = async (): Promise<string> =>
      (await listed(inspector, '.latencies .row .channel')).join(' ');
    await waitFor('both', async () => {
      const all = await channels();
      if (/late/.test(all) && /localStorage/.test(all)) return true;
      throw new Error(`these: ${all}`);
    });
    await drag(inspector, 0.7, 1.01);
    await waitFor(
      'the late one',
      async () => /late/.test(await channels()) && !/localStorage/.test(await channels()),
    );
    await reset(inspector);
    await waitFor('both again', async () => /localStorage/.test(await channels()));
  });

  it('leaves out tabs that were opened after the window', async () => {
    const later = await browser.open(`${site.origin}/early?later`);
    await later.evaluate(() => {
      localStorage.setItem('later', '1');
    });
    await inspector.bringToFront();
    await showList(inspector, 'contexts');
    const names = async (): Promise<string> =>
      (await listed(inspector, '.contexts .row .document')).join(' ');
    await waitFor('the tab', async () => (await names()).includes('?later'));
    await drag(inspector, 0.02, 0.4);
    await waitFor('it to be left out', async () => {
      const shown = await names();
      return shown.includes('/listener') && !shown.includes('?later');
    });
    await reset(inspector);
    await waitFor('it again', async () => (await names()).includes('?later'));
    await later.close();
    await showList(inspector, 'messages');
  });
});
