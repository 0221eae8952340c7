import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { waitFor } from '../harness/wait';
import { describeInBoth, withBrowser } from '../harness/with-browser';

/** Reads as another text than it is, wherever it is shown as it is. */
const turned = 'http://\u202e0003:tsohlacol\u3164';
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

const line = JSON.stringify({
  context: 'c',
  seq: 0,
  time: 1_000,
  type: 'storage-write',
  channel: { kind: 'local-storage', name: '' },
  method: 'setItem',
  key: turned,
  oldValue: null,
  newValue: turned,
  error: { name: turned, message: turned },
  tab: 1,
  frame: 0,
  document: null,
  documentOrigin: turned,
  documentUrl: `${turned}/`,
  topOrigin: turned,
  incognito: false,
  title: turned,
  partial: false,
  created: 1,
  ended: null,
  favicon: '',
  clockAhead: 0,
});

describeInBoth('what a viewer shows of texts', (launch) => {
  const { browser, site } = withBrowser(launch);
  let viewer: Page;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-shown-'));
    viewer = await browser.openPopup(site.origin);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('says what it cannot see where there is nothing to show', async () => {
    await viewer.waitForSelector('.empty .unseen summary');
    await viewer.click('.empty .unseen summary');
    const text = await viewer.$eval('.empty .unseen', (element) => (element as HTMLElement).innerText);
    expect(text).toMatch(/HttpOnly/);
    expect(text).toMatch(/workers/);
    expect(text).toMatch(/target origin/);
  });

  it('leaves nothing unseen in texts, names and tooltips of a file of records', async () => {
    const file = path.join(folder, '\u202eevil\u3164.ndjson');
    writeFileSync(file, `${line}\n`);
    const input = (await viewer.$('input[type=file]')) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(file);
    await waitFor('a row of the file', () => viewer.$('.row'));
    const texts = await viewer.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => [
        element.getAttribute('title') ?? '',
        element.getAttribute('aria-label') ?? '',
        ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.nodeValue ?? ''),
      ]),
    );
    expect(texts.filter((text) => unseen.test(text))).toEqual([]);
    expect(texts.filter((text) => text.includes('\\u202e')).length).toBeGreaterThan(5);
  });
});
