import { badFamilies, badRecords, mixed, type BadRecords } from '../test/support/bad-records';
import { plainView } from '../test/support/captures';
import { countWork } from '../test/support/work';
import { createAnalysis } from './analysis';
import { createCapture } from './capture/capture';
import type { Question } from './capture/types';
import type { SortColumn } from './capture/view';

/** Megabytes of each family, and of several together: `TABSHARK_BAD_MEGABYTES=5` takes as much of each. */
const megabytes = Number(process.env.TABSHARK_BAD_MEGABYTES ?? 0.2);
const together = 0.5;
/**
 * What a viewer may do in one piece, and for each UTF-16 unit of what it hears of and is asked about: parts
 * of functions that are entered. Some 10 million take a second; how many there are does not depend on how
 * busy the machine is.
 */
const most = { inOnePiece: 300_000, aUnit: 6, toAnswer: 12 };
/** Records that a viewer analyses at once (capture/analysed.ts). */
const step = 25;
/** Pieces that are counted together at first: only where those were too much each is counted. */
const some = 20;

/**
 * A viewer that hears of these records, in the pieces in which its worker lets others go on; `done` hears of
 * the end of each.
 */
function hear({ contexts, records, neighbours }: BadRecords, done: () => void): void {
  const analysis = createAnalysis();
  const { correlator } = analysis;
  for (let from = 0; from < contexts.length; from += step) {
    contexts.slice(from, from + step).forEach(analysis.addContext);
    done();
  }
  analysis.setNeighbours(neighbours);
  for (let from = 0; from < records.length; from += step) {
    const few = records.slice(from, from + step);
    analysis.add(few);
    done();
    // A list shows some fifty rows.
    for (const record of few) correlator.of(record)?.answers.forEach(correlator.get);
    analysis.findings();
    done();
  }
  const end = endOf(records);
  for (let tick = 1; tick <= 10; tick += 1) while (analysis.advance(end + tick * 1_000)) done();
  while (analysis.finish()) done();
  correlator.contexts();
  done();
  correlator.latencies();
  done();
}

function endOf(records: BadRecords['records']): number {
  return records.reduce((latest, { time }) => Math.max(latest, time), -Infinity);
}

/** How much is done in so many pieces at most, and in all. */
function workOf(records: BadRecords, atOnce: number): { readonly all: number; readonly longest: number } {
  const work = countWork('/src/');
  let [all, longest, count] = [0, 0, 0];
  function take(): void {
    const taken = work.take();
    all += taken;
    longest = Math.max(longest, taken);
  }
  hear(records, () => {
    count += 1;
    if (count % atOnce === 0) take();
  });
  take();
  work.end();
  return { all, longest };
}

/** The most that is done in one piece, or less than what is allowed; and in all. */
function analysed(records: BadRecords): { readonly all: number; readonly longest: number } {
  const rough = workOf(records, some);
  return rough.longest <= most.inOnePiece ? rough : workOf(records, 1);
}

/** What views, and the details of a record in their middle, ask. */
function questions(records: BadRecords['records']): Question[] {
  const middle = records[records.length >> 1] ?? { context: '', seq: 0, time: 0 };
  const record = { context: middle.context, seq: middle.seq };
  const id = `${record.context}/${record.seq}`;
  const all = { filter: '', kinds: null, window: null };
  const columns = ['from', 'content', 'reached', 'slowest', 'finding'] satisfies SortColumn[];
  const place = { from: 0, to: 50 };
  return [
    { ask: 'status' },
    { ask: 'rows', view: plainView, from: -50, to: Infinity },
    { ask: 'rows', view: { ...plainView, filter: 'a or not failed' }, ...place },
    { ask: 'rows', view: { ...plainView, problemsOnly: true }, ...place },
    ...columns.map(
      (by) => ({ ask: 'rows', view: { ...plainView, sort: { by, descending: true } }, ...place }) as const,
    ),
    { ask: 'exchange', id },
    { ask: 'record', record },
    { ask: 'members', of: { records: [record] } },
    { ask: 'events', view: { ...plainView, mode: 'events' }, ...place },
    { ask: 'findings', ...all },
    { ask: 'contexts', filter: '', window: null },
    { ask: 'channels', window: null },
    { ask: 'chips', view: plainView },
    { ask: 'latencies', filter: '', window: null },
    { ask: 'rate', range: null, bins: 400, of: 'messages', by: 'tab', filter: '', kinds: null },
    { ask: 'rates', ...all, of: 'bytes', bars: 40 },
    {
      ask: 'storage',
      at: null,
      since: middle.time,
      area: null,
      filter: '',
      folded: [],
      bins: 100,
      ...place,
    },
    { ask: 'timeline', ...all, bins: 400, problemsOnly: false, unfolded: [] },
    { ask: 'values', of: 'channel', like: '', most: 20 },
    { ask: 'connections', at: middle.time, closed: true, find: '' },
  ];
}

/** How much is done to answer them all. */
async function answered({ contexts, records, neighbours }: BadRecords): Promise<number> {
  const capture = createCapture({ origin: 'http://x' });
  for (const context of contexts) capture.addContext(context);
  capture.setNeighbours(neighbours);
  capture.prepend(records.slice());
  await capture.loaded();
  await capture.finish(null);
  const work = countWork('/src/');
  for (const question of questions(records)) capture.ask(question);
  const taken = work.take();
  work.end();
  capture.close();
  return taken;
}

describe('a viewer does no more than what it hears of is long', () => {
  it.each(badFamilies)(
    '%s',
    async (family) => {
      const units = megabytes * 1e6;
      const records = badRecords(family, units, 1);
      const { all, longest } = analysed(records);
      expect(longest).toBeLessThan(most.inOnePiece);
      expect(all).toBeLessThan(most.aUnit * units);
      expect(await answered(records)).toBeLessThan(most.toAnswer * units);
    },
    120_000,
  );

  it('several together', async () => {
    const units = together * 1e6;
    const records = mixed(units, 1);
    const { all, longest } = analysed(records);
    expect(longest).toBeLessThan(most.inOnePiece);
    expect(all).toBeLessThan(most.aUnit * units);
    expect(await answered(records)).toBeLessThan(most.toAnswer * units);
  }, 120_000);
});
