import type { Page } from 'puppeteer-core';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { filter, showList, textsOf } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';

/** A line of the table that stands for the picture. */
interface Line {
  readonly id: string | null;
  readonly cells: readonly string[];
}

/** What the timeline shows, in milliseconds since the epoch. */
interface Shown {
  readonly from: number;
  readonly to: number;
}

describeInBoth('the timeline', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/writer': `<!doctype html><title>Cart</title><iframe src="/frame"></iframe>
        <script>const news = new BroadcastChannel('news');</script>`,
      '/frame': '<!doctype html><title>frame</title><script>addEventListener("storage", () => {})</script>',
      '/listener': `<!doctype html><title>Checkout</title><script>
        addEventListener('storage', ({ key }) => {
          const until = performance.now() + 8;
          while (key === 'slow' && performance.now() < until);
          if (key === 'broken') JSON.parse('{');
        });
        new BroadcastChannel('news').onmessage = () => {};
      </script>`,
      '/deaf': '<!doctype html><title>Product list</title>',
    }),
  );
  let writer: Page;
  let inspector: Page;

  beforeAll(async () => {
    writer = await browser.open(`${site.origin}/writer`);
    const listener = await browser.open(`${site.origin}/listener`);
    await browser.open(`${site.origin}/deaf`);
    await writer.evaluate(async () => {
      // Of the time since the page began, so that what follows is as far apart where tabs open slowly.
      const restMs = Math.max(120, performance.now() / 15);
      const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, restMs));
      for (let turn = 0; turn < 6; turn += 1) {
        localStorage.setItem(`key${turn}`, String(turn));
        await rest();
        news.postMessage({ turn });
        await rest();
      }
      for (const key of ['slow', 'broken']) {
        localStorage.setItem(key, 'yes');
        await rest();
      }
      for (let index = 0; index < 40; index += 1) news.postMessage({ index });
    });
    await listener.evaluate(async () => {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const first = navigator.locks.request('save', () => held);
      const second = navigator.locks.request('save', () => undefined);
      await new Promise((resolve) => setTimeout(resolve, 150));
      release();
      await Promise.all([first, second]);
    });
    inspector = await browser.openViewer(site.origin);
    await inspector.setViewport({ width: 1_280, height: 800 });
    await inspector.bringToFront();
    await inspector.waitForSelector('.view-timeline');
    await showList(inspector, 'timeline');
    // Two seconds after the last record it is known who did not hear.
    await waitFor('all that was missed', async () => {
      const { lines } = await table();
      const missed = lines.filter(({ cells }) => /key\d.*S10/.test(cells.join()));
      return missed.length === 6 && (await badge()) !== '';
    });
  });

  beforeEach(async () => {
    await showList(inspector, 'timeline');
    await filter(inspector, '');
    await inspector.waitForSelector('.timeline');
    await inspector.focus('.timeline');
    await inspector.keyboard.press('0');
    await waitFor('all times', async () => !(await hash()).has('window'));
  });

  async function hash(): Promise<URLSearchParams> {
    return new URLSearchParams(await inspector.evaluate(() => location.hash.slice(1)));
  }

  function badge(): Promise<string> {
    return inspector.$eval('.view-findings', (tab) => tab.querySelector('.badges')?.textContent ?? '');
  }

  /** What a screen reader reads instead of the picture: messages, and how many are in blocks. */
  async function table(): Promise<{ lines: readonly Line[]; folded: number }> {
    return inspector.$$eval('.timeline .arrows tbody tr', (rows) => ({
      lines: (rows as HTMLElement[])
        .filter(({ dataset }) => dataset.count === undefined)
        .map((row) => ({
          id: row.dataset.id ?? null,
          cells: [...row.querySelectorAll('td')].map((cell) => cell.textContent),
        })),
      folded: (rows as HTMLElement[]).reduce((sum, { dataset }) => sum + Number(dataset.count ?? 0), 0),
    }));
  }

  function shown(): Promise<Shown> {
    return inspector.$eval('.timeline', (element) => {
      const { from, to } = (element as HTMLElement).dataset;
      return { from: Number(from), to: Number(to) };
    });
  }

  function counted(): Promise<number> {
    return inspector.$eval('.filter-bar .count', (count) => Number(/\d+/.exec(count.textContent)?.[0]));
  }

  /** Where a lane's line is in the page. */
  async function laneAt(title: string): Promise<number> {
    return inspector.$$eval(
      '.lanes li[data-lane]',
      (lanes, wanted) => {
        const lane = lanes.find((one) => one.querySelector('.name')?.textContent === wanted);
        const area = lane?.getBoundingClientRect();
        return area ? area.top + Math.round(area.height / 2) : NaN;
      },
      title,
    );
  }

  async function xOf(time: number): Promise<number> {
    const { from, to } = await shown();
    const { left, width } = await inspector.$eval('.timeline canvas', (canvas) => {
      const area = canvas.getBoundingClientRect();
      return { left: area.left, width: area.width };
    });
    return left + ((time - from) / (to - from)) * width;
  }

  async function selected(): Promise<string | null> {
    return inspector.evaluate(() => document.querySelector<HTMLElement>('.summary')?.dataset.id ?? null);
  }

  it('has a lane for each tab, with its frames below it once they are unfolded', async () => {
    expect(await textsOf(inspector, '.lanes li[data-lane] .name')).toEqual([
      'Cart',
      'Checkout',
      'Product list',
    ]);
    await inspector.click('.lanes .frames');
    await waitFor('the frame', async () =>
      (await textsOf(inspector, '.lanes li[data-lane] .name')).join().startsWith('Cart,frame'),
    );
    await inspector.click('.lanes .frames');
    await waitFor('it is folded', async () => (await inspector.$$('.lanes li[data-lane]')).length === 3);
  });

  it('draws each message of the capture, as an arrow or counted in a block', async () => {
    const { lines, folded } = await table();
    expect(lines.length + folded).toBe(await counted());
    expect(folded).toBeGreaterThanOrEqual(40);
  });

  it('says of each arrow what the deliveries of its message say', async () => {
    const { lines } = await table();
    const writes = lines.filter(({ cells }) => cells[2]?.startsWith('key'));
    expect(writes.length).toBe(6);
    for (const { cells } of writes) {
      const [, from, , reached = ''] = cells;
      expect(from).toBe('A');
      expect(reached).toMatch(/B heard [\d.]+ ms/);
      expect(reached).toMatch(/C not listening [\d.]+ ms S10/);
    }
    const posts = lines.filter(({ cells }) => cells[2] === 'news');
    expect(posts.length).toBe(6);
    for (const { cells } of posts) expect(cells[3]).toMatch(/^B heard [\d.]+ ms, C not listening$/);
  });

  it('leads each arrow to the tabs that Messages names, with the same outcome', async () => {
    const { lines } = await table();
    await showList(inspector, 'messages');
    const usual = inspector.viewport();
    // So high that all rows are in sight.
    await inspector.setViewport({ width: 1_280, height: 2_400 });
    await inspector.waitForSelector(`.row.exchange[data-id="${lines[0]?.id ?? ''}"] .reach`);
    const reached = new Map(
      await inspector.$$eval('.row.exchange[data-id]', (rows) =>
        (rows as HTMLElement[]).map((row): [string, string[]] => [
          row.dataset.id ?? '',
          [...row.querySelectorAll<HTMLElement>('.reach')].map(
            (badge) => `${badge.querySelector('.who')?.textContent} ${badge.title.split(': ').at(-1)}`,
          ),
        ]),
      ),
    );
    let compared = 0;
    for (const { id, cells } of lines) {
      const wanted = reached.get(id ?? '');
      if (!wanted) continue;
      compared += 1;
      const found = (cells[3] ?? '').split(', ').filter((one) => one !== '');
      expect(found.map((one) => /^(\w+ [a-z ]+?)(?: [\d.]+ ms)?(?: [A-Z]\d+)?$/.exec(one)?.[1])).toEqual(
        wanted,
      );
    }
    expect(compared).toBeGreaterThanOrEqual(10);
    await inspector.setViewport(usual);
  });

  it('draws at the end of an arrow who missed it, in the colour of errors', async () => {
    const { lines } = await table();
    const write = lines.find(({ cells }) => cells[2] === 'key2');
    await inspector.keyboard.press('Home');
    const time = await timeOf(write);
    const place = { x: (await xOf(time)) + 8, y: await laneAt('Product list') };
    expect(await reddestNear(place.x, place.y)).toBeGreaterThan(60);
    expect(await reddestNear(place.x, await laneAt('Checkout'))).toBeLessThan(60);
  });

  /** From what the details of a message say. */
  async function timeOf(line: Line | undefined): Promise<number> {
    const first = await inspector.$eval('.timeline', (element) => {
      const { from, to } = (element as HTMLElement).dataset;
      const { width } = (element.querySelector('canvas') as HTMLElement).getBoundingClientRect();
      // The first record is 16 pixels from the left edge while all is shown.
      return Number(from) + ((Number(to) - Number(from)) / width) * 16;
    });
    const [minutes = 0, seconds = 0] = (line?.cells[0] ?? '').split(':').map(Number);
    return first + minutes * 60_000 + seconds * 1_000;
  }

  /** How much more red than green and blue the reddest pixel around a point of the page is. */
  function reddestNear(x: number, y: number): Promise<number> {
    return inspector.$eval(
      '.timeline canvas',
      (element, left, top) => {
        const canvas = element;
        const area = canvas.getBoundingClientRect();
        const ratio = canvas.width / area.width;
        const [cx, cy] = [(left - area.left) * ratio, (top - area.top) * ratio];
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
          Math.max(0, cx - 5 * ratio),
          Math.max(0, cy - 5 * ratio),
          10 * ratio,
          10 * ratio,
        );
        let most = 0;
        for (let at = 0; at < data.length; at += 4) {
          const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
          most = Math.max(most, red - Math.max(green, blue));
        }
        return most;
      },
      x,
      y,
    );
  }

  it('selects what Messages selects: by a click, by keys, and back', async () => {
    const { lines } = await table();
    const write = lines.find(({ cells }) => cells[2] === 'key3');
    const time = await timeOf(write);
    await inspector.mouse.click(await xOf(time), await laneAt('Cart'));
    await waitFor('the message below the pointer', async () => (await selected()) === write?.id);
    expect((await hash()).get('message')).toBe(write?.id);
    await inspector.click('.show-in-messages');
    await inspector.waitForSelector(`.row.exchange[data-id="${write?.id}"][aria-selected="true"]`);
    await inspector.click('.row.exchange[data-id]:not([aria-selected="true"])');
    const other = await inspector.$eval(
      '.row[aria-selected="true"]',
      (row) => (row as HTMLElement).dataset.id,
    );
    await showList(inspector, 'timeline');
    await waitFor('the other one', async () => (await selected()) === other?.replace(/\*$/, ''));
  });

  it('goes along the messages by arrow keys, and to those with a problem by brackets', async () => {
    await inspector.keyboard.press('Home');
    const first = await waitFor('the first message', selected);
    const seen = [first];
    for (let step = 0; step < 3; step += 1) {
      await inspector.keyboard.press('ArrowRight');
      seen.push(
        await waitFor('the next', async () => !seen.includes((await selected()) ?? first) && selected()),
      );
    }
    await inspector.keyboard.press('ArrowLeft');
    await waitFor('the one before', async () => (await selected()) === seen[2]);
    await inspector.keyboard.press(']');
    await inspector.waitForSelector('.summary .code');
  });

  it('zooms by wheel and keys at the pointer, pans by drag and keys, and shows all by 0', async () => {
    const all = await shown();
    const { x, y } = await middle();
    await inspector.mouse.move(x, y);
    await inspector.mouse.wheel({ deltaY: -500 });
    const nearer = await waitFor(
      'a nearer view',
      async () => (await lengthOf()) < (all.to - all.from) / 3 && shown(),
    );
    await waitFor('the window for all views', async () =>
      (await hash()).get('window')?.startsWith(`${nearer.from}`),
    );
    await inspector.mouse.down();
    await inspector.mouse.move(x - 200, y, { steps: 4 });
    await inspector.mouse.up();
    const later = await waitFor('later times', async () => (await shown()).from > nearer.from && shown());
    expect(later.to - later.from).toBeCloseTo(nearer.to - nearer.from, 1);
    await inspector.keyboard.down('Shift');
    await inspector.keyboard.press('ArrowLeft');
    await inspector.keyboard.up('Shift');
    await waitFor('earlier times', async () => (await shown()).from < later.from);
    const before = await lengthOf();
    await inspector.keyboard.press('+');
    await waitFor('half of it', async () => Math.abs((await lengthOf()) * 2 - before) < 1);
    await inspector.keyboard.press('0');
    await waitFor('all', async () => Math.abs((await lengthOf()) - (all.to - all.from)) < 1);
  });

  // A hand that is faster than the picture.
  it('zooms by each of several turns of the wheel that come before it is drawn again', async () => {
    const all = await lengthOf();
    await inspector.$eval('.timeline canvas', (canvas) => {
      const { left, width } = canvas.getBoundingClientRect();
      for (let turn = 0; turn < 3; turn += 1)
        canvas.dispatchEvent(
          new WheelEvent('wheel', { deltaY: -250, clientX: left + width / 2, bubbles: true }),
        );
    });
    await waitFor('an eighth of it', async () => Math.abs((await lengthOf()) * 8 - all) < all * 0.02);
    await inspector.keyboard.press('0');
    await waitFor('all', async () => Math.abs((await lengthOf()) - all) < 1);
  });

  async function lengthOf(): Promise<number> {
    const { from, to } = await shown();
    return to - from;
  }

  async function middle(): Promise<{ x: number; y: number }> {
    return inspector.$eval('.timeline canvas', (canvas) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
  }

  it('zooms by two fingers that part, with what is below one of them where it was', async () => {
    const all = await shown();
    const { x, y } = await middle();
    const { touchscreen } = inspector;
    const still = await touchscreen.touchStart(x - 50, y);
    const other = await touchscreen.touchStart(x + 50, y);
    for (const far of [100, 150, 250]) await other.move(x + far, y);
    const nearer = await waitFor(
      'a nearer view',
      async () => (await lengthOf()) < (all.to - all.from) / 2 && shown(),
    );
    await other.end();
    await still.end();
    expect(nearer.from).toBeGreaterThan(all.from);
    await inspector.keyboard.press('0');
    await waitFor('all', async () => Math.abs((await lengthOf()) - (all.to - all.from)) < 1);
  });

  it('shows the span that is drawn with Shift, and opens a block by a click', async () => {
    const { x, y } = await middle();
    const all = await shown();
    await inspector.keyboard.down('Shift');
    await inspector.mouse.move(x - 100, y);
    await inspector.mouse.down();
    await inspector.mouse.move(x + 100, y, { steps: 4 });
    await inspector.mouse.up();
    await inspector.keyboard.up('Shift');
    const whole = all.to - all.from;
    const wanted = (whole * 200) / 1_112;
    await waitFor('the span', async () => Math.abs((await lengthOf()) - wanted) < whole * 0.02);
    await inspector.keyboard.press('0');
    await waitFor('all', async () => Math.abs((await lengthOf()) - (all.to - all.from)) < 1);
    const block = await waitFor('the block', () =>
      inspector.$$eval(
        '.arrows tr[data-count]',
        (rows) =>
          (rows as HTMLElement[]).find(({ dataset }) => Number(dataset.count) >= 40)?.firstElementChild
            ?.textContent,
      ),
    );
    const between = ((await laneAt('Cart')) + (await laneAt('Checkout'))) / 2;
    await inspector.mouse.click((await xOf(await timeOf({ id: null, cells: [block] }))) + 1, between);
    await waitFor('the block from near', async () => (await lengthOf()) < (all.to - all.from) / 4);
  });

  it('leaves out what the filter leaves out', async () => {
    await filter(inspector, 'key1');
    await waitFor('one message', async () => {
      const { lines, folded } = await table();
      return lines.length === 1 && folded === 0 && lines[0]?.cells[2] === 'key1';
    });
  });

  it('fits into the panel of the developer tools and into the side panel', async () => {
    for (const [width, height] of [
      [900, 360],
      [360, 700],
    ] as const) {
      await inspector.setViewport({ width, height });
      await waitFor('the width', async () => {
        const { left, width: wide } = await inspector.$eval('.timeline canvas', (canvas) => {
          const area = canvas.getBoundingClientRect();
          return { left: area.left, width: area.width };
        });
        return wide > 100 && Math.abs(left + wide - width) < 20;
      });
      expect(await inspector.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await inspector.setViewport({ width: 1_280, height: 800 });
  });
});

declare const news: BroadcastChannel;
