import { readFileSync } from 'node:fs';
import { createAnalysis } from './analysis';
import { badFamilies, badRecords, mixed, type BadRecords } from './bad-records';

/** Megabytes of each family, and of several together: `TABSHARK_BAD_MEGABYTES=5` takes as much of each. */
const megabytes = Number(process.env.TABSHARK_BAD_MEGABYTES ?? 0.3);
const together = 5;
/** Milliseconds until a program that was just begun is fast. */
const warmingUp = 300;
/** Milliseconds of one thread's time: a viewer may be busy for so long with one megabyte, and at once. */
const aMegabyte = 1_000;
const atOnce = 50;
/** A busy machine and collecting garbage slow a step down; work that grows faster than its input takes seconds. */
const noise = 5;
/** Records that a viewer analyses at once (view/state/analysed.ts). */
const step = 100;

/** What a loaded machine adds is not counted, where the system tells how long a thread has run. */
function threadTime(): number {
  try {
    const [ran = ''] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ');
    return Number(ran) / 1e6;
  } catch {
    return performance.now();
  }
}

/** Milliseconds that each step of a viewer takes that hears of these records. */
function steps({ contexts, records }: BadRecords): number[] {
  const analysis = createAnalysis();
  const { correlator } = analysis;
  const taken: number[] = [];
  function take(work: () => boolean | undefined): void {
    for (let more: boolean | undefined = true; more;) {
      const before = threadTime();
      more = work();
      taken.push(threadTime() - before);
    }
  }
  function done(work: () => void): () => undefined {
    return () => {
      work();
      return undefined;
    };
  }

  for (let from = 0; from < contexts.length; from += step)
    take(done(() => contexts.slice(from, from + step).forEach(analysis.addContext)));
  for (let from = 0; from < records.length; from += step) {
    const some = records.slice(from, from + step);
    take(done(() => analysis.add(some)));
    // A list shows some fifty rows.
    take(done(() => some.slice(-50).forEach((record) => correlator.of(record)?.answers)));
    take(done(analysis.findings));
  }
  const end = records.reduce((latest, { time }) => Math.max(latest, time), 0);
  for (let tick = 1; tick <= 10; tick += 1) take(() => analysis.advance(end + tick * 1_000));
  take(analysis.finish);
  take(done(correlator.contexts));
  take(done(correlator.latencies));
  return taken;
}

/** The same steps up to five times: what not all of them took was the machine, or a program that was not warm yet. */
function best(records: BadRecords): { readonly all: number; readonly longest: number } {
  let least = steps(records);
  for (let run = 1; run < 5 && Math.max(...least) >= atOnce; run += 1) {
    const others = steps(records);
    least = least.map((taken, at) => Math.min(taken, others[at] ?? taken));
  }
  return { all: least.reduce((sum, taken) => sum + taken, 0), longest: Math.max(...least) };
}

describe('a viewer is busy no longer than what it hears of is long', () => {
  it.each(badFamilies)('%s', (family) => {
    const { all, longest } = best(badRecords(family, megabytes * 1e6, 1));
    expect(all).toBeLessThan(aMegabyte * megabytes + warmingUp);
    expect(longest).toBeLessThan(noise * atOnce);
  });

  it('five megabytes of several together', () => {
    const { all, longest } = best(mixed(together * 1e6, 1));
    expect(all).toBeLessThan(aMegabyte * together);
    expect(longest).toBeLessThan(noise * atOnce);
  });
});
