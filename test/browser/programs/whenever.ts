import type { Page } from 'puppeteer-core';
import { seenInFourWays, type FourWays } from '../gallery/four-ways';
import type { Chromium } from '../harness/chromium';
import type { Stored } from '../harness/stored';
import { waitFor } from '../harness/wait';

/** Closes the tabs of a site, and tells what is found whenever one looks: before and after that, and in the file. */
export async function seenWhenever(
  chromium: Chromium,
  origin: string,
  tabs: readonly Page[],
): Promise<FourWays> {
  const open = await allStored(chromium, origin, tabs);
  for (const tab of tabs) if (!tab.isClosed()) await tab.close();
  const closed = await waitFor('the end of all documents', async () => {
    const stored = await chromium.stored(origin);
    return stored.contexts.every(({ id, ended }) => ended !== null || isGone(stored, id)) && stored;
  });
  return seenInFourWays({ open, closed, neighbours: [] });
}

/** A document's records come in their order: what it did before it closed a channel of this name is stored. */
async function allStored(chromium: Chromium, origin: string, tabs: readonly Page[]): Promise<Stored> {
  const there = tabs.filter((tab) => !tab.isClosed() && tab.url().startsWith(`${origin}/`));
  for (const tab of there) await tab.evaluate(() => new BroadcastChannel('the end').close());
  return waitFor('what the pages did', async () => {
    const stored = await chromium.stored(origin);
    const ends = stored.records.filter(({ type, channel }) => type === 'close' && channel.name === 'the end');
    return ends.length >= there.length && stored;
  });
}

function isGone({ records }: Stored, context: string): boolean {
  return records.some((one) => one.context === context && one.type === 'lifecycle' && one.state === 'gone');
}

/** The codes of what is found, by severity (`info` or worse), each once. */
export function codesOf(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.slice(0, line.indexOf(' '))))];
}
