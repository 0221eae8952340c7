import browser from 'webextension-polyfill';
import { leftPrefix, type Batch } from '../src/protocol/background';
import { contextOfLeft } from '../src/protocol/background-parse';
import { readSecret } from '../store/secret';
import type { Committer } from './committer';
import { openStore } from './open-store';
import { report } from './report';
import { maxSealed, openLeftover } from './sealed-leftover';
import { isPrivate } from './user';

interface Found {
  readonly key: string;
  /**
   * As anybody may have put it there; undefined if there was no room to remember it: it is in the storage.
   */
  readonly value: unknown;
}

interface Left {
  readonly key: string;
  readonly context: string;
  readonly batch: Batch;
}

/** Keys that are read at a time: a page may leave more in a minute than the background has memory for. */
const slice = 16;
/** UTF-16 units of what was told that are remembered. */
const maxTold = 32 * 1024 * 1024;
/** Milliseconds to the next round, where there was no room for all. */
const again = 1_000;

/**
 * Collects leftovers at the start, and whenever something is left, which wakes a stopped background. One
 * round at a time, each in the order of seqs: a later batch that overtakes an earlier one would make that a
 * gap. What was committed already is recognised by its seqs.
 */
export function collectLeftovers(committer: Committer): void {
  let rounds: Promise<void> = Promise.resolve();
  let announced = false;
  /**
   * What was told since the last round began: the same key may hold something else by now, or be removed by
   * the round that runs.
   */
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
    const found = heard
      .filter(({ key, value }) => value !== undefined && keys.includes(key))
      .concat(await readLeft(keys));
    const lefts = (await Promise.all(found.map(openFound))).filter((left) => left !== undefined);
    lefts.sort(compare);
    const waiting = new Set((await Promise.all(lefts.map(tryToStore))).filter((key) => key !== null));
    const toldAgain = new Set(told.map(({ key }) => key));
    await browser.storage.local.remove(keys.filter((key) => !waiting.has(key) && !toldAgain.has(key)));
    return waiting.size === 0;
  }

  /** Its key if there is no room now, else null. */
  async function tryToStore({ key, context, batch }: Left): Promise<string | null> {
    return (await store(committer, context, batch)) ? null : key;
  }

  function remember(key: string, value: unknown): void {
    const size = typeof value === 'string' ? value.length : Infinity;
    // Nothing of ours: it is removed by the next round.
    if (size > maxSealed) return;
    const fits = toldSize + size <= maxTold;
    if (fits) toldSize += size;
    told.push({ key, value: fits ? value : undefined });
  }

  function queue(work: () => Promise<void>): Promise<void> {
    rounds = rounds.then(work).catch(report);
    return rounds;
  }

  // Documents of private windows leave nothing, and what those of others leave is not for a background of
  // private windows (Chromium's `split`).
  if (isPrivate) return;

  browser.storage.local.onChanged.addListener((changes) => {
    const left = Object.entries(changes).filter(
      ([key, { newValue }]) => key.startsWith(leftPrefix) && newValue !== undefined,
    );
    if (left.length === 0) return;
    for (const [key, { newValue }] of left) remember(key, newValue);
    collect();
  });
  collect();
}

async function readLeft(keys: readonly string[]): Promise<Found[]> {
  const all = await browser.storage.local.get([...keys]);
  return Object.entries(all).map(([key, value]) => ({ key, value }));
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

/**
 * What a document that the browser has vouched for left behind: the background gave its secret to that
 * document alone. Content scripts of every site write this storage, so all else may be forged.
 */
async function openFound({ key, value }: Found): Promise<Left | undefined> {
  const context = contextOfLeft(key);
  if (context === undefined) return undefined;
  const secret = await readSecret(await openStore(), context);
  const batch = secret === undefined ? undefined : openLeftover(value, secret);
  return batch && { key, context, batch };
}

function compare(a: Left, b: Left): number {
  if (a.context === b.context) return a.batch.first - b.batch.first;
  return a.context < b.context ? -1 : 1;
}

/** false if there is no room now. */
function store(committer: Committer, context: string, batch: Batch): Promise<boolean> {
  return new Promise((resolve) => {
    let isForgotten = false;
    committer.add({
      id: context,
      context(known) {
        // Its records were cleared meanwhile.
        isForgotten = !known;
        return known ?? null;
      },
      batch,
      done() {
        resolve(true);
      },
      refused() {
        resolve(isForgotten);
      },
    });
  });
}
