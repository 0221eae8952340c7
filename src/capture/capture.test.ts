import { nameOf } from '../record/record-name';
import { scenario, type Scenario } from '../../test/support/scenario';
import { spansText } from '../shown/spans-text';
import { createCapture, type Capture } from './capture';
import type { ExchangeRow, Row, RowsAnswer } from './rows/row-types';
import type { View } from './view';
import { captureOf, plainView } from '../../test/support/captures';

function rowsOf(capture: Capture, view: Partial<View> = {}): readonly Row[] {
  return capture.ask({ ask: 'rows', view: { ...plainView, ...view }, from: 0, to: Infinity }).rows;
}

function exchanges(rows: readonly Row[]): ExchangeRow[] {
  return rows.filter((row) => row.row === 'exchange');
}

/** A shop: B listens, C does not, and a worker answers. */
function shop(): Scenario {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  b.listen();
  const c = play.tab('c');
  const first = a.write('cart', '{"items":[{"qty":3}]}', '{"items":[{"qty":2}]}');
  b.hear(first);
  c.hear(first);
  play.wait(3_000);
  a.open('shared-worker', 'http://x/hub.js');
  a.listenOn('shared-worker', 'http://x/hub.js');
  a.send('shared-worker', 'http://x/hub.js', { t: 'object', k: ['op'], v: ['add'], n: 1 });
  a.receive('shared-worker', 'http://x/hub.js', 'added');
  play.wait(3_000);
  return play;
}

test('a write that reaches several tabs is one row, with who it reached and what it changed', async () => {
  const [row, ...others] = exchanges(rowsOf(await captureOf(shop()), { kinds: ['local-storage'] }));
  expect(others).toEqual([]);
  expect(row).toMatchObject({ subject: 'cart', writers: ['a'], certain: true, size: 21, expandable: true });
  expect(spansText(row?.content ?? [])).toBe('items[0].qty 3 → 2');
  expect(row?.reached).toEqual([
    { who: { context: 'b' }, verdict: 'arrived' },
    { who: { context: 'c' }, verdict: 'nobody-listening' },
  ]);
  expect(row?.slowest).toMatchObject({ milliseconds: 2, isReply: false });
});

test('what goes into a worker is sent, never heard, and shows how long the reply took', async () => {
  const [sent, came] = exchanges(rowsOf(await captureOf(shop()), { kinds: ['shared-worker'] }));
  expect(sent?.reached).toEqual([{ who: { place: 'shared-worker' }, verdict: 'sent' }]);
  expect(sent?.slowest).toMatchObject({ isReply: true });
  expect(came).toMatchObject({ writers: [], place: 'shared-worker', subject: '/hub.js' });
  expect(came?.reached).toEqual([{ who: { context: 'a' }, verdict: 'arrived' }]);
});

test('below an expanded exchange each document has a row, and the rows behind it move down', async () => {
  const capture = await captureOf(shop());
  const closed = rowsOf(capture);
  const [row] = exchanges(closed);
  const id = row?.id ?? '';
  const opened = rowsOf(capture, { expanded: [id] });
  const at = opened.findIndex((one) => one.id === id);
  expect(opened.slice(at, at + 3).map((one) => one.id)).toEqual([id, `${id}>b`, `${id}>c`]);
  expect(opened).toHaveLength(closed.length + 2);
  expect(opened[at]).toMatchObject({ expanded: true });
  expect(opened[at + 2]).toMatchObject({ row: 'delivery', verdict: 'nobody-listening', depth: 1 });
});

test('equal sends within a second are one row with a count; the next second has its own', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  for (const tab of [a, b]) tab.open('broadcast-channel', 'presence');
  b.listenOn('broadcast-channel', 'presence');
  const send = (times: number, data: string): void => {
    for (let index = 0; index < times; index += 1) a.send('broadcast-channel', 'presence', data);
  };
  send(64, 'here');
  send(1, 'other');
  play.wait(1_000);
  send(2, 'here');
  play.wait(5_000);
  const capture = await captureOf(play);
  const rows = exchanges(rowsOf(capture));
  expect(rows.map(({ fold }) => fold?.count ?? null)).toEqual([64, null, 2]);
  const [first] = rows;
  expect(first?.id).toMatch(/\*$/);
  expect(exchanges(rowsOf(capture, { expanded: [first?.id ?? ''] }))).toHaveLength(64 + 3);
  expect(exchanges(rowsOf(capture, { fold: false }))).toHaveLength(67);
  expect(capture.ask({ ask: 'chips', view: plainView }).all).toBe(67);
});

test('a run of reconnects that carry nothing is one row; a message ends it', async () => {
  const play = scenario();
  const a = play.tab('a');
  const url = 'ws://x/live';
  const connect = (object: number): void => {
    a.open('websocket', url, object);
    a.error('websocket', url, object);
    a.close('websocket', url, object, { code: 1006, wasClean: false });
    play.wait(2_000);
  };
  for (const object of [1, 2, 3]) connect(object);
  a.open('websocket', url, 4);
  a.state('websocket', url, 'connected', 4);
  a.send('websocket', url, 'hello', 4);
  for (const object of [5, 6]) connect(object);
  const rows = exchanges(rowsOf(await captureOf(play)));
  expect(rows.map(({ fold, action }) => [action, fold?.kind ?? null, fold?.count ?? 1])).toEqual([
    ['open', 'reconnects', 4],
    ['send', null, 1],
    ['open', 'reconnects', 2],
  ]);
});

test('a lock is one row that says who it waited for and how long it was held', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  a.state('web-lock', 'save', 'requested');
  a.state('web-lock', 'save', 'granted');
  b.state('web-lock', 'save', 'requested');
  play.wait(100);
  a.state('web-lock', 'save', 'released');
  b.state('web-lock', 'save', 'granted');
  play.wait(40);
  b.state('web-lock', 'save', 'released');
  const [held, waited] = exchanges(rowsOf(await captureOf(play)));
  expect(held).toMatchObject({ reachedNote: { message: 'said_granted' }, slowest: null });
  expect(waited?.content).toContainEqual({ context: 'a' });
  expect(waited?.content).toContainEqual({ milliseconds: 41 });
  expect(waited?.slowest?.milliseconds).toBe(102);
});

test('a blocked upgrade names the tab that blocks it', async () => {
  const play = scenario();
  const [a, d] = [play.tab('a'), play.tab('d')];
  d.open('indexed-db', 'shop');
  d.state('indexed-db', 'shop', 'connected');
  a.open('indexed-db', 'shop', 2);
  const state = { detail: '4 → 5' };
  a.state('indexed-db', 'shop', 'blocked', 2);
  Object.assign(play.records.at(-1) ?? {}, state);
  const row = exchanges(rowsOf(await captureOf(play))).at(-1);
  expect(row?.content).toEqual([
    { message: 'said_upgrade_blocked_by', values: ['4 → 5'] },
    { text: ' ', look: 'quiet' },
    { context: 'd' },
  ]);
  expect(row?.reachedNote).toEqual({ message: 'said_waiting', values: [] });
});

test('a document that cannot hear any more is a thin row between the others', async () => {
  const play = shop();
  const d = play.tab('d');
  d.live('hidden');
  d.live('frozen');
  play.wait(4_000);
  d.live('resumed');
  d.listen(1);
  d.listen(0);
  const rows = rowsOf(await captureOf(play)).filter((row) => row.row === 'presence');
  expect(rows.filter(({ context }) => context === 'd').map(({ what, after }) => [what, after])).toEqual([
    ['opened', null],
    ['frozen', null],
    ['resumed', 4_001],
    ['listener-gone', null],
  ]);
});

test('a document that was closed without a word has its line, in whatever order that is known', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  a.live('hidden');
  const { time } = a.write('k', '1', null);
  const [shut, alone] = play.contexts.map((context) => ({ ...context, ended: time + 5, closed: time + 9 }));
  if (!shut || !alone) throw new Error('two tabs');
  const endsIn = (capture: Capture): unknown =>
    rowsOf(capture).flatMap((row) =>
      row.row === 'presence' && row.what === 'gone' ? [[row.context, row.time]] : [],
    );

  const first = createCapture({ origin: 'http://x' });
  await first.loaded();
  first.addContext(shut);
  expect(endsIn(first)).toEqual([]);
  first.add(play.records);
  expect(endsIn(first)).toEqual([['a', time + 5]]);

  const later = await captureOf(play);
  expect(endsIn(later)).toEqual([]);
  later.addContext(shut);
  later.addContext(alone);
  expect(endsIn(later)).toEqual([
    ['a', time + 5],
    ['b', time + 5],
  ]);
  b.live('gone');
  const said = play.records.at(-1);
  if (!said) throw new Error('no end');
  later.add([said]);
  expect(endsIn(later)).toContainEqual(['b', said.time]);
  expect(endsIn(later)).toHaveLength(2);
});

test('the end of a list is asked for by negative numbers', async () => {
  const capture = await captureOf(shop());
  const all = rowsOf(capture);
  const { rows, first, total } = capture.ask({ ask: 'rows', view: plainView, from: -2, to: Infinity });
  expect(rows).toEqual(all.slice(-2));
  expect([first, total]).toEqual([all.length - 2, all.length]);
});

test('a new view of many messages has its end at once, and then all of it, in order', async () => {
  const play = scenario();
  const a = play.tab('a');
  for (let turn = 0; turn < 6_000; turn += 1) {
    a.write(`k${turn % 50}`, null, `${turn}`);
    play.wait(1);
  }
  const capture = await captureOf(play);
  const view: View = { ...plainView, kinds: ['local-storage'], fold: false };
  const ask = (): RowsAnswer => capture.ask({ ask: 'rows', view, from: -3, to: Infinity });
  const first = ask();
  expect(first).toMatchObject({ complete: false, total: 2_000 });
  while (!ask().complete) await new Promise((resolve) => setTimeout(resolve));
  expect(ask()).toMatchObject({ total: 6_001, rows: first.rows });
  const times = capture
    .ask({ ask: 'rows', view, from: 0, to: Infinity })
    .rows.map(({ record: { seq } }) => seq);
  expect(times).toEqual([...times].sort((one, other) => one - other));
});

test('a row is found where it is: itself, a receive of it, one that is folded, a delivery', async () => {
  const play = shop();
  const capture = await captureOf(play);
  const all = rowsOf(capture);
  for (const [index, { id }] of all.entries())
    expect(capture.ask({ ask: 'place', view: plainView, id })).toMatchObject({ index, id });
  const heard = play.records.find(({ type }) => type === 'storage-event');
  const sent = all.find((row) => row.row === 'exchange');
  const place = capture.ask({ ask: 'place', view: plainView, id: `${heard?.context}/${heard?.seq}` });
  expect(place.id).toBe(sent?.id);
  const view = { ...plainView, expanded: [sent?.id ?? ''] };
  const below = capture.ask({ ask: 'place', view, id: `${sent?.id}>c` });
  expect(below).toMatchObject({ index: all.findIndex((row) => row === sent) + 2, id: `${sent?.id}>c` });
  expect(capture.ask({ ask: 'place', view: { ...plainView, kinds: [] }, id: sent?.id ?? '' }).index).toBe(-1);
});

test('problems are walked from one to the next, and back', async () => {
  const play = shop();
  const a = play.tab('e');
  a.send('broadcast-channel', 'x', 1, 1, { error: { name: 'DataCloneError', message: 'no' } });
  a.send('broadcast-channel', 'x', 2, 1, { error: { name: 'DataCloneError', message: 'no' } });
  const capture = await captureOf(play);
  const view = { ...plainView, kinds: ['broadcast-channel'] as const };
  const next = (from: string | null) => capture.ask({ ask: 'problem', view, from, direction: 'next' }).id;
  const first = next(null);
  const second = next(first);
  expect(new Set([first, second, null]).size).toBe(3);
  expect(next(second)).toBeNull();
  expect(capture.ask({ ask: 'problem', view, from: second, direction: 'previous' }).id).toBe(first);
  expect(exchanges(rowsOf(capture, { ...view, problemsOnly: true }))).toHaveLength(2);
});

test('an exchange is told whole: deliveries, chain, findings, records', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  b.listen();
  const first = a.write('cart', null, '1');
  const event = b.hear(first);
  b.write('total', null, '2', { cause: event.time });
  play.wait(5_000);
  const capture = await captureOf(play);
  const { row, details } = capture.ask({ ask: 'exchange', id: `${event.context}/${event.seq}` });
  expect(row?.id).toBe(`a/${first.seq}`);
  expect(details?.deliveries).toMatchObject([{ who: { context: 'b' }, verdict: 'arrived' }]);
  expect(details?.deliveries[0]?.deeds).toMatchObject([{ what: 'wrote', key: 'total' }]);
  expect(details?.chain.steps.map(({ subject, direction }) => [subject, direction])).toEqual([
    ['cart', 'out'],
    ['cart', 'in'],
    ['total', 'out'],
  ]);
  expect(details?.records).toEqual([
    { context: 'a', seq: first.seq },
    { context: 'b', seq: event.seq },
  ]);
  const asked = capture.ask({ ask: 'record', record: { context: 'b', seq: event.seq } });
  expect(asked.row).toMatchObject({ row: 'event', exchange: `a/${first.seq}`, writers: ['a'] });
});

test('chips count what a click would show', async () => {
  const capture = await captureOf(shop());
  const chips = capture.ask({ ask: 'chips', view: { ...plainView, kinds: ['window'] } });
  for (const { kind, count } of chips.kinds)
    expect(capture.ask({ ask: 'rows', view: { ...plainView, kinds: [kind] }, from: 0, to: 0 }).passing).toBe(
      count,
    );
  expect(chips.kinds.map(({ kind }) => kind)).toEqual(['local-storage', 'shared-worker']);
  expect(chips.all).toBe(3);
});

test('the rate counts every message in one of the bins, and marks findings', async () => {
  const capture = await captureOf(shop());
  const rate = capture.ask({
    ask: 'rate',
    range: null,
    bins: 10,
    of: 'messages',
    by: 'channel',
    filter: '',
    kinds: null,
  });
  const sums = rate.parts.map(({ part, counts }) => [part, counts.length, counts.reduce((a, b) => a + b, 0)]);
  expect(sums).toEqual([
    ['local-storage', 10, 1],
    ['shared-worker', 10, 2],
  ]);
  const { findings } = capture.ask({ ask: 'findings', filter: '', kinds: null, window: null });
  expect(rate.marks.map(({ id }) => id).sort()).toEqual(findings.map(({ finding }) => finding.id).sort());
});

test('asking twice costs nothing, and a new record gives a new version', async () => {
  const play = shop();
  const capture = await captureOf(play);
  const question = { ask: 'rows', view: plainView, from: 0, to: 5 } as const;
  const first = capture.ask(question);
  expect(capture.ask({ ...question })).toBe(first);
  let heard = 0;
  capture.onVersion(() => {
    heard += 1;
  });
  play.tab('z');
  capture.add(play.records.slice(-1));
  capture.add([]);
  expect(heard).toBe(1);
  expect(capture.ask(question).version).toBeGreaterThan(first.version);
});

test('while it is paused records wait, and are there afterwards', async () => {
  const play = shop();
  const capture = await captureOf(play);
  const before = rowsOf(capture).length;
  capture.pause(true);
  const late = play.tab('late');
  late.write('x', null, '1');
  capture.add(play.records.filter(({ context }) => context === late.id));
  expect(rowsOf(capture)).toHaveLength(before);
  expect(capture.ask({ ask: 'status' })).toMatchObject({ paused: true, waiting: 2 });
  capture.pause(false);
  expect(rowsOf(capture)).toHaveLength(before + 2);
});

test('an overview that costs much lags behind what comes, and is told anew once it has rested, though nothing more comes', async () => {
  let now = 0;
  const rested: (() => void)[] = [];
  const capture = createCapture({
    origin: 'http://x',
    host: {
      // Every look at the clock finds it 10 ms later.
      clock: () => (now += 10),
      breathe: () => Promise.resolve(),
      wait: () => new Promise((resolve) => rested.push(resolve)),
    },
  });
  const play = scenario();
  const tab = play.tab('a');
  tab.open('broadcast-channel', 'news', 1);
  const { length } = play.records;
  for (const context of play.contexts) capture.addContext(context);
  capture.add(play.records.slice());
  await capture.loaded();
  const question = { ask: 'connections', at: null, closed: false, find: '' } as const;
  const names = (): string[] => capture.ask(question).channels.rows.map(({ channel }) => channel.name);
  expect(names()).toEqual(['news']);
  tab.open('broadcast-channel', 'chat', 2);
  capture.add(play.records.slice(length));
  expect(names()).toEqual(['news']);
  const { version } = capture.ask(question);
  now += 1_000;
  for (const resolve of rested) resolve();
  await Promise.resolve();
  expect(capture.version()).toBeGreaterThan(version);
  expect(names()).toEqual(['news', 'chat']);
  // Nothing is behind any more, and nobody is told of a version that is like the last.
  const told = capture.version();
  names();
  now += 1_000;
  for (const resolve of rested) resolve();
  await Promise.resolve();
  expect([rested.length, capture.version()]).toEqual([1, told]);
});

test('raw records come by their names, or those of a view from i to j, each with who it reached', async () => {
  const capture = await captureOf(shop());
  const [row] = exchanges(rowsOf(capture, { kinds: ['local-storage'] }));
  const write = row?.record ?? { context: '', seq: 0 };
  const none = { context: 'a', seq: 9_999 };
  const [seen, missing] = capture.ask({ ask: 'records', records: [write, none] }).records;
  expect(missing).toBeNull();
  expect(seen?.record).toMatchObject({ ...write, type: 'storage-write', key: 'cart' });
  expect(seen?.exchange?.deliveries.map(({ context }) => context)).toEqual(
    expect.arrayContaining(['b', 'c']),
  );

  const view = { ...plainView, kinds: ['local-storage'] } as const;
  const all = capture.ask({ ask: 'events', view, from: 0, to: Infinity });
  expect(all.records.map(({ record }) => record.type)).toEqual([
    'listeners',
    'storage-write',
    'storage-event',
    'storage-event',
  ]);
  expect(all.total).toBe(4);
  expect(all.all).toBeGreaterThan(4);
  const last = capture.ask({ ask: 'events', view, from: -1, to: Infinity });
  expect([last.first, last.records]).toEqual([3, all.records.slice(3)]);
});

test('documents and latencies pass a filter and a window, and are counted without them', async () => {
  const capture = await captureOf(shop());
  const contexts = capture.ask({ ask: 'contexts', filter: '', window: null });
  expect(contexts.passing).toEqual(['a', 'b', 'c']);
  const [title] = contexts.documents.map((context) => context.title);
  const some = capture.ask({ ask: 'contexts', filter: title ?? '', window: null });
  expect(some.passing).toEqual(['a']);
  expect(some.contexts.length).toBe(3);
  expect(capture.ask({ ask: 'contexts', filter: '', window: { from: 0, to: 1 } }).passing).toEqual([]);

  const latencies = capture.ask({ ask: 'latencies', filter: '', window: null });
  expect(latencies.latencies.length).toBe(latencies.all);
  const workers = capture.ask({ ask: 'latencies', filter: 'shared-worker', window: null });
  expect(workers.latencies.map(({ channel }) => channel.kind)).not.toContain('local-storage');
  expect(workers.all).toBe(latencies.all);
  const none = capture.ask({ ask: 'latencies', filter: '', window: { from: 0, to: 1 } });
  expect([none.latencies, none.all]).toEqual([[], latencies.all]);
});

test('a finding says from when to when its evidence is, and whether everybody it is about is gone', async () => {
  const play = shop();
  const capture = await captureOf(play);
  const ask = { ask: 'findings', filter: '', kinds: null, window: null } as const;
  const times = new Map(play.records.map((record) => [nameOf(record), record.time]));
  const { findings } = capture.ask(ask);
  expect(findings.length).toBeGreaterThan(0);
  for (const { finding, span, past } of findings) {
    const held = finding.evidence.flatMap((ref) => times.get(nameOf(ref)) ?? []);
    expect(span).toEqual(held.length < 2 ? null : { from: Math.min(...held), to: Math.max(...held) });
    expect(past).toBe(false);
  }
});
