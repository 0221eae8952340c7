import fc from 'fast-check';
import { arriveLive } from '../../test/support/simulated-arrival';
import { simulate, type Simulation } from '../../test/support/simulated-tabs';
import type { Record } from '../record/record';
import { createCapture, type Capture } from './capture';
import type { Answers, Question } from './types';
import type { View } from './view';
import { plainView } from '../../test/support/captures';

/** The answer without its version, which counts changes. */
function ask<Q extends Question>(capture: Capture, question: Q): Omit<Answers[Q['ask']], 'version'> {
  return { ...capture.ask(question), version: 0 };
}

function allOf({ records }: Simulation): Record[] {
  return [...records.values()].flat().sort((a, b) => a.time - b.time);
}

function play(seed: number, values: number): Simulation {
  return simulate({ seed, steps: 120, values, direct: 0.1, changing: true, sameUrls: false });
}

async function atOnce(simulation: Simulation): Promise<Capture> {
  const capture = createCapture({ origin: 'http://x' });
  for (const context of simulation.contexts) capture.addContext(context);
  capture.prepend(allOf(simulation));
  await capture.loaded();
  await capture.finish(null);
  return capture;
}

/** As in a viewer that is open: records come in pieces, and it is asked about every piece. */
async function live(simulation: Simulation, seed: number, views: readonly View[]): Promise<Capture> {
  const capture = createCapture({ origin: 'http://x' });
  for (const context of simulation.contexts) capture.addContext(context);
  await capture.loaded();
  for (const batch of arriveLive(simulation, seed, 30)) {
    capture.add(batch);
    for (const view of views) capture.ask({ ask: 'rows', view, from: -20, to: Infinity });
  }
  await capture.finish(null);
  return capture;
}

function viewsOf(simulation: Simulation): View[] {
  const all = allOf(simulation);
  const times = { from: all[all.length >> 2]?.time ?? 0, to: all[(all.length * 3) >> 2]?.time ?? 0 };
  return [
    plainView,
    { ...plainView, fold: false },
    { ...plainView, window: times },
    { ...plainView, kinds: ['broadcast-channel'] },
    { ...plainView, filter: 'k1' },
    { ...plainView, problemsOnly: true },
    { ...plainView, mode: 'events', filter: '-k1', window: times },
    { ...plainView, sort: { by: 'size', descending: true } },
  ];
}

const arbitrary = fc.record({ seed: fc.integer({ min: 1, max: 1e6 }), values: fc.constantFrom(2, Infinity) });

test('rows i to j are those of all rows, whatever is expanded', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitrary,
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 0, max: 30 }),
      async (of, from, count) => {
        const simulation = play(of.seed, of.values);
        const capture = await atOnce(simulation);
        for (const view of viewsOf(simulation)) {
          const ids = capture.ask({ ask: 'rows', view, from: 0, to: Infinity }).rows.map(({ id }) => id);
          const open = { ...view, expanded: ids.filter((_, index) => index % 3 === of.seed % 3) };
          const all = capture.ask({ ask: 'rows', view: open, from: 0, to: Infinity });
          const some = capture.ask({ ask: 'rows', view: open, from, to: from + count });
          expect(some.rows).toEqual(all.rows.slice(from, from + count));
          expect(all.rows).toHaveLength(all.total);
          expect(new Set(all.rows.map(({ id }) => id)).size).toBe(all.total);
          for (const [index, { id }] of some.rows.entries())
            expect(capture.ask({ ask: 'place', view: open, id })).toMatchObject({
              index: some.first + index,
              id,
            });
        }
      },
    ),
    { numRuns: 5 },
  );
});

test('records that come in pieces give the rows, chips and rates of records that come at once', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ seed, values }) => {
      const simulation = play(seed, values);
      const views = viewsOf(simulation);
      const [one, other] = [await atOnce(simulation), await live(simulation, seed, views)];
      // Writes of which no record tells, and that could be one or another, may be paired otherwise.
      for (const view of views) {
        const rows = { ask: 'rows', view, from: 0, to: Infinity } as const;
        expect(ask(other, rows)).toEqual(ask(one, rows));
        expect(ask(other, { ask: 'chips', view })).toEqual(ask(one, { ask: 'chips', view }));
      }
      const rate = {
        ask: 'rate',
        range: null,
        bins: 7,
        of: 'messages',
        by: 'channel',
        filter: '',
        kinds: null,
      } as const;
      expect(ask(other, rate)).toEqual(ask(one, rate));
      const rates = {
        ask: 'rates',
        filter: '',
        kinds: null,
        window: null,
        of: 'messages',
        bars: 9,
      } as const;
      expect(ask(other, rates)).toEqual(ask(one, rates));
    }),
    { numRuns: 5 },
  );
});

test('no message is left out: every write and send is in one row, every receive in one or below one', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ seed, values }) => {
      const simulation = play(seed, values);
      const capture = await atOnce(simulation);
      const view = { ...plainView, fold: false };
      const { rows } = capture.ask({ ask: 'rows', view, from: 0, to: Infinity });
      const ids = new Set(rows.map(({ id }) => id));
      for (const record of allOf(simulation)) {
        const id = `${record.context}/${record.seq}`;
        if (record.type === 'storage-write' || record.type === 'send') expect(ids).toContain(id);
        if (record.type !== 'storage-event' && record.type !== 'receive') continue;
        expect(capture.ask({ ask: 'place', view, id }).index).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 5 },
  );
});
