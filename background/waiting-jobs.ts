import type { Job } from './committer';

/** Jobs that wait for the store, or are under way to it, within a bound. */
export interface WaitingJobs {
  readonly length: () => number;
  /** UTF-16 units, as far as they are known, of those that are not stored yet. */
  readonly size: () => number;
  /** Whether there was room for it. */
  add(job: Job): boolean;
  /** All that wait, which count until they are stored. */
  take(): readonly Job[];
  /** They could not be stored: they are the first again. */
  giveBack(jobs: readonly Job[]): void;
  stored(jobs: readonly Job[]): void;
}

/** UTF-16 units; contexts keep what finds no room and send it again. */
const maxWaiting = 64 * 1024 * 1024;
/** What a job counts beside its batch: a title, a URL and an icon may wait in it. */
export const jobItself = 4 * 1024;

export function createWaitingJobs(max = maxWaiting): WaitingJobs {
  let waiting: Job[] = [];
  let size = 0;
  return {
    length: () => waiting.length,
    size: () => size,
    add(job) {
      // A single one is taken, whatever its size.
      if (size > 0 && size + sizeOf(job) > max) return false;
      size += sizeOf(job);
      waiting.push(job);
      return true;
    },
    take() {
      const jobs = waiting;
      waiting = [];
      return jobs;
    },
    giveBack(jobs) {
      waiting = [...jobs, ...waiting];
    },
    stored(jobs) {
      for (const job of jobs) size -= sizeOf(job);
    },
  };
}

function sizeOf({ batch }: Job): number {
  let size = jobItself;
  for (const part of batch?.parts ?? []) size += part.length;
  return size;
}
