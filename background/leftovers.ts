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
  /** undefined if it is malformed. */
  readonly left: Left | undefined;
}

/**
 * Collects leftovers at the start, and whenever something is left, which wakes a stopped background. One round at a time, each in the order of
 * seqs: a later batch that overtakes an earlier one would make that a gap. What was committed already is recognised by its seqs.
 */
export function collectLeftovers(committer: Committer): Leftovers {
  let rounds: Promise<void> = Promise.resolve();
  let announced = false;
  /** What was told since the last round began: the same key may hold something else by now, or be removed by the round that runs. */
  let told: Found[] = [];

  function collect(): void {
    if (announced) return;
    announced = true;
    void queue(async () => {
      announced = false;
      const found = told.concat(await readLeft());
      told = [];
      const finished = await storeAll(committer, found);
      const again = new Set(told.map(({ key }) => key));
      await browser.storage.local.remove(finished.filter((key) => !again.has(key)));
    });
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
    for (const [key, { newValue }] of left) told.push({ key, left: parseLeft(newValue) });
    collect();
  });
  collect();

  return {
    discard: () =>
      queue(async () => {
        await browser.storage.local.remove((await readLeft()).map(({ key }) => key));
      }),
  };
}

async function readLeft(): Promise<Found[]> {
  const all = Object.entries(await browser.storage.local.get(null));
  return all
    .filter(([key]) => key.startsWith(leftPrefix))
    .map(([key, value]) => ({ key, left: parseLeft(value) }));
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
