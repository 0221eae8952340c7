import type { Page } from 'puppeteer-core';
import { createRandom } from '../support/random';
import { filter, showList, textsOf } from './harness/popup';
import { startSite } from './harness/site';
import { watch } from './harness/watch';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

interface Held {
  readonly [key: string]: string;
}

/** What the page read in its own storage, and when: nothing wrote in between. */
interface Truth {
  readonly before: number;
  readonly after: number;
  readonly held: Held;
}

const listens = '<script>addEventListener("storage", () => {})</script>';

describeInBoth('the State view', (launch, kind) => {
  // Firefox takes twice as long for each.
  const [steps, instants] = kind === 'chromium' ? [120, 200] : [60, 60];
  const { browser, site } = withBrowser(
    () => launch({ windows: true }),
    () =>
      startSite({
        '/a': `<!doctype html><title>a</title>${listens}`,
        '/b': `<!doctype html><title>b</title>${listens}`,
        '/deaf': '<!doctype html><title>deaf</title>',
      }),
  );
  let origin: string;
  let tabs: Page[];
  let popup: Page;
  /** What was there before the site was watched. */
  const early = Object.fromEntries(['k0', 'k1', 'k2', 'k7', 'k8', 'old'].map((key) => [key, 'early']));

  beforeAll(async () => {
    origin = site.at('app.test');
    const before = await browser.open(`${origin}/deaf`);
    await before.evaluate((held) => {
      for (const [key, value] of Object.entries(held)) localStorage.setItem(key, value);
    }, early);
    await before.close();
    popup = await browser.openPopup(origin);
    await popup.setViewport({ width: 1_200, height: 700 });
    await popup.waitForSelector('.empty .watch');
    await watch(browser, popup, origin);
    tabs = [];
    for (const path of ['/a', '/b', '/deaf']) tabs.push(await browser.open(`${origin}${path}`));
    await showList(popup, 'state');
  });

  /** The keys that are listed, with their values. */
  async function listed(): Promise<Held> {
    return Object.fromEntries(
      await popup.$$eval('.storage .row[data-key]', (rows) =>
        (rows as HTMLElement[]).map((row) => [
          row.dataset.key ?? '',
          row.querySelector('.content')?.textContent ?? '',
        ]),
      ),
    ) as Held;
  }

  /** The newest instant, as the button chooses it where another is chosen. */
  async function latest(): Promise<void> {
    const button = await popup.$('.latest:enabled');
    await button?.click();
  }

  /** Moves a marker as a drag does; gives back the time that it stands for. */
  async function moveTo(marker: 'at' | 'since', milliseconds: number): Promise<number> {
    await popup.$eval(
      `.marker input.${marker}`,
      (range, value) => {
        range.value = String(value);
        range.dispatchEvent(new InputEvent('input', { bubbles: true }));
      },
      milliseconds,
    );
    return waitFor('the state at that instant', () =>
      popup.evaluate((name) => {
        const time = Number(new URLSearchParams(location.hash.slice(1)).get(name));
        const answered = document.querySelector<HTMLElement>('.stored')?.dataset.at;
        return (name === 'since' || Number(answered) === time) && time;
      }, marker),
    );
  }

  it(`holds at ${instants} instants of random traffic what the pages themselves held then`, async () => {
    const random = createRandom(7);
    const truths: Truth[] = [];
    let expected = JSON.stringify(Object.entries(early).sort());
    for (let step = 0; step < steps; step += 1) {
      const page = tabs[Math.floor(random() * tabs.length)] as Page;
      const act = random();
      const key = `k${Math.floor(random() * 9)}`;
      const value = step > 20 && act < 0.04 ? 'clear' : act < 0.2 ? null : `v${Math.floor(random() * 1_000)}`;
      // A process sees what another wrote a little later: a page begins once it does.
      const truth = await page.evaluate(
        async (name, text, known) => {
          const now = (): number => performance.timeOrigin + performance.now();
          const entries = (): string => JSON.stringify(Object.entries(localStorage).sort());
          const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 4));
          while (entries() !== known) await pause();
          const before = now();
          if (text === 'clear') localStorage.clear();
          else if (text === null) localStorage.removeItem(name);
          else localStorage.setItem(name, text);
          await pause();
          return { before, after: now(), entries: entries() };
        },
        key,
        value,
        expected,
      );
      expected = truth.entries;
      truths.push({ ...truth, held: Object.fromEntries(JSON.parse(expected) as [string, string][]) });
    }
    const last = truths.at(-1) as Truth;
    await popup.click('.area-local-storage');
    await waitFor('all writes', async () => JSON.stringify(await listed()) === JSON.stringify(last.held));
    const end = Number(await popup.$eval('.marker input.at', (range) => range.max));
    let compared = 0;
    for (let tried = 0; compared < instants && tried < 1_000; tried += 1) {
      const at = await moveTo('at', Math.floor(random() * end));
      const index = truths.findLastIndex(({ before }) => before <= at);
      const truth = truths[index];
      // While a write runs either is right.
      if (truth && at < truth.after) continue;
      expect({ at, held: await listed() }).toEqual({ at, held: truth?.held ?? early });
      compared += 1;
    }
    expect(compared).toBe(instants);
  });

  it('compares two instants, and folds what is the same', async () => {
    const [a] = tabs as [Page];
    await a.evaluate(() => {
      localStorage.clear();
      for (const key of ['same', 'other', 'gone']) localStorage.setItem(key, 'one');
    });
    await latest();
    await waitFor('the first', async () => Object.keys(await listed()).length === 3);
    const then = Number(await popup.$eval('.marker input.at', (range) => range.max));
    await a.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      localStorage.setItem('other', 'two');
      localStorage.removeItem('gone');
      localStorage.setItem('new', 'one');
    });
    await waitFor('the last', async () => 'new' in (await listed()));
    await popup.click('.compare');
    await popup.waitForSelector('.marker input.since');
    await moveTo('since', then + 5);
    await waitFor('the comparison', async () => (await textsOf(popup, '.storage .group')).length === 4);
    expect(await textsOf(popup, '.storage .group')).toEqual([
      'Changed 1',
      'Added 1',
      'Removed 1',
      'Unchanged 1',
    ]);
    expect(await listed()).toEqual({ other: 'one → two', new: 'one', gone: 'one' });
    await popup.click('[data-group="unchanged"]');
    await waitFor('what is the same', async () => (await listed()).same === 'one');
    await popup.click('.compare');
  });

  it("shows a key's writes, who heard each and who did not, and steps from one to the next", async () => {
    const [a, b] = tabs as [Page, Page];
    await a.evaluate(() => {
      localStorage.setItem('cart', 'first');
    });
    await b.waitForFunction(() => localStorage.getItem('cart') === 'first');
    await b.evaluate(() => {
      localStorage.setItem('cart', 'second');
    });
    await filter(popup, 'cart');
    await waitFor('the key alone', async () => JSON.stringify(await listed()) === '{"cart":"second"}');
    // The tab that does not listen disagrees.
    await popup.waitForSelector('[data-key="cart"] .unheard .reach');
    await popup.click('[data-key="cart"]');
    await popup.waitForSelector('.key-details');
    const fates = (): Promise<(string | undefined)[][]> =>
      popup.$$eval('.key-details .writes li', (rows) =>
        rows.map((row) => [
          row.querySelector('.sender')?.textContent,
          ...[...row.querySelectorAll<HTMLElement>('.reach')].map(
            (badge) => `${badge.textContent} ${badge.dataset.fate ?? ''}`,
          ),
        ]),
      );
    const wanted = [
      ['B', 'A heard', 'C missed'],
      ['A', 'B heard', 'C missed'],
    ];
    await waitFor('both writes', async () => JSON.stringify(await fates()) === JSON.stringify(wanted));
    await popup.focus('.storage');
    await popup.keyboard.press(',');
    await popup.waitForSelector('.latest:enabled');
    await popup.keyboard.press(',');
    await waitFor('the first write', async () => (await listed()).cart === 'first');
    await popup.keyboard.press('.');
    await waitFor('the second', async () => (await listed()).cart === 'second');
    await latest();
    await filter(popup, '');
  });

  it('keeps the sessionStorage of each tab apart', async () => {
    for (const [index, page] of tabs.entries())
      await page.evaluate((value) => {
        sessionStorage.setItem('step', value);
      }, `s${index}`);
    await waitFor(
      'an area of each',
      async () => (await popup.$$('.area-session-storage')).length === tabs.length,
    );
    for (const index of tabs.keys()) {
      await (await popup.$$('.area-session-storage'))[index]?.click();
      await waitFor('its own value', async () => (await listed()).step === `s${index}`);
    }
  });

  it('lists the sessionStorage of many tabs, to choose one of', async () => {
    const fourth = await browser.open(`${origin}/deaf`);
    await fourth.evaluate(() => {
      sessionStorage.setItem('step', 'fourth');
    });
    await popup.bringToFront();
    await popup.waitForSelector('.sessions');
    expect(await popup.$$('.area-session-storage')).toEqual([]);
    const fourthOf = await popup.$$eval('.sessions option', (options) => options.at(-1)?.value ?? '');
    await popup.select('.sessions', fourthOf);
    await waitFor('its own value', async () => (await listed()).step === 'fourth');
    await fourth.close();
    await popup.click('.area-local-storage');
  });

  it('says how much of what a browser lets a page store is used: all of it, where the page can store no more', async () => {
    await tabs[0]?.evaluate(() => {
      localStorage.clear();
      for (let size = 1_000_000; size >= 1; size = Math.floor(size / 2))
        try {
          for (let turn = 0; ; turn += 1) localStorage.setItem(`${size} ${turn}`, 'x'.repeat(size));
        } catch {
          // Full for that size.
        }
    });
    await latest();
    await popup.click('.area-local-storage');
    await waitFor('the storage as full', async () =>
      popup.$eval('.footnote', (note) => note.textContent.includes('keys, 5.2 MB of 5.2 MB.')),
    );
    await tabs[0]?.evaluate(() => {
      localStorage.clear();
    });
  });
});
