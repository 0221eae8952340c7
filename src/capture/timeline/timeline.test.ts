import fc from 'fast-check';
import { captureOf, plainView } from '../../../test/support/captures';
import { simulate } from '../../../test/support/simulated-tabs';
import { scenario } from '../../../test/support/scenario';
import { createCapture, type Capture } from '../capture';
import type { TimelineAnswer } from './types';
import type { DeliveryRow, ExchangeRow } from '../rows/row-types';
import type { TimeWindow, View } from '../view';

const all: View = { ...plainView, fold: false };

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

function timeline(
  capture: Capture,
  window: TimeWindow | null,
  bins: number,
  unfolded: readonly string[] = [],
): TimelineAnswer {
  return capture.ask({
    ask: 'timeline',
    window,
    bins,
    filter: '',
    kinds: null,
    problemsOnly: false,
    unfolded,
  });
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
          for (const { from, to, problems } of blocks)
            expect(problems).toBe(
              rows.filter(({ time, problem }) => problem && time >= from && time <= to).length,
            );
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

test('frames are on the lane of their tab, or below it on lanes of their own', async () => {
  const play = scenario();
  const [top, frame] = [play.tab('top', { tab: 1 }), play.tab('frame', { tab: 1, frame: 7 })];
  frame.listen();
  frame.hear(top.write('k', null, '1'));
  const capture = await captureOf(play);
  const folded = timeline(capture, null, 1_000);
  expect(folded.lanes).toMatchObject([{ id: 'A', context: 'top', frames: 1, isFrame: false }]);
  expect(folded.arrows[0]).toMatchObject({ lane: 'A', arrivals: [{ lane: 'A', context: 'frame' }] });
  const unfolded = timeline(capture, null, 1_000, ['A']);
  expect(unfolded.lanes).toMatchObject([
    { id: 'A', context: 'top', frames: 1 },
    { id: 'A/7', context: 'frame', isFrame: true },
  ]);
  expect(unfolded.arrows[0]).toMatchObject({ lane: 'A', arrivals: [{ lane: 'A/7', context: 'frame' }] });
});

test('a lane says when its tab was not there yet, hidden, frozen, in the back/forward cache and gone', async () => {
  const play = scenario();
  play.tab('first');
  play.wait(1_000);
  const later = play.tab('later');
  for (const state of ['hidden', 'frozen', 'resumed', 'bfcached', 'restored', 'visible', 'gone'] as const) {
    play.wait(1_000);
    later.live(state);
  }
  play.wait(1_000);
  play.tab('last');
  const { lanes } = timeline(await captureOf(play), null, 1_000);
  const spans = lanes.find(({ context }) => context === 'later')?.spans ?? [];
  expect(spans.map(({ state }) => state)).toEqual([
    'absent',
    'hidden',
    'frozen',
    'hidden',
    'bfcached',
    'hidden',
    'gone',
  ]);
  for (const [index, { from, to }] of spans.entries()) {
    expect(to).toBeGreaterThan(from);
    expect(spans[index + 1]?.from ?? Infinity).toBeGreaterThanOrEqual(to);
  }
});

test('a lock is held by one and waited for by the next, until it is handed over', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  a.state('web-lock', 'save', 'requested');
  a.state('web-lock', 'save', 'granted');
  play.wait(100);
  b.state('web-lock', 'save', 'requested');
  play.wait(100);
  a.state('web-lock', 'save', 'released');
  b.state('web-lock', 'save', 'granted');
  play.wait(100);
  b.state('web-lock', 'save', 'released');
  // Nothing of it is there any more at the end.
  for (const tab of [a, b]) tab.live('gone');
  const { locks } = timeline(await captureOf(play), null, 4_000);
  const bars = locks.map(({ lane, state, from, to }) => ({
    lane,
    state,
    lasted: Math.round((to ?? NaN) - from),
  }));
  expect(bars).toContainEqual({ lane: 'A', state: 'held', lasted: 202 });
  expect(bars).toContainEqual({ lane: 'B', state: 'waiting', lasted: 102 });
  expect(bars).toContainEqual({ lane: 'B', state: 'held', lasted: 101 });
});

test('equal messages that are less than three pixels apart are a block, which counts those with a problem', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  b.listen();
  for (let index = 0; index < 19; index += 1) b.hear(a.write('presence', String(index), String(index + 1)));
  a.write('presence', '19', '20', { error: { name: 'QuotaExceededError', message: '' } });
  play.wait(10_000);
  a.write('other', null, '1');
  const capture = await captureOf(play);
  const { blocks, arrows } = timeline(capture, null, 500);
  expect(blocks).toMatchObject([{ count: 20, problems: 1, subject: 'presence', lanes: ['A', 'B'] }]);
  expect(arrows.map(({ subject }) => subject)).toEqual(['other']);
  const [block] = blocks;
  if (!block) throw new Error('no block');
  expect(timeline(capture, { from: block.from, to: block.to }, 1_000).arrows).toHaveLength(20);
});

test('a server has a lane while its socket was open, and where its messages are in a block', async () => {
  const play = scenario();
  const a = play.tab('a');
  const url = 'wss://x/live';
  a.open('websocket', url);
  a.listenOn('websocket', url);
  for (let index = 0; index < 5; index += 1) a.receive('websocket', url, String(index));
  a.close('websocket', url);
  play.wait(10_000);
  a.write('other', null, '1');
  const capture = await captureOf(play);
  const { lanes, blocks, range } = timeline(capture, null, 300);
  expect(lanes.map(({ id }) => id)).toEqual(['A', `websocket ${url}`]);
  expect(blocks[0]?.lanes).toContain(`websocket ${url}`);
  const end = range?.to ?? 0;
  expect(timeline(capture, { from: end - 100, to: end }, 300).lanes.map(({ id }) => id)).toEqual(['A']);
});
