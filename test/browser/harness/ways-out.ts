import type { Frame, Page } from 'puppeteer-core';
import type { Record } from '../../../src/record/record';
import type { Driver } from './driver';
import { onceAnswered } from './settled';
import type { Site } from './site';
import { waitFor } from './wait';

/** A way in which a document goes away right after it wrote to localStorage. */
export interface WayOut {
  readonly name: string;
  /** A document of the site's; it and its page. */
  readonly open: (browser: Driver, site: Site) => Promise<Page>;
  /** Where the document may not be told that it goes away (docs/limits.md): its context alone says so. */
  readonly untoldIn?: Driver['kind'];
  /** Makes the writes, and leaves in the same task where the way allows it. */
  readonly leave: (page: Page, key: string, site: Site) => Promise<unknown>;
}

export const writes = 50;

function openPage(browser: Driver, site: Site): Promise<Page> {
  return browser.open(`${site.origin}/leaving`);
}

/** Writes and goes to an address. */
function writeAndGo(key: string, count: number, to: string): void {
  for (let index = 0; index < count; index += 1) localStorage.setItem(key, String(index));
  location.href = to;
}

async function settled(leaving: Promise<unknown>): Promise<void> {
  // The answer may go away with the document.
  await leaving.catch(() => undefined);
}

export const removal = 'the removal of its iframe';
/** Most of what it wrote waits in the page for the acknowledgement of its first write. */
export const removalLater = 'the removal of its iframe, some tasks later';

async function openFrame(browser: Driver, site: Site): Promise<Page> {
  const page = await browser.open(`${site.origin}/parent`);
  await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = '/leaving';
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve));
  });
  return page;
}

export const waysOut: readonly WayOut[] = [
  {
    name: 'a navigation',
    open: openPage,
    leave: (page, key, site) => settled(page.evaluate(writeAndGo, key, writes, `${site.origin}/elsewhere`)),
  },
  {
    name: 'a navigation to another site',
    open: openPage,
    leave: (page, key, site) => settled(page.evaluate(writeAndGo, key, writes, site.at('elsewhere.test'))),
  },
  {
    name: 'a reload',
    open: openPage,
    leave: (page, key) =>
      settled(
        page.evaluate(
          (name, count) => {
            for (let index = 0; index < count; index += 1) localStorage.setItem(name, String(index));
            location.reload();
          },
          key,
          writes,
        ),
      ),
  },
  {
    name: 'window.close()',
    untoldIn: 'chromium',
    async open(browser, site) {
      const opener = await browser.open(site.at('opener.test'));
      const opened = new Promise<Page>((resolve) => {
        opener.once('popup', (page) => {
          if (page) resolve(page);
        });
      });
      await opener.evaluate((url) => {
        window.open(url);
      }, `${site.origin}/leaving`);
      const page = await opened;
      await waitFor('the opened page', () => page.evaluate(() => document.title === '/leaving'));
      return page;
    },
    leave: (page, key) =>
      settled(
        page.evaluate(
          (name, count) => {
            for (let index = 0; index < count; index += 1) localStorage.setItem(name, String(index));
            window.close();
          },
          key,
          writes,
        ),
      ),
  },
  {
    name: 'the tab being closed',
    untoldIn: 'firefox',
    open: openPage,
    async leave(page, key) {
      await page.evaluate(
        (name, count) => {
          for (let index = 0; index < count; index += 1) localStorage.setItem(name, String(index));
        },
        key,
        writes,
      );
      // As the user closes it: the page is asked first whether it may be.
      await page.close({ runBeforeUnload: true });
    },
  },
  {
    name: 'writes of its own pagehide handler',
    open: openPage,
    leave: (page, key, site) =>
      settled(
        page.evaluate(
          (name, count, to) => {
            window.addEventListener('pagehide', () => {
              for (let index = 0; index < count; index += 1) localStorage.setItem(name, String(index));
            });
            location.href = to;
          },
          key,
          writes,
          `${site.origin}/elsewhere`,
        ),
      ),
  },
  {
    // Which come after pagehide, and a microtask after each.
    name: 'writes of its own visibilitychange handlers',
    open: openPage,
    leave: (page, key, site) =>
      settled(
        page.evaluate(
          (name, count, to) => {
            for (let index = 0; index < count; index += 1)
              document.addEventListener('visibilitychange', () => {
                localStorage.setItem(name, String(index));
              });
            location.href = to;
          },
          key,
          writes,
          `${site.origin}/elsewhere`,
        ),
      ),
  },
  {
    name: removal,
    open: openFrame,
    leave: (page, key) =>
      page.evaluate(
        (name, count) => {
          const frame = document.querySelector('iframe');
          for (let index = 0; index < count; index += 1)
            frame?.contentWindow?.localStorage.setItem(name, String(index));
          frame?.remove();
        },
        key,
        writes,
      ),
  },
  {
    name: removalLater,
    open: openFrame,
    leave: (page, key) =>
      page.evaluate(
        async (name, count) => {
          const frame = document.querySelector('iframe');
          const { port1, port2 } = new MessageChannel();
          port1.start();
          for (let index = 0; index < count; index += 1) {
            frame?.contentWindow?.localStorage.setItem(name, String(index));
            const nextTask = new Promise((resolve) => port1.addEventListener('message', resolve));
            port2.postMessage(null);
            await nextTask;
          }
          frame?.remove();
        },
        key,
        writes,
      ),
  },
];

type Write = Extract<Record, { type: 'storage-write' }>;

/**
 * What is stored of a document that left: the values that it wrote, and how many records say that it went
 * away.
 */
export interface Remains {
  readonly values: readonly number[];
  readonly ends: number;
}

/** Firefox has another address for a window that was just opened. */
function leavingIn(page: Page): Promise<Frame> {
  return waitFor('the document', async () => {
    const isIt = await Promise.all(
      page.frames().map((one) => one.evaluate(() => location.pathname === '/leaving')),
    );
    return page.frames()[isIt.indexOf(true)];
  });
}

/** The document leaves in that way; what is stored then, once its end is known too. */
export async function leaveBy(
  way: WayOut,
  background: 'running' | 'stopped',
  browser: Driver,
  site: Site,
): Promise<Remains> {
  const key = `${way.name}, ${background}`;
  const page = await way.open(browser, site);
  await onceAnswered(await leavingIn(page), () => browser.stored(site.origin));
  if (background === 'stopped') await browser.stopBackground();
  await way.leave(page, key, site);
  const remains = await waitFor(
    `${writes} writes and the end of their document`,
    async () => {
      const { records, contexts } = await browser.stored(site.origin);
      const own = records.filter(
        (record): record is Write => record.type === 'storage-write' && record.key === key,
      );
      const context = own[0]?.context;
      const ends = records.filter((record) => record.context === context && isEnd(record)).length;
      const isKnown = contexts.some(({ id, ended }) => id === context && ended !== null);
      const ended = way.untoldIn === browser.kind ? isKnown : ends > 0;
      if (own.length < writes || !ended) throw new Error(`${own.length} writes, ended: ${ended}`);
      return { values: own.map(({ newValue }) => Number(newValue)), ends };
    },
    30_000,
  );
  if (!page.isClosed()) await page.close();
  return remains;
}

export function isEnd(record: Record): boolean {
  return record.type === 'lifecycle' && (record.state === 'gone' || record.state === 'bfcached');
}
