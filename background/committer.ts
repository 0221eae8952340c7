import type { Batch } from '../src/protocol/background';
import type { Context, Record } from '../src/record';
import { commit, type Entry } from '../store/commit';
import type { Database } from '../store/database';
import { recordsOf } from './observations';
import { ring, ringCommitted } from './ring';
import { retention } from './settings';

/**
 * The one writer of the store. What comes while a transaction runs goes into the next one together. A job is done when its records are
 * committed; if the store refuses, all of it stays here and is tried again.
 */
export interface Job {
  readonly context: Context;
  readonly batch: Batch | null;
  /** Every record with a lower seq is in the store. */
  readonly done: (nextSeq: number) => void;
}

export interface Committer {
  add(job: Job): void;
}

/** Milliseconds to the next attempt after a failure. */
const retryAfter = 1_000;

export function createCommitter(database: () => Promise<Database>): Committer {
  let waiting: Job[] = [];
  let running = false;
  let failed = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const jobs = waiting;
      waiting = [];
      try {
        await commitJobs(await database(), jobs);
        if (failed) ring({ type: 'trouble', message: '' });
        failed = false;
      } catch (error) {
        // Nothing was acknowledged: the contexts keep what they sent, and so does this list.
        waiting = [...jobs, ...waiting];
        failed = true;
        ring({ type: 'trouble', message: String(error) });
        await new Promise((resolve) => setTimeout(resolve, retryAfter));
      }
    }
    running = false;
  }

  return {
    add(job) {
      waiting.push(job);
      if (!running) void run();
    },
  };
}

async function commitJobs(database: Database, jobs: readonly Job[]): Promise<void> {
  const reached = new Map<string, number>();
  const entries = new Map<string, { context: Context; records: Record[] }>();
  const changed = new Set<string>();
  for (const { context, batch } of jobs) {
    let nextSeq = reached.get(context.id);
    if (nextSeq === undefined) {
      const row = await database.get('contexts', context.id);
      nextSeq = row?.nextSeq ?? 0;
      if (!row || !sameContext(row.context, context)) changed.add(context.id);
    }
    const entry = entries.get(context.id) ?? { context, records: [] };
    if (!sameContext(entry.context, context)) changed.add(context.id);
    entry.context = context;
    entries.set(context.id, entry);
    const records = batch ? recordsOf(context.id, batch, nextSeq, Date.now()) : [];
    for (const record of records) entry.records.push(record);
    reached.set(context.id, Math.max(nextSeq, batch ? batch.first + batch.count : 0));
  }
  const list: Entry[] = [...entries.values()].filter(
    ({ context, records }) => records.length > 0 || changed.has(context.id),
  );
  const committed = list.length > 0 ? await commit(database, list, await retention(), Date.now()) : [];
  for (const { context } of list) if (changed.has(context.id)) ring({ type: 'context', context });
  for (const part of committed) ringCommitted(part);
  for (const { context, done } of jobs) done(reached.get(context.id) ?? 0);
}

function sameContext(a: Context, b: Context): boolean {
  return (
    a.title === b.title &&
    a.url === b.url &&
    a.favicon === b.favicon &&
    a.tab === b.tab &&
    a.origin === b.origin
  );
}
