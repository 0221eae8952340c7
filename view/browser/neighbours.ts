import browser, { type Tabs } from 'webextension-polyfill';
import { areNearOrigins } from '../../src/findings/asking/near-origin';
import type { Context, Neighbour } from '../../src/record/record';
import type { Database } from '../../store/database';

/**
 * Watched documents of origins that may be taken for this one, with when they were there: what is written in
 * one origin does not reach them, however alike their pages look. Those that are gone too, as long as records
 * of theirs are held: what a viewer says does not depend on when it was opened.
 */
export async function readNeighbours(database: Database, origin: string): Promise<Neighbour[]> {
  const [rows, tabs] = await Promise.all([database.getAll('contexts'), browser.tabs.query({})]);
  const byId = new Map(tabs.map((tab) => [tab.id, tab]));
  return rows
    .filter((row) => areNearOrigins(row.origin, origin))
    .map(({ context, time }) => ({
      origin: context.origin,
      created: context.created,
      ended: context.ended ?? (isOpen(context, byId.get(context.tab ?? -1)) ? null : time),
    }));
}

/**
 * A connection that was lost while the background was stopped is not known to have ended: the tab is asked
 * too.
 */
function isOpen({ frame, origin }: Context, tab: Tabs.Tab | undefined): boolean {
  if (!tab) return false;
  return frame !== 0 || tab.url === undefined || tab.url.startsWith(`${origin}/`);
}
