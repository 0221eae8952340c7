import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { openOptions } from './harness/options';
import { findRow, showList } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser, type Launch } from './harness/with-browser';

const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe's rules find in what is shown: rule and element, one a line. */
async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = (await page.evaluate(
    `axe.run().then(({ violations }) => violations)`,
  )) as readonly Violation[];
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

async function showExchanges(viewer: Page): Promise<void> {
  await showList(viewer, 'messages');
  await viewer.click('.mode-exchanges');
  await viewer.waitForSelector('.row[data-row="exchange"]');
}

/** Each view, and what tells that it is painted. */
const views = [
  ['messages', '.row'],
  ['timeline', '.timeline canvas'],
  ['state', '.row, table tr'],
  ['boards', '.board'],
  ['contexts', '.row'],
  ['rates', '.rates table tr'],
  ['latencies', '.row'],
  ['findings', '.row'],
] as const;

describeInBoth('a screen reader can read', (launch, kind) => {
  // Firefox has no other colours: one scheme of it is enough.
  describe.each(kind === 'chromium' ? (['light', 'dark'] as const) : (['light'] as const))(
    'in the %s scheme',
    (scheme) => {
      readAll(launch, scheme);
    },
  );
});

function readAll(launch: Launch, scheme: 'light' | 'dark'): void {
  const { browser, site } = withBrowser(
    () => launch({ windows: true }),
    () =>
      startSite({
        '/writer': '<!doctype html><title>writer</title>',
        '/listener': `<!doctype html><title>listener</title><script>
        addEventListener('storage', ({ newValue }) => JSON.parse(newValue));
        new BroadcastChannel('chat').onmessage = () => {};
      </script>`,
      }),
  );
  let viewer: Page;

  /** Firefox has the light one at first. */
  async function choose(page: Page): Promise<void> {
    if (browser.kind === 'chromium')
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  }

  beforeAll(async () => {
    const writer = await browser.open(`${site.origin}/writer`);
    await browser.open(`${site.origin}/listener`);
    viewer = await browser.openPopup(site.origin, choose);
    await viewer.setViewport({ width: 1_200, height: 700 });
    await writer.evaluate(() => {
      localStorage.setItem('cart', JSON.stringify({ items: [1, 2], total: 3 }));
      localStorage.setItem('broken', '{');
      new BroadcastChannel('chat').postMessage({ hello: 1 });
    });
    await findRow(viewer, { type: 'storage-event', key: 'broken' });
    await waitFor('the finding', async () => (await viewer.$('.view-findings .badge.error')) !== null);
  });

  it.each(views)('%s', async (view, painted) => {
    await showList(viewer, view);
    await viewer.waitForSelector(painted);
    expect(await violationsIn(viewer)).toEqual([]);
  });

  it.each(['messages', 'findings'] as const)('the details beside %s', async (view) => {
    await showList(viewer, view);
    await viewer.waitForSelector('.row');
    await viewer.click('.row');
    await viewer.waitForSelector('.details');
    expect(await violationsIn(viewer)).toEqual([]);
    await viewer.keyboard.press('Escape');
  });

  it('the exchanges, and the menu of one', async () => {
    await showExchanges(viewer);
    expect(await violationsIn(viewer)).toEqual([]);
    await viewer.click('.row[data-row="exchange"]', { button: 'right' });
    await viewer.waitForSelector('[role=menu]');
    expect(await violationsIn(viewer)).toEqual([]);
    await viewer.keyboard.press('Escape');
  });

  it('a viewer without traffic', async () => {
    const empty = await browser.openPopup('http://nothing.localhost', choose);
    await empty.waitForSelector('.views');
    expect(await violationsIn(empty)).toEqual([]);
    await empty.close();
  });

  it('the options', async () => {
    const options = await openOptions(browser);
    await choose(options);
    expect(await violationsIn(options)).toEqual([]);
  });
}
