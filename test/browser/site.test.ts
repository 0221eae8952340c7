import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { families, pathOf } from '../../demo/pages/gallery/examples.js';
import { serveFolder, type StaticServer } from './harness/static-server';
import { waitFor } from './harness/wait';
import { describeInBoth, withBrowser } from './harness/with-browser';

const root = path.resolve(__dirname, '../..');
const capture = readFileSync(path.join(root, 'test/files/version-2.ndjson'), 'utf8');

/** Builds the site into a folder of its own, which goes when the host is closed. */
async function serveBuilt(): Promise<StaticServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-site-'));
  execFileSync(process.execPath, ['build/site.mjs', `--out=${folder}`], { cwd: root });
  const host = await serveFolder(folder, '/some/project/');
  return {
    ...host,
    async close() {
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Runs in the page. */
function drop(text: string, name: string): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  const onto = document.querySelector('.list');
  onto?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

/** Runs in the page. */
async function kept(): Promise<{ local: number; session: number; databases: number; caches: number }> {
  return {
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  };
}

/** Runs in the page: what of the ways out of it lets something through. */
async function waysOut(to: string): Promise<string[]> {
  const open: string[] = [];
  await fetch(`${to}fetch`).then(
    () => open.push('fetch'),
    () => undefined,
  );
  const image = new Image();
  // The same host by a name that is another origin.
  image.src = `${to.replace('127.0.0.1', 'localhost')}viewer/icon.png?image`;
  await image.decode().then(
    () => open.push('image'),
    () => undefined,
  );
  const script = document.createElement('script');
  script.textContent = 'document.title = "inline"';
  document.body.append(script);
  if (document.title === 'inline') open.push('inline script');
  return open;
}

/** Runs in the page: another one in a frame, until it is ready; its log. */
async function logOf(path: string): Promise<string[]> {
  const frame = document.createElement('iframe');
  frame.src = path;
  await new Promise((resolve) => {
    frame.onload = resolve;
    document.body.append(frame);
  });
  const inside = frame.contentDocument;
  if (!inside) throw new Error(`${path} is of another origin`);
  if (inside.documentElement.dataset.ready === undefined)
    await new Promise<void>((resolve) => {
      new MutationObserver(() => {
        resolve();
      }).observe(inside.documentElement, { attributeFilter: ['data-ready'] });
    });
  const log = [...inside.querySelectorAll('#log li')].map((line) => line.textContent);
  frame.remove();
  return log;
}

describeInBoth('the static site', (launch) => {
  const { browser, site: host } = withBrowser(() => launch({ extension: false }), serveBuilt);

  const isLogged = (page: Page, text: string): Promise<boolean> =>
    page.$eval('#log', (log, wanted) => log.textContent.includes(wanted), text);
  const rows = (page: Page): Promise<string[]> =>
    page.$$eval('.row', (found) => found.map((row) => row.textContent));

  it('leads from the start page to the viewer, which opens a dropped capture', async () => {
    const page = await browser.open(host.url);
    const viewer = await page.$eval('a[href^="viewer"]', (link) => link.href);
    await page.goto(viewer);
    await waitFor('what to do', () =>
      page.$eval('body', (body) => body.textContent.includes('Drop a capture here')),
    );
    await page.evaluate(drop, capture, 'mine.ndjson');
    await waitFor('rows of the capture', async () =>
      (await rows(page)).some((row) => row.includes('colour')),
    );
    expect(await page.$eval('.notice.imported', (notice) => notice.textContent)).toContain('mine.ndjson');
    await page.close();
  });

  it('asks the network for nothing while it reads one, and keeps nothing', async () => {
    const page = await browser.open(`${host.url}viewer/`);
    await page.waitForSelector('.empty');
    const before = host.asked.length;
    await page.evaluate(drop, capture, 'mine.ndjson');
    await waitFor('rows of the capture', async () => (await rows(page)).length > 0);
    await page.$$eval('[role="tab"]', (tabs) => {
      for (const tab of tabs) (tab as HTMLElement).click();
    });
    expect(await page.evaluate(kept)).toEqual({ local: 0, session: 0, databases: 0, caches: 0 });
    expect(host.asked.slice(before).filter((name) => name !== 'viewer/icon.png')).toEqual([]);
    await page.close();
  });

  it('cannot send anything, whatever runs in it', async () => {
    const page = await browser.open(`${host.url}viewer/`);
    await page.waitForSelector('.empty');
    expect(await page.evaluate(waysOut, host.url)).toEqual([]);
    expect(host.asked).not.toContain('fetch');
    await page.close();
  });

  it('says what is wrong with a file that is none', async () => {
    const page = await browser.open(`${host.url}viewer/`);
    await page.waitForSelector('.empty');
    await page.evaluate(drop, 'no capture', 'notes.txt');
    const notice = await page.waitForSelector('.notice.error');
    expect(await notice?.evaluate((element) => element.textContent)).toContain('notes.txt');
    await page.close();
  });

  it('has a gallery in which pages reach a SharedWorker and a service worker', async () => {
    const page = await browser.open(`${host.url}${pathOf('W1', '', true, '')}`);
    await page.click('#ask');
    await waitFor('an answer of the SharedWorker', () => isLogged(page, 'answer: '));
    await page.goto(`${host.url}${pathOf('V2', '', true, '')}`);
    await waitFor('a controller', () => isLogged(page, 'there is a controller'));
    await page.close();
  });

  it('has every page of the gallery that needs no server, and each runs', async () => {
    const listed = await (await fetch(host.url)).text();
    const examples = families.flatMap((family) => family.examples);
    expect(examples.filter(({ needsServer }) => needsServer).length).toBeLessThan(examples.length / 4);
    const page = await browser.open(host.url);
    const paths: string[] = [];
    for (const { code, tabs, rightTabs = tabs, needsServer } of examples) {
      const both = [pathOf(code, tabs[0] ?? '', false, ''), pathOf(code, rightTabs[0] ?? '', true, '')];
      for (const one of both)
        expect(listed.includes(`href="${one.replaceAll('&', '&amp;')}"`)).toBe(!needsServer);
      if (!needsServer) paths.push(...both);
    }
    const errors: string[] = [];
    for (const one of paths) {
      const log = await page.evaluate(logOf, one);
      errors.push(...log.filter((line) => line.includes('Error:')).map((line) => `${one}: ${line}`));
    }
    expect(errors).toEqual([]);
    await page.close();
    // One is about a script that is not there.
    expect(host.missing.filter((name) => !name.endsWith('/workers/missing.js'))).toEqual([]);
  }, 180_000);
});
