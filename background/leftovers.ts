import browser from 'webextension-polyfill';
import { leftPrefix, type Left } from '../src/protocol/background';
import { parseLeft } from '../src/protocol/background-parse';
import type { Committer } from './committer';
import { report } from './report';
import { unseenContext } from './sender';

/** What documents left in storage.local when they went away. */
export interface Leftovers {
  /** Throws away what is there now. */
  discard(): Promise<void>;
}

interface Found {
  readonly key: string;
  /** undefined if it is malformed, null if there was no room to remember it: it is in the storage. */
  readonly left: Left | undefined | null;
}

/** Keys that are read at a time: a page may leave more in a minute than the background has memory for. */
const slice = 16;
/** UTF-16 units of what was told that are remembered. */
const maxTold = 32 * 1024 * 1024;
/** Milliseconds to the next round, where there was no room for all. */
const again = 1_000;

/**
 * Collects leftovers at the start, and whenever something is left, which wakes a stopped background. One round at a time, each in the order of
 * seqs: a later batch that overtakes an earlier one would make that a gap. What was committed already is recognised by its seqs.
 */
export function collectLeftovers(committer: Committer): Leftovers {
  let rounds: Promise<void> = Promise.resolve();
  let announced = false;
  /** What was told since the last round began: the same key may hold something else by now, or be removed by the round that runs. */
  let told: Found[] = [];
  let toldSize = 0;

  function collect(): void {
    if (announced) return;
    announced = true;
    void queue(async () => {
      announced = false;
      const heard = told;
      told = [];
      toldSize = 0;
      const keys = inOrder([...heard.map(({ key }) => key), ...(await leftKeys())]);
      for (let from = 0; from < keys.length; from += slice) {
        if (await storeSlice(keys.slice(from, from + slice), heard)) continue;
        // What is behind must not overtake what could not be stored.
        setTimeout(collect, again);
        break;
      }
    });
  }

  /** false if something could not be stored now. */
  async function storeSlice(keys: readonly string[], heard: readonly Found[]): Promise<boolean> {
    const found = heard.filter(({ key, left }) => left && keys.includes(key)).concat(await readLeft(keys));
    const finished = await storeAll(committer, found);
    const toldAgain = new Set(told.map(({ key }) => key));
    await browser.storage.local.remove(finished.filter((key) => !toldAgain.has(key)));
    return finished.length === found.length;
  }

  function remember(key: string, left: Left | undefined): void {
    const size = left ? left.parts.reduce((sum, part) => sum + part.length, 0) : 0;
    const fits = toldSize + size <= maxTold;
    if (fits) toldSize += size;
    told.push({ key, left: fits ? left : null });
  }

  function queue(work: () => Promise<void>): Promise<void> {
    rounds = rounds.then(work).catch(report);
    return rounds;
  }

  browser.storage.local.onChanged.addListener((changes) => {
    const left = Object.entries(changes).filter(
      ([key, { newValue }]) => key.startsWith(leftPrefix) && newValue !== undefined,
    );
    if (left.length === 0) return;
    for (const [key, { newValue }] of left) remember(key, parseLeft(newValue));
    collect();
  });
  collect();

  return {
    discard: () =>
      queue(async () => {
        await browser.storage.local.remove(await leftKeys());
      }),
  };
}

async function readLeft(keys: readonly string[]): Promise<Found[]> {
  const all = await browser.storage.local.get([...keys]);
  return Object.entries(all).map(([key, value]) => ({ key, left: parseLeft(value) }));
}

async function leftKeys(): Promise<string[]> {
  const area: { getKeys?(): Promise<string[]>; get(keys: null): Promise<object> } = browser.storage.local;
  // Chromium 130, Firefox 143; before, there is no way to the keys but with all that they hold.
  const keys = area.getKeys ? await area.getKeys() : Object.keys(await area.get(null));
  return keys.filter((key) => key.startsWith(leftPrefix));
}

/** Each once; a context's by the seqs that they begin with. */
function inOrder(keys: readonly string[]): string[] {
  const collator = new Intl.Collator('en', { numeric: true });
  return [...new Set(keys)].sort(collator.compare);
}

/** Returns the keys of what is stored now, or malformed; the others stay where they are, for a later round. */
async function storeAll(committer: Committer, found: readonly Found[]): Promise<string[]> {
  const lefts = found.flatMap(({ key, left }) => (left ? [{ key, left }] : []));
  lefts.sort((a, b) => compare(a.left, b.left));
  const stored = await Promise.all(
    lefts.map(async ({ key, left }) => ((await store(committer, left)) ? key : null)),
  );
  const malformed = found.filter(({ left }) => !left).map(({ key }) => key);
  return malformed.concat(stored.filter((key) => key !== null));
}

function compare(a: Left, b: Left): number {
  if (a.claims.context === b.claims.context) return a.first - b.first;
  return a.claims.context < b.claims.context ? -1 : 1;
}

/** false if there is no room now. */
function store(committer: Committer, left: Left): Promise<boolean> {
  return new Promise((resolve) => {
    committer.add({
      id: left.claims.context,
      context: (known) => known ?? unseenContext(left.claims),
      batch: left,
      done() {
        resolve(true);
      },
      refused() {
        resolve(false);
      },
    });
  });
}
