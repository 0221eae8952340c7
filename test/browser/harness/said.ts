import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { findingCodes, type FindingCode } from '../../../src/findings/types';
import type { Chromium } from './chromium';
import { waitFor } from './wait';

/** What a viewer says of an origin: its findings, and what the row of each record says of the other tabs. Tabs by their titles. */
export interface Said {
  readonly findings: readonly string[];
  readonly verdicts: readonly string[];
}

/** In the order of the list. */
export function codesIn({ findings }: Said): FindingCode[] {
  return findings.flatMap((line) => findingCodes.find((code) => code === line.split(' | ')[0]) ?? []);
}

/** The four ways to see the same: a viewer that was open from the start, one opened later, one opened after the tabs were closed, and the exported file. */
export interface Said4 {
  readonly live: Said;
  readonly late: Said;
  readonly closed: Said;
  readonly file: Said;
}

/** Watches an origin in all four ways. */
export interface Viewers {
  /** The tabs have done what they had to do. */
  played(): Promise<void>;
  /** The tabs are closed. */
  closed(): Promise<Said4>;
}

/** A row may change for so many milliseconds after the last record, and a finding may wait for so many. */
const settlesMs = 8_000;

export async function watchInFourWays(chromium: Chromium, origin: string): Promise<Viewers> {
  const live = await openViewer(chromium, origin);
  let late: Page | null = null;

  return {
    async played() {
      late = await openViewer(chromium, origin);
    },
    async closed() {
      if (!late) throw new Error('nobody played');
      await settled(chromium, origin);
      const closed = await openViewer(chromium, origin);
      const file = await openViewer(chromium, origin);
      await openFile(file, await exportFrom(closed));
      const pages = { live, late, closed, file };
      let said = await all(pages);
      // The last to be opened has read everything once it says what the others say; where it never does, the test shows how they differ.
      await waitFor('all viewers to say the same', async () => {
        said = await all(pages);
        const [first, ...others] = Object.values(said).map((one) => JSON.stringify(one));
        return others.every((one) => one === first);
      }).catch(() => undefined);
      for (const page of Object.values(pages)) await page.close();
      return said;
    },
  };
}

async function all(pages: { readonly [way in keyof Said4]: Page }): Promise<Said4> {
  return {
    live: await saidIn(pages.live),
    late: await saidIn(pages.late),
    closed: await saidIn(pages.closed),
    file: await saidIn(pages.file),
  };
}

async function openViewer(chromium: Chromium, origin: string): Promise<Page> {
  const page = await chromium.openPopup(origin);
  // So high that most rows are drawn.
  await page.setViewport({ width: 1_400, height: 4_000 });
  return page;
}

/** Nothing came for some seconds. */
async function settled(chromium: Chromium, origin: string): Promise<void> {
  await waitFor(
    'the records to settle',
    async () => {
      const { records } = await chromium.stored(origin);
      const last = Math.max(0, ...records.map(({ time }) => time));
      return Date.now() - last > settlesMs;
    },
    60_000,
  );
}

async function exportFrom(page: Page): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-said-'));
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await page.waitForSelector('.export:not(:disabled)');
  await page.$eval('.export', (button) => {
    (button as HTMLButtonElement).click();
  });
  return waitFor('the file', () => {
    const name = readdirSync(folder).find((file) => file.endsWith('.ndjson'));
    return (
      name !== undefined && readFileSync(path.join(folder, name), 'utf8') !== '' && path.join(folder, name)
    );
  });
}

async function openFile(page: Page, file: string): Promise<void> {
  await page.bringToFront();
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('.open-file')]);
  await chooser.accept([file]);
  await waitFor('the file to be shown', () =>
    page.evaluate((name) => document.body.innerText.includes(name), path.basename(file)),
  );
  rmSync(path.dirname(file), { recursive: true });
}

async function saidIn(page: Page): Promise<Said> {
  const verdicts = await inView(page, 'records', () =>
    [...document.querySelectorAll<HTMLElement>('.row[data-seq]')]
      .map((row) => {
        const letters = [...row.querySelectorAll<HTMLElement>('.action .letter')].map(
          (letter) => `${letter.title} (${/look-\w+/.exec(letter.className)?.[0] ?? ''})`,
        );
        return `${row.dataset.context}/${row.dataset.seq} ${letters.sort().join(', ')}`;
      })
      .sort(),
  );
  const findings = await inView(page, 'findings', () =>
    [...document.querySelectorAll<HTMLElement>('.row[data-code]')].map((row) => {
      const copy = row.cloneNode(true) as HTMLElement;
      // Letters are given in the order in which a viewer hears of tabs.
      for (const letter of copy.querySelectorAll('.letter')) letter.remove();
      const cells = [...copy.children].map((cell) => cell.textContent.trim());
      return [row.dataset.code, ...cells].join(' | ');
    }),
  );
  return { findings, verdicts };
}

/** Reads a list, which is drawn in the frame after it was chosen. */
async function inView(page: Page, name: string, read: () => string[]): Promise<string[]> {
  await page.$eval(`.views .view-${name}`, (tab) => {
    (tab as HTMLButtonElement).click();
  });
  await page.waitForSelector(`.views .view-${name}[aria-selected="true"]`);
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return page.evaluate(read);
}
