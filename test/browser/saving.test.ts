import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { describeInBoth, withBrowser } from './harness/with-browser';
import { filter, findRow, showList, textsOf } from './harness/popup';
import { lookedAt, openDialogue, replacedValues, savedFile } from './harness/saving';
import { waitFor } from './harness/wait';

const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
const mail = 'ann.lee@example.com';

interface Line {
  readonly type: string;
  readonly key?: string;
  readonly newValue?: string;
}

/** The records of a saved capture, without its first line. */
function linesOf(bytes: Buffer): Line[] {
  const [, ...lines] = bytes.toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

describeInBoth('saving to a file', (launch) => {
  let downloads: string;
  const { browser, site } = withBrowser(() => {
    downloads = mkdtempSync(path.join(os.tmpdir(), 'tabshark-saved-'));
    return launch({ downloads });
  });
  let page: Page;
  let popup: Page;

  beforeAll(async () => {
    page = await browser.open(`${site.origin}/one`);
    await browser.open(`${site.origin}/two`);
    popup = await browser.openPopup(site.origin);
    await popup.setViewport({ width: 1_200, height: 700 });
    await write('token', token);
    await write('note', `Bearer ${token} for ${mail}`);
    await write('colour', 'green');
    await findRow(popup, { type: 'storage-event', key: 'colour' });
  });

  afterAll(() => {
    rmSync(downloads, { recursive: true });
  });

  async function write(key: string, value: string): Promise<void> {
    await page.evaluate(
      (name, text) => {
        localStorage.setItem(name, text);
      },
      key,
      value,
    );
  }

  const save = (): Promise<{ name: string; bytes: Buffer }> => savedFile(popup, downloads);
  const option = (format: string): Promise<string[]> => popup.select('dialog.save select', format);

  it('lists what it would replace, by which rule, without showing it, and saves no secret', async () => {
    await openDialogue(popup);
    const values = await replacedValues(popup);
    expect(values).toHaveLength(2);
    expect(values.find((value) => value.startsWith('ghp'))).toMatch(/named token, seen \d+ times$/);
    expect(values.find((value) => value.startsWith('ann'))).toContain('an e-mail address');
    expect(values.join()).not.toContain(token.slice(8));
    const { name, bytes } = await save();
    expect(name).toMatch(/^tabshark-localhost-\d+-\d{4}-.*\.ndjson$/);
    const text = bytes.toString('utf8');
    expect(text).not.toContain(token);
    expect(text).not.toContain(mail);
    expect(linesOf(bytes).filter(({ key }) => key === 'colour')).toHaveLength(2);
    // Equal values stay equal.
    const [stored = ''] = linesOf(bytes).flatMap(({ key, newValue }) =>
      key === 'token' ? (newValue ?? []) : [],
    );
    expect(text).toContain(`Bearer ${stored} for`);
  });

  it('shows the values at a wish', async () => {
    await openDialogue(popup);
    await popup.click('.show-values');
    expect((await replacedValues(popup)).join()).toContain(token);
    await popup.click('dialog.save .cancel');
  });

  it('keeps a value that a person keeps, and replaces another that a person names', async () => {
    await openDialogue(popup);
    await popup.evaluate(() => {
      const item = [...document.querySelectorAll('.secrets li')].find((one) =>
        one.textContent.startsWith('ann'),
      );
      item?.querySelector('input')?.click();
    });
    await popup.type('.add-secret input', 'green');
    await popup.click('.add-secret button');
    await lookedAt(popup);
    expect((await textsOf(popup, '.secrets-count'))[0]).toContain('2 values are replaced.');
    const text = (await save()).bytes.toString('utf8');
    expect(text).toContain(mail);
    expect(text).not.toContain('green');
    expect(text).not.toContain(token);
  });

  it('says at once that a value is too short to be found everywhere, or is not there', async () => {
    await openDialogue(popup);
    await popup.type('.add-secret input', 'abc');
    await popup.keyboard.press('Enter');
    expect(await textsOf(popup, '.add-secret .error')).toEqual(['Enter at least 4 characters, or 6 digits.']);
    await popup.type('.add-secret input', 'defg');
    await popup.keyboard.press('Enter');
    await lookedAt(popup);
    expect(await textsOf(popup, '.absent')).toEqual(["“abcdefg” isn't in what you save."]);
    await popup.click('dialog.save .cancel');
  });

  it('keeps everything where the switch is off, and says what that means', async () => {
    await openDialogue(popup);
    await popup.click('input[name="redact"]');
    expect((await textsOf(popup, '.whole'))[0]).toContain('every password and token');
    const text = (await save()).bytes.toString('utf8');
    expect(text).toContain(token);
    expect(text).toContain(mail);
  });

  it('saves what the filter shows, with what was delivered of it', async () => {
    await showList(popup, 'messages');
    await filter(popup, 'colour');
    await openDialogue(popup);
    await popup.click('.scope-passing input');
    await lookedAt(popup);
    expect(await textsOf(popup, '.outcome')).toEqual(['2 records']);
    // What only others hold is not listed.
    expect(await replacedValues(popup)).toEqual([]);
    // Each tab's records come into the store by themselves.
    const saved = linesOf((await save()).bytes).map(({ type, key }) => `${type} ${String(key)}`);
    expect(saved.sort()).toEqual(['storage-event colour', 'storage-write colour']);
    await filter(popup, '');
  });

  it('saves what lies in the time window', async () => {
    await popup.focus('.overview .edge.to');
    await popup.keyboard.press('Home');
    await popup.waitForSelector('.overview .body:not(.all)');
    await openDialogue(popup);
    await popup.click('.scope-window input');
    await lookedAt(popup);
    // The first page was there before anything was written.
    const types = linesOf((await save()).bytes).map(({ type }) => type);
    expect(types).toContain('lifecycle');
    expect(types).not.toContain('storage-write');
    await popup.focus('.overview .edge.to');
    await popup.keyboard.press('Escape');
    await popup.waitForSelector('.overview .body.all');
  });

  it('saves what is selected with its conversation, as a diagram', async () => {
    await popup.$$eval('.row[data-type="storage-write"]', (rows) => {
      (rows as HTMLElement[]).find((row) => row.querySelector('.key')?.textContent === 'colour')?.click();
    });
    await popup.waitForSelector('.details');
    await openDialogue(popup);
    await popup.click('.scope-selected input');
    await option('mermaid');
    await lookedAt(popup);
    const { name, bytes } = await save();
    expect(name).toMatch(/\.mmd$/);
    const text = bytes.toString('utf8');
    expect(text).toMatch(/^sequenceDiagram/);
    expect(text).toContain('setItem colour = green');
    expect(text).not.toContain('note');
  });

  it.each([
    ['markdown', /\.md$/, /^# Tabshark: /],
    ['trace', /\.trace\.json$/, /^\{"traceEvents":/],
    ['har', /\.har$/, /^\{\s+"log":/],
    ['csv', /\.csv$/, /colour/],
  ])('saves as %s, without secrets', async (format, ending, beginning) => {
    await openDialogue(popup);
    await option(format);
    const { name, bytes } = await save();
    expect(name).toMatch(ending);
    expect(bytes.toString('utf8')).toMatch(beginning);
    expect(bytes.toString('utf8')).not.toContain(token);
  });

  it('saves compressed', async () => {
    await openDialogue(popup);
    await option('ndjson-gz');
    const { name, bytes } = await save();
    expect(name).toMatch(/\.ndjson\.gz$/);
    expect(linesOf(gunzipSync(bytes)).filter(({ key }) => key === 'colour')).toHaveLength(2);
  });

  it('leaves the views alone while it is open, and gives the focus back when Escape closes it', async () => {
    await popup.bringToFront();
    await popup.focus('.export');
    await popup.keyboard.press('Enter');
    await popup.waitForSelector('dialog.save[open]');
    // Not what Enter would save with.
    expect(await popup.evaluate(() => document.activeElement?.tagName)).toBe('DIALOG');
    await popup.focus('dialog.save .cancel');
    await popup.keyboard.press('5');
    expect(await popup.$eval('.view-messages', (tab) => tab.getAttribute('aria-selected'))).toBe('true');
    await popup.keyboard.press('Escape');
    await waitFor('the dialogue to close', async () => (await popup.$('dialog.save')) === null);
    expect(await popup.evaluate(() => document.activeElement?.className)).toContain('export');
  });
});
