import browser from 'webextension-polyfill';
import { leftPrefix, type Left } from '../src/protocol/background';
import { parseLeft } from '../src/protocol/background-parse';
import type { Database } from '../store/database';
import type { Committer } from './committer';
import { unseenContext } from './sender';

/**
 * Collects what documents left in storage.local when they went away: at the start, and whenever something is left, which wakes a stopped
 * background. What was committed already is recognised by its seqs.
 */
export function collectLeftovers(committer: Committer, database: () => Promise<Database>): void {
  browser.storage.local.onChanged.addListener((changes) => {
    const left = Object.entries(changes).filter(
      ([key, { newValue }]) => key.startsWith(leftPrefix) && newValue !== undefined,
    );
    if (left.length > 0) void collect(left.map(([key, { newValue }]) => [key, newValue]));
  });
  void browser.storage.local.get(null).then((all) => collect(Object.entries(all)));

  async function collect(entries: readonly (readonly [string, unknown])[]): Promise<void> {
    const left = entries
      .filter(([key]) => key.startsWith(leftPrefix))
      .map(([key, value]) => ({ key, left: parseLeft(value) }))
      .sort((a, b) => (a.left?.first ?? 0) - (b.left?.first ?? 0));
    for (const entry of left) {
      if (entry.left) await take(entry.key, entry.left);
      else await browser.storage.local.remove(entry.key);
    }
  }

  async function take(key: string, left: Left): Promise<void> {
    const known = await (await database()).get('contexts', left.claims.context);
    committer.add({
      context: known?.context ?? unseenContext(left.claims),
      batch: left,
      done: () => {
        browser.storage.local.remove(key).catch(() => undefined);
      },
    });
  }
}
