import browser, { type Tabs } from 'webextension-polyfill';
import type { Context } from '../src/record';
import type { Database } from '../store/database';

/** Watched documents of other origins that are open now: what is written in one origin does not reach them, however alike their pages look. */
export async function readNeighbours(database: Database, origin: string): Promise<Context[]> {
  const [rows, tabs] = await Promise.all([database.getAll('contexts'), browser.tabs.query({})]);
  const byId = new Map(tabs.map((tab) => [tab.id, tab]));
  return rows
    .map(({ context }) => context)
    .filter((context) => context.origin !== origin && isOpen(context, byId.get(context.tab ?? -1)));
}

/** A connection that was lost while the background was stopped is not known to have ended: the tab is asked too. */
function isOpen({ ended, frame, origin }: Context, tab: Tabs.Tab | undefined): boolean {
  if (ended !== null || !tab) return false;
  return frame !== 0 || tab.url === undefined || tab.url.startsWith(`${origin}/`);
}
