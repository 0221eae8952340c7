import type { Frame, Page } from 'puppeteer-core';
import type { Stored } from './stored';
import { waitFor } from './wait';

type Read = () => Promise<Stored>;

/**
 * Once all that the pages of an origin did is stored: a document's records come in their order, and this one
 * is the last of each.
 */
export async function onceArrived(pages: readonly Page[], origin: string, read: Read): Promise<Stored> {
  const frames = pages.flatMap((page) => page.frames()).filter((one) => one.url().startsWith(`${origin}/`));
  const name = `the end ${Math.random()}`;
  const told = await Promise.all(
    frames.map((frame) =>
      frame.evaluate((last) => {
        if (origin === 'null') return false;
        new BroadcastChannel(last).close();
        return true;
      }, name),
    ),
  );
  return waitFor('what the pages did to be stored', async () => {
    const stored = await read();
    const ends = stored.records.filter(({ type, channel }) => type === 'close' && channel.name === name);
    return ends.length >= told.filter(Boolean).length && stored;
  });
}

/** Once the tabs are closed: what their documents said last has come. */
export async function onceEnded(read: Read): Promise<Stored> {
  return waitFor('the end of all documents', async () => {
    const stored = await read();
    const gone = new Set(
      stored.records.flatMap((one) =>
        one.type === 'lifecycle' && one.state === 'gone' ? [one.context] : [],
      ),
    );
    const areEnded = stored.contexts.every(
      ({ id, ended, closed }) => gone.has(id) || ended !== null || closed !== null,
    );
    return areEnded && stored;
  });
}

/**
 * Once a page or frame has an answer, and so can leave things behind: two batches may be under way, and the
 * third waits for an acknowledgement.
 */
export async function onceAnswered(page: Page | Frame, read: Read): Promise<void> {
  for (const turn of ['first', 'second', 'third']) {
    const key = `${turn} of ${page.url()} ${Math.random()}`;
    await page.evaluate((name) => {
      localStorage.setItem(name, '1');
    }, key);
    await waitFor(`the ${turn} write of ${page.url()}`, async () =>
      (await read()).records.some((record) => record.type === 'storage-write' && record.key === key),
    );
  }
}
