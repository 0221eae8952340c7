import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { countOf, filter, findRow, rowsOf } from './harness/popup';
import { openDialogue, savedFile } from './harness/saving';
import { startSite } from './harness/site';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

describeInBoth('the popup', (launch, kind) => {
  let downloads: string;
  const { browser, site } = withBrowser(
    () => {
      downloads = mkdtempSync(path.join(os.tmpdir(), 'tabshark-export-'));
      return launch({ windows: true, downloads });
    },
    () =>
      startSite({
        '/one': `<!doctype html><title>/one</title><link rel="icon" href="data:,"><body></body>`,
      }),
  );
  let page: Page;
  let popup: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/one`);
    await browser.open(`${site.origin}/two`);
    popup = await browser.openPopup(site.origin);
  });

  afterAll(() => {
    rmSync(downloads, { recursive: true });
  });

  const write = (key: string, value: string): Promise<void> =>
    page.evaluate(
      (name, text) => {
        localStorage.setItem(name, text);
      },
      key,
      value,
    );

  // In Chromium alone: the driver of Firefox cannot keep a page from running code.
  if (kind === 'chromium')
    it('shows a first frame without any code, in which the inspector takes its place', async () => {
      const first = await browser.open('about:blank');
      await first.setJavaScriptEnabled(false);
      await first.goto(popup.url());
      const shown = await first.$eval('.first', (box) => (box as HTMLElement).innerText);
      expect(shown).toBe('Tabshark');
      await first.setJavaScriptEnabled(true);
      await first.reload();
      await first.waitForSelector('.inspector');
      expect(await first.$('.first')).toBeNull();
      await first.close();
    });

  it('has every other origin with records one click away, with its count', async () => {
    const other = site.at('127.0.0.1');
    const elsewhere = await browser.open(`${other}/other`);
    await elsewhere.evaluate(() => {
      localStorage.setItem('elsewhere', '1');
    });
    await popup.click('.picker .menu-face');
    const button = await popup.waitForSelector(`.origins [data-origin="${other}"]`);
    await waitFor(
      'its count',
      async () => Number(await button?.$eval('.number', (number) => number.textContent)) > 0,
    );
    await button?.click();
    await findRow(popup, { type: 'storage-write', key: 'elsewhere' });
    await popup.click('.picker .menu-face');
    await popup.click(`.origins [data-origin="${site.origin}"]`);
    await waitFor('the first origin again', async () =>
      (await rowsOf(popup)).every(({ key }) => key !== 'elsewhere'),
    );
    await elsewhere.close();
  });

  it('stands still while paused, says how many wait, and shows them afterwards', async () => {
    await write('before the pause', '1');
    // Two tabs' records come in any order.
    await findRow(popup, { type: 'storage-write', key: 'before the pause' });
    await findRow(popup, { type: 'storage-event', key: 'before the pause' });
    // The count is asked for a few times a second.
    const shown = (await rowsOf(popup)).length;
    await waitFor('the count of all rows', async () => (await countOf(popup)) === shown);
    const before = await countOf(popup);
    await popup.click('.pause');
    await write('during the pause', '1');
    await waitFor('records that wait', () =>
      popup.$eval('.count', (count) => /2 waiting/.test(count.textContent)),
    );
    expect(await countOf(popup)).toBe(before);
    await popup.click('.pause');
    await findRow(popup, { type: 'storage-event', key: 'during the pause' });
  });

  it('filters by free text, live, and says how many pass', async () => {
    await write('apple', 'red');
    await write('pear', 'green');
    await filter(popup, 'apple setItem');
    await waitFor('one row', async () => (await rowsOf(popup)).length === 1);
    await findRow(popup, { type: 'storage-write', key: 'apple' });
    await write('apple', 'yellow');
    await findRow(popup, { type: 'storage-write', key: 'apple', new: 'yellow' });
    await waitFor('the count of both', () =>
      popup.$eval('.count', (count) => /^2 of \d+$/.test(count.textContent)),
    );
    await filter(popup, 'nothing has this');
    await waitFor('a sentence', () =>
      popup.$eval('.empty p', (sentence) => sentence.textContent === 'No messages match.'),
    );
    await filter(popup, '');
  });

  it('can be used by keyboard alone: rows, details, filter', async () => {
    await write('by keyboard', '{"a":[1,2]}');
    await write('by keyboard', '{"a":[1,3]}');
    await findRow(popup, { type: 'storage-write', new: '{"a":[1,3]}' });
    await findRow(popup, { type: 'storage-event', new: '{"a":[1,3]}' });
    await popup.bringToFront();
    await popup.focus('.table');
    await popup.keyboard.press('End');
    await popup.keyboard.press('Enter');
    await popup.waitForSelector('.details');
    const details = await popup.$eval('.details', (section) => (section as HTMLElement).innerText);
    expect(details).toContain('by keyboard');
    expect(details).toMatch(/Written by\s+A/);
    expect(
      await popup.$$eval('.diff del, .diff ins', (changes) =>
        changes.map((change) => change.textContent.trim()),
      ),
    ).toEqual(['2', '3']);
    const first = await popup.$eval(
      '.row[aria-selected="true"]',
      (row) => (row as HTMLElement).dataset.index,
    );
    await popup.keyboard.press('ArrowUp');
    await waitFor('the row above', async () => {
      const selected = await popup.$eval(
        '.row[aria-selected="true"]',
        (row) => (row as HTMLElement).dataset.index,
      );
      return Number(selected) === Number(first) - 1;
    });
    await popup.keyboard.press('Escape');
    await waitFor('no details', async () => (await popup.$('.details')) === null);
    await popup.keyboard.press('/');
    expect(await popup.evaluate(() => document.activeElement?.className)).toBe('filter');
  });

  it('copies a record as JSON', async () => {
    await write('to be copied', 'value');
    await findRow(popup, { type: 'storage-write', key: 'to be copied' });
    await findRow(popup, { type: 'storage-event', key: 'to be copied' });
    await popup.bringToFront();
    await popup.$$eval('.row[data-type="storage-write"]', (rows) => {
      (rows.at(-1) as HTMLElement).click();
    });
    await popup.waitForSelector('.details .copy');
    await popup.click('.details .copy');
    await waitFor('the button to say so', () =>
      popup.$eval('.details .copy', (button) => button.textContent === 'Copied'),
    );
    // Pasted where a person would paste it; a box of one line leaves out the line breaks.
    await popup.focus('.filter');
    if (kind === 'chromium') await popup.keyboard.press('v', { commands: ['Paste'] });
    else {
      await popup.keyboard.down('Control');
      await popup.keyboard.press('v');
      await popup.keyboard.up('Control');
    }
    const copied = await popup.$eval('.filter', (box) => (box as HTMLInputElement).value);
    expect(JSON.parse(copied)).toMatchObject({
      type: 'storage-write',
      key: 'to be copied',
      newValue: 'value',
    });
    await filter(popup, '');
    await popup.keyboard.press('Escape');
  });

  it('shows a sent value as a tree that opens part by part', async () => {
    await page.evaluate(() => {
      new BroadcastChannel('tree').postMessage({ outer: new Map([['key', { inner: [1n] }]]) });
    });
    await findRow(popup, { type: 'send', message: '{outer: Map(1) {"key" => {inner: [1n]}}}' });
    await popup.$$eval('.row[data-type="send"]', (rows) => {
      (rows.at(-1) as HTMLElement).click();
    });
    await popup.waitForSelector('.details .tree');
    expect(await popup.$$eval('.tree details', (parts) => parts.length)).toBe(2);
    await popup.click('.tree details details summary');
    await waitFor('its parts', () => popup.$$eval('.tree details', (parts) => parts.length === 3));
  });

  it('saves all records of the origin as NDJSON: the format first, then one a line, each with its tab', async () => {
    await openDialogue(popup);
    const { name, bytes } = await savedFile(popup, downloads);
    expect(name).toMatch(/\.ndjson$/);
    const [first = '', ...lines] = bytes.toString('utf8').trim().split('\n');
    expect(JSON.parse(first)).toEqual({
      format: 'tabshark-capture',
      version: 4,
      extension: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      until: expect.any(Number) as number,
      neighbours: expect.any(Array) as unknown[],
    });
    const { records } = await browser.stored(site.origin);
    expect(lines).toHaveLength(records.length);
    const exported = lines.map(
      (line) =>
        JSON.parse(line) as {
          type: string;
          key?: string;
          documentOrigin: string;
          title: string;
          tab: number;
        },
    );
    expect(exported.find(({ key, type }) => key === 'apple' && type === 'storage-write')).toMatchObject({
      type: 'storage-write',
      documentOrigin: site.origin,
      title: '/one',
      tab: expect.any(Number) as number,
    });
  });

  it('clears one origin, and goes on recording', async () => {
    await popup.click('.clear');
    await waitFor('an empty list', async () => (await countOf(popup)) === 0);
    expect((await browser.stored(site.origin)).records).toEqual([]);
    await write('after clearing', '1');
    await findRow(popup, { type: 'storage-write', key: 'after clearing' });
  });

  it('recognises a tab that is closed already by its title', async () => {
    const short = await browser.open(`${site.origin}/closed`);
    await short.evaluate(() => {
      document.title = 'Gone but known';
      localStorage.setItem('from a closed tab', '1');
    });
    await findRow(popup, { type: 'storage-write', key: 'from a closed tab' });
    await short.close();
    const row = await waitFor('its title', async () =>
      (await rowsOf(popup)).find(
        ({ key, tab, type }) =>
          key === 'from a closed tab' && type === 'storage-write' && tab === 'Gone but known',
      ),
    );
    expect(row.action).toMatch(/^↑setItem/);
  });

  it('has a policy without unsafe-inline, and no way to innerHTML', async () => {
    const own = await browser.extensionPage();
    const manifest = await own.evaluate(() => chrome.runtime.getManifest());
    const { extension_pages } = manifest.content_security_policy as { extension_pages: string };
    expect(extension_pages).not.toContain('unsafe');
    expect(extension_pages).toContain("default-src 'none'");
  });
});
