import type { Page } from 'puppeteer-core';
import { seenInFourWays, type FourWays } from '../gallery/four-ways';
import type { Driver } from '../harness/driver';
import { onceArrived, onceEnded } from '../harness/settled';
import type { Stored } from '../harness/stored';

/**
 * Closes the tabs of a site, and tells what is found whenever one looks: before and after that, and in the
 * file.
 */
export async function seenWhenever(
  browser: Driver,
  origin: string,
  tabs: readonly Page[],
): Promise<FourWays> {
  const read = (): Promise<Stored> => browser.stored(origin);
  const there = tabs.filter((tab) => !tab.isClosed());
  const open = await onceArrived(there, origin, read);
  for (const tab of there) await tab.close();
  const { live, late, closed, file } = await seenInFourWays({
    open,
    closed: await onceEnded(read),
    neighbours: [],
  });
  return { live: certain(live), late: certain(late), closed: certain(closed), file: certain(file) };
}

/** A busy machine is late in earnest. */
function certain(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.startsWith('B12 '));
}

/** The codes of what is found, by severity (`info` or worse), each once. */
export function codesOf(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.slice(0, line.indexOf(' '))))];
}
