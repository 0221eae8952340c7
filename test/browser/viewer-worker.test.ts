import type { Page } from 'puppeteer-core';
import { findRow } from './harness/popup';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

/** Runs in the viewer before its own code, once: its worker's script is not there. */
function withoutScript(): void {
  if (sessionStorage.getItem('done') !== null) return;
  sessionStorage.setItem('done', '');
  const Native = Worker;
  Object.assign(window, {
    Worker: class extends Native {
      constructor(_: string | URL, options?: WorkerOptions) {
        super('/view/none.js', options);
      }
    },
  });
}

/** Runs in the viewer before its own code: the test gets hold of its worker. */
function kept(): void {
  const Native = Worker;
  Object.assign(window, {
    Worker: class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        Object.assign(window, { kept: this });
      }
    },
  });
}

function failureOf(viewer: Page): Promise<string> {
  return viewer.evaluate(() => document.querySelector('.notice.failure')?.textContent ?? '');
}

describeInBoth('a viewer, whose worker holds what it shows', (launch, kind) => {
  const { browser, site } = withBrowser(() => launch({ windows: true }));
  let page: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/writer`);
    const viewer = await browser.openPopup(site.origin);
    await write('before');
    await findRow(viewer, { key: 'before' });
    await viewer.close();
  });

  const write = (key: string): Promise<void> =>
    page.evaluate((name) => {
      localStorage.setItem(name, '1');
    }, key);

  // In Chromium alone: in Firefox no driver runs a script in a page of an extension before its own.
  if (kind === 'chromium') {
    it('says that it could not start, and shows everything after a click that loads it anew', async () => {
      const viewer = await browser.openPopup(site.origin, (opened) =>
        opened.evaluateOnNewDocument(withoutScript),
      );
      await waitFor('the viewer to say so', async () =>
        (await failureOf(viewer)).includes('could not start'),
      );
      await viewer.click('.reload-view');
      await findRow(viewer, { key: 'before' });
      expect(await failureOf(viewer)).toBe('');
      await viewer.close();
    });

    it('says that nothing answers any more, and shows what came meanwhile after a click', async () => {
      const viewer = await browser.openPopup(site.origin, (opened) => opened.evaluateOnNewDocument(kept));
      await findRow(viewer, { key: 'before' });
      await viewer.evaluate(() => {
        (window as unknown as { kept: Worker }).kept.terminate();
      });
      await waitFor(
        'the viewer to say so',
        async () => (await failureOf(viewer)).includes('does not answer'),
        30_000,
      );
      await write('meanwhile');
      await viewer.click('.reload-view');
      await findRow(viewer, { key: 'meanwhile' });
      await viewer.close();
    });

    it('says what went wrong in it, and goes on', async () => {
      const viewer = await browser.openPopup(site.origin, (opened) => opened.evaluateOnNewDocument(kept));
      await findRow(viewer, { key: 'before' });
      await viewer.evaluate(() => {
        (window as unknown as { kept: Worker }).kept.postMessage({
          type: 'pause',
          capture: 99,
          paused: true,
        });
      });
      await waitFor('the viewer to say so', async () => (await failureOf(viewer)).includes('no capture 99'));
      await write('afterwards');
      await findRow(viewer, { key: 'afterwards' });
      await viewer.close();
    });
  }

  it('shows nothing of one site under the name of another, and calls no site empty that is not', async () => {
    const other = site.at('127.0.0.1');
    const elsewhere = await browser.open(`${other}/writer`);
    await elsewhere.evaluate(() => {
      localStorage.setItem('elsewhere', '1');
    });
    const viewer = await browser.openPopup(other);
    await findRow(viewer, { key: 'elsewhere' });
    await viewer.evaluate(watchStates);
    for (let round = 0; round < 3; round += 1) {
      await choose(viewer, site.origin);
      await findRow(viewer, { key: 'before' });
      await choose(viewer, other);
      await findRow(viewer, { key: 'elsewhere' });
    }
    const states = await viewer.evaluate(() => [...(window as unknown as Watched).states]);
    expect(states).toEqual(expect.arrayContaining([`${site.origin} before`, `${other} elsewhere`]));
    const wrong = [`${site.origin} elsewhere`, `${other} before`, `${site.origin} empty`, `${other} empty`];
    expect(states.filter((state) => wrong.includes(state))).toEqual([]);
    await viewer.close();
  });
});

interface Watched {
  states: Set<string>;
}

/** Runs in the viewer: from now on, what it shows under which name, at each change of what it shows. */
function watchStates(): void {
  const states = new Set<string>();
  const look = (): void => {
    const origin = document.querySelector<HTMLElement>('.picker .origin')?.dataset.origin ?? '';
    for (const key of document.querySelectorAll('.row .key')) states.add(`${origin} ${key.textContent}`);
    const empty = document.querySelector('.empty:not(.waits)');
    if (empty && getComputedStyle(empty).visibility !== 'hidden') states.add(`${origin} empty`);
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  Object.assign(window, { states });
}

async function choose(viewer: Page, origin: string): Promise<void> {
  await viewer.click('.picker .menu-face');
  await viewer.waitForSelector(`.origins [data-origin="${origin}"]`);
  await viewer.click(`.origins [data-origin="${origin}"]`);
}
