import browser from 'webextension-polyfill';
import type { WatchState } from '../src/protocol/background';
import {
  isWatchable,
  parseWatchList,
  patternOf,
  withOrigin,
  withoutOrigin,
  type WatchList,
} from '../src/watch-list';
import type { Contexts } from './contexts';
import { isGranted, isListed, ownPatterns, register } from './registration';
import { ring } from './ring';
import { startIn } from './late-start';

/** Which pages are watched: the list in storage.local, the browser's grants, and the scripts that are registered for what is both. */
const key = 'watch';

export async function readList(): Promise<WatchList> {
  return parseWatchList((await browser.storage.local.get(key))[key]);
}

export async function watchState(origin: string): Promise<WatchState> {
  if (!isWatchable(origin)) return { listed: false, granted: false };
  return { listed: isListed(await readList(), origin), granted: await isGranted(origin) };
}

/**
 * Puts an origin on the list. It takes effect at once if it is granted, else as soon as the browser tells of the grant (permissions.onAdded): the
 * popup that asked for it may be closed by then.
 */
export async function watch(origin: string): Promise<void> {
  if (!isWatchable(origin)) throw new Error(`${origin} is not an origin that can be watched`);
  await change((list) => withOrigin(list, origin));
  await apply();
  if (await isGranted(origin)) await startIn(origin);
}

/** Takes an origin off the list, its documents' hooks out, and its permission back unless it is the manifest's own. */
export async function unwatch(origin: string, contexts: Contexts): Promise<void> {
  await change((list) => withoutOrigin(list, origin));
  await apply();
  contexts.tell({ type: 'stop' }, origin);
  const pattern = patternOf(origin, false);
  const { added } = await readList();
  const needed =
    ownPatterns().includes(pattern) || added.some((other) => patternOf(other, false) === pattern);
  if (!needed) await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
}

/** Follows the browser's grants. */
export function followGrants(): void {
  browser.permissions.onAdded.addListener(({ origins }) => {
    void (async () => {
      await apply();
      const { added } = await readList();
      for (const origin of added) if (origins?.includes(patternOf(origin, false))) await startIn(origin);
    })();
  });
  browser.permissions.onRemoved.addListener(() => void apply());
}

let running: Promise<void> = Promise.resolve();

/** Registers what the list and the grants say now; one at a time. */
export function apply(): Promise<void> {
  running = running
    .catch(() => undefined)
    .then(async () => {
      await register(await readList());
      ring({ type: 'watch-changed' });
    });
  return running;
}

async function change(edit: (list: WatchList) => WatchList): Promise<void> {
  await browser.storage.local.set({ [key]: edit(await readList()) });
}
