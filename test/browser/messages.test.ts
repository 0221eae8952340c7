import type { Page } from 'puppeteer-core';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { reloadOwn, textsOf } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';

/** A row among messages as a person sees it. */
interface Seen {
  readonly row: string;
  readonly from: string;
  readonly channel: string;
  readonly content: string;
  /** Letters with what became of it: `B heard`. */
  readonly reached: readonly string[];
  readonly codes: readonly string[];
}

function seen(page: Page): Promise<Seen[]> {
  return page.$$eval('.messages .row', (rows) =>
    rows.map((row) => {
      const text = (selector: string): string =>
        (row.querySelector<HTMLElement>(selector)?.innerText ?? '').replace(/\s+/g, ' ').trim();
      return {
        row: (row as HTMLElement).dataset.row ?? '',
        from: text('.from'),
        channel: text('.channel'),
        content: text('.content') || text('.line') || text('.reason'),
        reached: [...row.querySelectorAll<HTMLElement>('.reach')].map((one) =>
          `${one.innerText.trim()} ${one.dataset.fate ?? ''}`.trim(),
        ),
        codes: [...row.querySelectorAll('.mark.code')].map(({ textContent }) => textContent),
      };
    }),
  );
}

function rowLike(page: Page, wanted: Partial<Seen>): Promise<Seen> {
  return waitFor(`a row like ${JSON.stringify(wanted)}`, async () => {
    const rows = await seen(page);
    const found = rows.find((row) =>
      Object.entries(wanted).every(
        ([name, value]) => JSON.stringify(row[name as keyof Seen]) === JSON.stringify(value),
      ),
    );
    if (!found) throw new Error(`these: ${JSON.stringify(rows.slice(-8))}`);
    return found;
  });
}

async function clickRow(page: Page, content: string): Promise<void> {
  await rowLike(page, { content });
  await page.$$eval(
    '.messages .row',
    (rows, wanted) => {
      const row = (rows as HTMLElement[]).find(
        (one) => one.querySelector<HTMLElement>('.content')?.innerText.replace(/\s+/g, ' ').trim() === wanted,
      );
      row?.click();
    },
    content,
  );
  await page.waitForSelector('.details');
}

function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => (element as HTMLElement).innerText.replace(/\s+/g, ' ').trim());
}

describeInBoth('messages, one row an exchange', (launch) => {
  const { browser, site } = withBrowser(launch, () =>
    startSite({
      '/writer': '<!doctype html><title>Cart</title>',
      '/listener': `<!doctype html><title>Checkout</title><script>
        addEventListener('storage', ({ key, newValue }) => {
          if (key === 'cart') localStorage.setItem('total', JSON.parse(newValue).total);
        });
        new BroadcastChannel('auth').onmessage = () => {};
      </script>`,
      '/deaf': '<!doctype html><title>Products</title>',
    }),
  );
  let writer: Page;
  let inspector: Page;

  /** A headless Chromium takes it as a command, Firefox as keys. */
  async function paste(): Promise<void> {
    const { keyboard } = inspector;
    if (browser.kind === 'chromium') {
      await keyboard.press('v', { commands: ['Paste'] });
      return;
    }
    await keyboard.down('Control');
    await keyboard.press('v');
    await keyboard.up('Control');
  }

  beforeAll(async () => {
    writer = await browser.open(`${site.origin}/writer`);
    await browser.open(`${site.origin}/listener`);
    await browser.open(`${site.origin}/deaf`);
    inspector = await browser.openViewer(site.origin);
    await inspector.setViewport({ width: 1_280, height: 800 });
  });

  function write(key: string, value: unknown): Promise<void> {
    return writer.evaluate(
      (name, text) => {
        localStorage.setItem(name, text);
      },
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  }

  const cart = (qty: number, total: number): object => ({
    items: [{ sku: 'CUP' }, { sku: 'MUG', qty }],
    user: 'u',
    total,
  });

  it('shows who sent it, what changed of it, and which tabs heard and missed it', async () => {
    await write('cart', cart(1, 43));
    await rowLike(inspector, { from: 'B Checkout', channel: 'total', content: '43' });
    await write('cart', cart(2, 56));
    const row = await rowLike(inspector, {
      content: 'items[1].qty 1 → 2 +1 more',
      reached: ['B heard', 'C missed'],
    });
    expect(row).toMatchObject({ row: 'exchange', from: 'A Cart', channel: 'cart' });
    const rows = await seen(inspector);
    expect(rows.filter(({ channel, from }) => channel === 'cart' && from === 'A Cart')).toHaveLength(2);
  });

  it('folds equal sends within a second into one row with their number', async () => {
    await writer.evaluate(() => {
      const auth = new BroadcastChannel('auth');
      for (let turn = 0; turn < 12; turn += 1) auth.postMessage({ type: 'refresh' });
    });
    await rowLike(inspector, { channel: 'auth', content: '12 ×{type: "refresh"}' });
  });

  it('opens a row to what each tab did with it, by keyboard', async () => {
    await clickRow(inspector, 'items[1].qty 1 → 2 +1 more');
    await inspector.focus('.messages');
    await inspector.keyboard.press('ArrowRight');
    const opened = await waitFor('its deliveries', async () => {
      const rows = (await seen(inspector)).filter(({ row }) => row === 'delivery');
      return rows.length >= 2 && rows;
    });
    expect(opened.map(({ from, content }) => `${from}: ${content}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^B Checkout: Heard it\..*Wrote total/),
        expect.stringMatching(/^C Products: Missed it\. It had no listener/),
      ]),
    );
    await inspector.keyboard.press('ArrowLeft');
    await waitFor('none', async () => (await seen(inspector)).every(({ row }) => row !== 'delivery'));
  });

  it('has details with verdicts, only the paths that changed, and the chain of causes, which leads on', async () => {
    await clickRow(inspector, 'items[1].qty 1 → 2 +1 more');
    await waitFor('the verdicts', async () => (await textsOf(inspector, '.reached-list li')).length === 2);
    expect(await textsOf(inspector, '.reached-list li')).toEqual([
      expect.stringMatching(/^B Checkout [\d.]+ ms Heard it\..*Wrote total$/),
      expect.stringMatching(/^C Products .*Missed it\./),
    ]);
    expect(await textOf(inspector, '.changed .note')).toBe('2 of 5 values');
    expect(await textsOf(inspector, '.json-diff .change')).toEqual(['~qty: 1 → 2', '~total: 43 → 56']);
    await inspector.$$eval('.steps .step', (steps) => {
      (steps.at(-1) as HTMLElement).click();
    });
    await waitFor('what it caused', async () => (await textOf(inspector, '.details h2')).startsWith('total'));
  });

  it('copies as code what does the same', async () => {
    await write('plain', "it's");
    await clickRow(inspector, "it's");
    await waitFor('its details', async () => (await textOf(inspector, '.details h2')).startsWith('plain'));
    await inspector.bringToFront();
    await inspector.click('.copy-code');
    await waitFor('the button to say so', async () => (await textOf(inspector, '.copy-code')) === 'Copied');
    await inspector.focus('.filter');
    await paste();
    expect(await inspector.$eval('.filter', (box) => (box as HTMLInputElement).value)).toBe(
      "localStorage.setItem('plain', 'it\\'s');",
    );
    await inspector.click('.no-filter');
  });

  it('goes on to the next problem with ] and shows only those on request', async () => {
    await writer.evaluate(() => {
      try {
        new BroadcastChannel('auth').postMessage({ broken: () => undefined });
      } catch {
        // What is looked at.
      }
    });
    await waitFor('the mark', async () => (await seen(inspector)).some(({ codes }) => codes.includes('B10')));
    await inspector.focus('.messages');
    await inspector.keyboard.press('Home');
    await inspector.keyboard.press(']');
    await waitFor('a problem', async () =>
      inspector.$eval('.messages [aria-selected="true"]', (row) => row.classList.contains('problem')),
    );
    await inspector.click('.problems-only input');
    await waitFor('problems alone', async () =>
      inspector.$$eval(
        '.messages .row',
        (rows) => rows.length > 0 && rows.every((row) => row.classList.contains('problem')),
      ),
    );
    await inspector.click('.problems-only input');
  });

  it('shows one kind of channel at a click, with its number, and all again', async () => {
    await inspector.click('.chip.kind-broadcast');
    await waitFor('one kind', async () =>
      inspector.$$eval(
        '.messages .row',
        (rows) =>
          (rows as HTMLElement[]).length > 0 &&
          (rows as HTMLElement[]).every(
            ({ dataset: { row, kind } }) => row === 'presence' || kind === 'broadcast-channel',
          ),
      ),
    );
    const number = await textOf(inspector, '.chip.kind-broadcast .number');
    expect(await textOf(inspector, '.toolbar .count')).toMatch(new RegExp(`^${number} of `));
    await inspector.click('.chip.all');
  });

  it('draws a thin line where a tab opened and closed, not a row', async () => {
    const short = await browser.open(`${site.origin}/deaf?short`);
    // As a person closes it: else Firefox ends the page without a word.
    await short.close({ runBeforeUnload: true });
    await waitFor('the line', async () =>
      (await seen(inspector)).some(({ row, content }) => row === 'presence' && /closed/.test(content)),
    );
  });

  it('stays where it is while messages come, says how many, and jumps to them', async () => {
    for (let turn = 0; turn < 60; turn += 1) await write(`many ${turn}`, '1');
    await inspector.bringToFront();
    await inspector.focus('.messages');
    await inspector.keyboard.press('Home');
    const top = (): Promise<number> => inspector.$eval('.messages', ({ scrollTop }) => scrollTop);
    await waitFor('the top', async () => (await top()) === 0);
    await write('later', '1');
    await waitFor('the number', async () => /\(\d+\)/.test(await textOf(inspector, '.status .jump')));
    expect(await top()).toBe(0);
    await inspector.click('.status .jump');
    await rowLike(inspector, { channel: 'later' });
  });

  it('follows its end without scrolling for each message, and stays in place when the pointer comes', async () => {
    await inspector.bringToFront();
    await inspector.focus('.messages');
    await inspector.keyboard.press('End');
    await write('before the end', '1');
    await rowLike(inspector, { channel: 'before the end' });
    const topOf = (): Promise<number> => inspector.$eval('.messages', ({ scrollTop }) => scrollTop);
    const last = (): Promise<{ channel: string; bottom: number }> =>
      inspector.$eval('.messages', (list) => {
        const { bottom } = list.getBoundingClientRect();
        const rows = [...list.querySelectorAll<HTMLElement>('.row')];
        const row = rows.sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index)).at(-1);
        const channel = row?.querySelector<HTMLElement>('.channel')?.innerText.trim() ?? '';
        return { channel, bottom: Math.round(bottom - (row?.getBoundingClientRect().bottom ?? 0)) };
      });
    const [top, before] = [await topOf(), await last()];
    await write('at the end', '1');
    await waitFor('the row', async () => (await last()).channel === 'at the end');
    expect(await last()).toEqual({ channel: 'at the end', bottom: before.bottom });
    expect(await topOf()).toBe(top);
    await inspector.hover('.messages');
    await waitFor('room for all rows', async () => (await topOf()) > top);
    expect(await last()).toEqual({ channel: 'at the end', bottom: before.bottom });
    await inspector.mouse.move(0, 0);
  });

  it('leaves a row alone as others come, and draws these where rows went', async () => {
    // A row that is young may still change by itself: its findings come two seconds later.
    let turn = 0;
    await waitFor('a row that is left alone', async () => {
      await inspector.evaluate(countChanges);
      await write(`below ${(turn += 1)}`, '1');
      await rowLike(inspector, { channel: `below ${turn}` });
      expect(await inspector.evaluate('counts')).toEqual({ changes: 0, added: 0 });
      return true;
    });
  });

  it('shows the same after a reload: view, filter, selection', async () => {
    await inspector.$eval('.filter', (box) => {
      (box as HTMLInputElement).value = 'MUG';
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await clickRow(inspector, 'items[1].qty 1 → 2 +1 more');
    const title = 'cart localStorage · setItem';
    await waitFor('its details', async () => (await textOf(inspector, '.details h2')) === title);
    await reloadOwn(inspector);
    await inspector.waitForSelector('.details h2');
    expect(await textOf(inspector, '.details h2')).toBe(title);
    expect(await inspector.$eval('.filter', (box) => (box as HTMLInputElement).value)).toBe('MUG');
    const shown = (await seen(inspector)).filter(({ row }) => row === 'exchange');
    expect(shown.length).toBeGreaterThan(1);
    for (const { channel } of shown) expect(channel).toBe('cart');
  });
});

/** Runs in the viewer: changes of the row that is last now, and elements for rows that were not there. */
function countChanges(): void {
  const counts = { changes: 0, added: 0 };
  Object.assign(window, { counts });
  const rows = [...document.querySelectorAll<HTMLElement>('.row')];
  const last = rows.sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index)).at(-1);
  new MutationObserver((all) => (counts.changes += all.length)).observe(last as Node, {
    attributes: true,
    childList: true,
    characterData: true,
    subtree: true,
  });
  const elements = new Set<Node>(document.querySelectorAll('.in-sight > .row'));
  new MutationObserver((all) => {
    for (const { addedNodes } of all)
      for (const node of addedNodes) if (!elements.has(node)) counts.added += 1;
  }).observe(document.querySelector('.in-sight') as Node, { childList: true });
}
