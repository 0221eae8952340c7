import fc from 'fast-check';
import { simulate } from '../exchange/simulated-tabs';
import { createCapture, type Capture } from './capture';
import type { TimelineAnswer } from './timeline-types';
import type { DeliveryRow, ExchangeRow, TimeWindow, View } from './types';

const all: View = {
  mode: 'exchanges',
  filter: '',
  kinds: null,
  problemsOnly: false,
  window: null,
  sort: null,
  expanded: [],
  fold: false,
};

async function play(seed: number): Promise<Capture> {
  const { contexts, records } = simulate({
    seed,
    steps: 120,
    values: 2,
    direct: 0.1,
    changing: true,
    sameUrls: false,
  });
  const capture = createCapture({ origin: 'http://x' });
  for (const context of contexts) capture.addContext(context);
  capture.prepend([...records.values()].flat().sort((a, b) => a.time - b.time));
  await capture.loaded();
  await capture.finish(null);
  return capture;
}

function timeline(capture: Capture, window: TimeWindow | null, bins: number): TimelineAnswer {
  return capture.ask({ ask: 'timeline', window, bins, filter: '', kinds: null, problemsOnly: false });
}

function messages(capture: Capture, window: TimeWindow | null): ExchangeRow[] {
  const { rows } = capture.ask({ ask: 'rows', view: { ...all, window }, from: 0, to: Infinity });
  return rows.filter((row) => row.row === 'exchange');
}

function deliveries(capture: Capture, id: string): readonly DeliveryRow[] {
  return capture.ask({ ask: 'exchange', id }).details?.deliveries ?? [];
}

test('arrows and the counts of blocks are the messages of the window, and arrivals are the deliveries', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.constantFrom(20, 300, 4_000),
      async (seed, start, part, bins) => {
        const capture = await play(seed);
        const { range } = timeline(capture, null, bins);
        if (!range) throw new Error('no records');
        const span = range.to - range.from;
        const window = { from: range.from + start * span, to: range.from + (start + part) * span };
        for (const one of [null, window]) {
          const { arrows, blocks, lanes } = timeline(capture, one, bins);
          const rows = messages(capture, one);
          const counted = blocks.reduce((sum, { count }) => sum + count, 0);
          expect(arrows.length + counted).toBe(rows.length);
          expect(arrows.length + blocks.length).toBeLessThanOrEqual(bins);
          const ids = new Set(lanes.map(({ id }) => id));
          for (const { id, lane, arrivals } of arrows) {
            expect(rows.map((row) => row.id)).toContain(id);
            const heard = deliveries(capture, id).filter(
              ({ verdict }) => verdict !== 'not-applicable' && verdict !== 'closed-before',
            );
            const documents = arrivals.flatMap(({ context, verdict }) =>
              context ? [[context, verdict]] : [],
            );
            expect(documents).toEqual(
              heard.map(({ who, verdict }) => ['context' in who && who.context, verdict]),
            );
            if (lane !== null && arrivals.length > 0) expect(ids).toContain(lane);
          }
        }
      },
    ),
    { numRuns: 8 },
  );
});
