import browser from 'webextension-polyfill';
import type { WatchState } from '../src/protocol/background';
import {
  allSites,
  covers,
  isListed,
  isWatchable,
  parseWatchList,
  patternOf,
  withOrigin,
  withoutOrigin,
  type WatchList,
} from '../src/protocol/watch-list';
import { startIn, startInPatterns } from './late-start';
import { areGranted, isGranted, ownPatterns, portsInPatterns, register } from './registration';
import { report } from './report';
import { ring } from './ring';
import { isPrivate, readShared, readUser, writeUser } from './user';

/**
 * Which pages are watched: the list in the store, the browser's grants, and the scripts that are registered
 * for what is both.
 */

export async function readList(): Promise<WatchList> {
  return parseWatchList(await readUser('watch'));
}

export async function watchState(origin: string): Promise<WatchState> {
  if (!isWatchable(origin)) return { listed: false, granted: false };
  const listed = isListed(await readList(), ownPatterns(), origin, portsInPatterns);
  return { listed, granted: await isGranted(origin) };
}

/**
 * Whether documents that belong to an origin are to go on; where it is not known whose a document is, it
 * does.
 */
export async function isWatched(origin: string): Promise<boolean> {
  if (!isWatchable(origin)) return true;
  const { listed, granted } = await watchState(origin);
  return listed && granted;
}

/**
 * Puts an origin on the list. It takes effect at once if it is granted, else as soon as the browser tells of
 * the grant (permissions.onAdded): the popup that asked for it may be closed by then.
 */
export async function watch(origin: string): Promise<void> {
  check(origin);
  await apply((list) => withOrigin(list, origin, portsInPatterns));
  if (await isGranted(origin)) await startIn([origin]);
}

/** Takes an origin off the list, and its permission back unless something else needs that. */
export async function unwatch(origin: string): Promise<void> {
  check(origin);
  await apply((list) => withoutOrigin(list, origin, portsInPatterns));
  const pattern = patternOf(origin, false);
  const lists = [await readList()];
  // A permission is the same in private windows and outside.
  if (isPrivate) lists.push(parseWatchList(await readShared('watch')));
  const needed =
    ownPatterns().some((own) => covers(own, origin)) ||
    lists.some(({ all, added }) => all || added.some((other) => patternOf(other, false) === pattern));
  if (!needed) await browser.permissions.remove({ origins: [pattern] });
}

/**
 * All sites that are not taken off the list, or only those on it again. As for one, the grant may come later.
 */
export async function watchAll(on: boolean): Promise<void> {
  await apply((list) => ({ ...list, all: on }));
  if (on && (await areGranted(allSites))) await startInPatterns(allSites);
}

/** Follows the browser's grants; `revoked` is called when some were taken back. */
export function followGrants(revoked: () => void): void {
  browser.permissions.onAdded.addListener(({ origins }) => {
    void apply()
      .then(readList)
      .then(async ({ all, added }) => {
        const given = origins ?? [];
        await startIn(added.filter((origin) => given.some((pattern) => covers(pattern, origin))));
        // The manifest's own too: the browser lets the user take them and give them back.
        const own = new Set(all ? [...ownPatterns(), ...allSites] : ownPatterns());
        await startInPatterns(given.filter((pattern) => own.has(pattern)));
      })
      .catch(report);
  });
  browser.permissions.onRemoved.addListener(() => {
    void apply().then(revoked).catch(report);
  });
}

let running: Promise<void> = Promise.resolve();

/** Changes the list, if asked to, and registers what it and the grants say then; one at a time. */
export function apply(edit?: (list: WatchList) => WatchList): Promise<void> {
  const done = running.then(async () => {
    const before = await readList();
    const list = edit ? edit(before) : before;
    if (edit) await writeUser('watch', list);
    await register(list);
    ring({ type: 'watch-changed' });
  });
  running = done.catch(() => undefined);
  return done;
}

function check(origin: string): void {
  if (!isWatchable(origin)) throw new Error(`${origin} is not an origin that can be watched`);
}
