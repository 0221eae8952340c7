import type { Job } from './committer';
import { createWaitingJobs, jobItself } from './waiting-jobs';

/** `size`: UTF-16 units of its batch; null: it has none, as a change of the title. */
function job(size: number | null): Job {
  return {
    id: 'a',
    context: () => null,
    batch: size === null ? null : { first: 0, count: 1, parts: [' '.repeat(size)] },
    done: () => undefined,
    refused: () => undefined,
  };
}

describe('the jobs that wait for the store', () => {
  it('are taken within the bound, and not beyond it', () => {
    const jobs = createWaitingJobs(2 * (jobItself + 100));
    expect([jobs.add(job(100)), jobs.add(job(100)), jobs.add(job(0))]).toEqual([true, true, false]);
    expect(jobs.take()).toHaveLength(2);
  });

  it('are bounded without records too: a page may change its title for ever while the store fails', () => {
    const jobs = createWaitingJobs(10 * jobItself);
    for (let change = 0; change < 1_000; change += 1) {
      jobs.add(job(null));
      jobs.giveBack(jobs.take());
    }
    expect(jobs.length()).toBe(10);
  });

  it('have room again when they are stored, not before', () => {
    const jobs = createWaitingJobs(jobItself);
    jobs.add(job(null));
    const taken = jobs.take();
    expect(jobs.add(job(null))).toBe(false);
    expect(jobs.size()).toBe(jobItself);
    jobs.stored(taken);
    expect(jobs.size()).toBe(0);
    expect(jobs.add(job(null))).toBe(true);
  });

  it('that could not be stored come before those that were added meanwhile', () => {
    const jobs = createWaitingJobs();
    const [first, second] = [job(1), job(2)];
    jobs.add(first);
    const taken = jobs.take();
    jobs.add(second);
    jobs.giveBack(taken);
    expect(jobs.take()).toEqual([first, second]);
  });

  it('are taken one at a time where a single one is beyond the bound', () => {
    const jobs = createWaitingJobs(10);
    expect([jobs.add(job(100)), jobs.add(job(100))]).toEqual([true, false]);
  });
});
