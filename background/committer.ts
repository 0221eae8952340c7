import type { Batch } from '../src/protocol/background';
import type { Context, Record } from '../src/record/record';
import { commit, type Entry } from '../store/commit';
import type { Database } from '../store/database';
import { recordsOf } from './observations';
import { ring, ringCommitted } from './ring';
import { retention } from './settings';
import { withTimes } from './times';
import { createWaitingJobs } from './waiting-jobs';
import { reasonOf } from '../src/reason';

/** Something to be stored of one context. */
export interface Job {
  /** The context's id. */
  readonly id: string;
  /** As in store/commit.ts; null: it is not the context that it says it is. */
  readonly context: (known: Context | undefined) => Context | null;
  readonly batch: Batch | null;
  /** It is in the store, as is every record with a lower seq than `nextSeq`; the context has that secret. */
  readonly done: (nextSeq: number, secret: string | undefined) => void;
  /** It is not taken, and not kept either. */
  readonly refused: () => void;
}

/**
 * The one writer of the store: what comes while a transaction runs, or soon after it began, goes into the
 * next one together. The first after a silence begins at once.
 */
export interface Committer {
  add(job: Job): void;
  /** Runs `work` between two commits. */
  between<T>(work: (database: Database) => Promise<T>): Promise<T>;
}

/** Milliseconds to the next attempt after a failure. */
const retryAfter = 1_000;
/**
 * Milliseconds from the begin of one commit to that of the next: each writes the origin's open chunk anew,
 * whatever little is new.
 */
const commitsApart = 60;
/** UTF-16 units that wait, from which on a commit is worth its cost at any time. */
const worthACommit = 256 * 1024;

export function createCommitter(database: () => Promise<Database>): Committer {
  const works: (() => Promise<void>)[] = [];
  const waiting = createWaitingJobs();
  let running = false;
  let mayCommitAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /**
   * null until the first commit: what the viewers were told before the background was stopped is not known.
   */
  let failed: boolean | null = null;

  async function run(): Promise<void> {
    running = true;
    for (;;) {
      const work = works.shift();
      if (work) await work();
      else if (waiting.length() > 0 && isTime()) await commitWaiting();
      else break;
    }
    running = false;
  }

  /** If it is too early, `run` comes again in time. */
  function isTime(): boolean {
    const early = mayCommitAt - performance.now();
    if (early <= 0 || waiting.size() >= worthACommit) return true;
    timer ??= setTimeout(() => {
      timer = null;
      start();
    }, early);
    return false;
  }

  async function commitWaiting(): Promise<void> {
    mayCommitAt = performance.now() + commitsApart;
    const jobs = waiting.take();
    let finish: () => void;
    try {
      finish = await commitJobs(await database(), jobs);
    } catch (error) {
      // Nothing was acknowledged: the contexts keep what they sent, and so does this list.
      waiting.giveBack(jobs);
      failed = true;
      ring({ type: 'trouble', message: reasonOf(error) });
      await new Promise((resolve) => setTimeout(resolve, retryAfter));
      return;
    }
    waiting.stored(jobs);
    if (failed !== false) ring({ type: 'trouble', message: '' });
    failed = false;
    finish();
  }

  function start(): void {
    if (!running) void run();
  }

  return {
    add(job) {
      if (waiting.add(job)) start();
      else job.refused();
    },
    between(work) {
      return new Promise((resolve, reject) => {
        works.push(async () => {
          try {
            resolve(await work(await database()));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
        start();
      });
    },
  };
}

/** Stores jobs; the result tells viewers and those who gave the jobs. */
async function commitJobs(database: Database, jobs: readonly Job[]): Promise<() => void> {
  const contexts = new Map<string, Job[]>();
  for (const job of jobs) {
    const known = contexts.get(job.id);
    if (known) known.push(job);
    else contexts.set(job.id, [job]);
  }
  const refused = new Set<Job>();
  const reached = new Map<string, number>();
  const now = Date.now();
  const entries = [...contexts].map(([id, own]) => entryOf(id, own, refused, reached, now));
  const { committed, changed, secrets } = await commit(database, entries, await retention(), now);
  return () => {
    for (const context of changed) ring({ type: 'context', context });
    for (const part of committed) ringCommitted(part);
    for (const job of jobs) {
      if (refused.has(job)) job.refused();
      else job.done(reached.get(job.id) ?? 0, secrets.get(job.id));
    }
  };
}

/** One context's jobs as one entry; notes the jobs that are refused, and the seq that is reached. */
function entryOf(
  id: string,
  jobs: readonly Job[],
  refused: Set<Job>,
  reached: Map<string, number>,
  now: number,
): Entry {
  return {
    id,
    context(known) {
      let context: Context | null = null;
      for (const job of jobs) {
        const next = job.context(context ?? known);
        if (next) context = next;
        else refused.add(job);
      }
      return context;
    },
    records(nextSeq, before) {
      const all: Record[] = [];
      let next = nextSeq;
      for (const job of jobs) {
        if (!job.batch || refused.has(job)) continue;
        for (const record of recordsOf(id, job.batch, next, now)) all.push(record);
        next = Math.max(next, job.batch.first + job.batch.count);
      }
      reached.set(id, next);
      return withTimes(all, before, now);
    },
  };
}
