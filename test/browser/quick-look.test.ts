import type { Page } from 'puppeteer-core';
import { launchChromium } from './harness/chromium';
import { textsOf } from './harness/popup';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { withBrowser } from './harness/with-browser';

const listens = `<script>addEventListener('storage', ({ key, newValue }) => { if (key === 'half') JSON.parse(newValue); })</script>`;

// In Chromium alone: its driver clicks the toolbar button.
describe('a click on the toolbar button, for a quick look,', () => {
  const { browser, site } = withBrowser(launchChromium, () =>
    startSite({
      '/one': `<!doctype html><title>one</title><link rel="icon" href="data:,">`,
      '/two': `<!doctype html><title>two</title><link rel="icon" href="data:,">${listens}`,
    }),
  );
  let page: Page;
  let popup: Page;

  beforeAll(async () => {
    await browser.open(`${site.origin}/two`);
    page = await browser.open(`${site.origin}/one`);
  });

  beforeEach(async () => {
    popup = await browser.openRealPopup(page);
    await popup.waitForSelector('.picker .origin');
  });

  afterEach(async () => {
    if (!popup.isClosed()) await popup.close();
  });

  const write = (key: string, value: string): Promise<void> =>
    page.evaluate(
      (name, text) => {
        localStorage.setItem(name, text);
      },
      key,
      value,
    );

  const rowsWith = (text: string): Promise<boolean> =>
    popup.evaluate(
      (wanted) => [...document.querySelectorAll('.row')].some((row) => row.textContent.includes(wanted)),
      text,
    );

  /** The inspector that takes the popup's place. */
  async function inspector(): Promise<Page> {
    const target = await browser.browser.waitForTarget((one) => one.url().includes('popup/popup.html?'));
    const opened = await target.page();
    if (!opened) throw new Error('the inspector has no page');
    await waitFor('the popup to close', () => popup.isClosed());
    return opened;
  }

  it('shows the messages of the current tab’s site as they come', async () => {
    expect(await popup.$eval('.picker .origin', (one) => (one as HTMLElement).dataset.origin)).toBe(
      site.origin,
    );
    await write('in the popup', '1');
    await waitFor('the message', () => rowsWith('in the popup'));
  });

  it('names the tabs of the site, this one first', async () => {
    await waitFor('both tabs', async () => (await textsOf(popup, '.open-tabs .letter')).length === 2);
    const [first = '', second = ''] = await textsOf(popup, '.open-tabs > span');
    expect([first, second]).toEqual([
      expect.stringContaining('this tab'),
      expect.not.stringContaining('this tab'),
    ]);
    expect(await popup.$eval('.open-tabs .letter', (letter) => (letter as HTMLElement).title)).toBe('one');
  });

  it('selects a message at a click, and opens the inspector on it at a double click', async () => {
    await write('looked at', '1');
    await waitFor('the message', () => rowsWith('looked at'));
    const row = await popup.waitForSelector('::-p-text(looked at)');
    await row?.click();
    await popup.waitForSelector('.row[aria-selected="true"]');
    expect(await popup.$('.details')).toBeNull();
    await row?.click({ count: 2 });
    const opened = await inspector();
    await opened.waitForSelector('.details');
    expect(await opened.$eval('.details', (details) => details.textContent)).toContain('looked at');
    await opened.close();
  });

  it('opens the inspector on the selected message at Enter', async () => {
    await write('at enter', '1');
    await waitFor('the message', () => rowsWith('at enter'));
    await popup.focus('.table');
    await popup.keyboard.press('End');
    await popup.waitForSelector('.row[aria-selected="true"]');
    await popup.keyboard.down('Enter');
    const opened = await inspector();
    await opened.waitForSelector('.details');
    await opened.close();
  });

  it('says in one line what went wrong worst, and leads to it', async () => {
    await write('half', '{');
    await waitFor('the line', async () =>
      (await textsOf(popup, '.worst-finding'))[0]?.includes('threw for “half”'),
    );
    await popup.click('.worst-finding .link');
    const opened = await inspector();
    await opened.waitForSelector('.row[data-code="S17"][aria-selected="true"]');
    expect(await opened.$('.worst-finding')).toBeNull();
    await opened.close();
  });

  it('shows messages again, whatever the inspector showed last', async () => {
    expect(await textsOf(popup, '[role="tab"]')).toEqual([]);
    await write('again', '1');
    await waitFor('the message', () => rowsWith('again'));
  });

  it('switches the watching of the site off and on', async () => {
    await popup.waitForSelector('.watch-switch[aria-checked="true"]');
    await popup.click('.watch-switch');
    await popup.waitForSelector('.watch-switch[aria-checked="false"]');
    await write('not watched', '1');
    await popup.click('.watch-switch');
    await popup.waitForSelector('.watch-switch[aria-checked="true"]');
    await waitFor('a write to be recorded', async () => {
      await write('watched again', String(Math.random()));
      return rowsWith('watched again');
    });
    expect(await rowsWith('not watched')).toBe(false);
  });
});
