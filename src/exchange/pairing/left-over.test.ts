import { createAnalysis } from '../../analysis';
import { contextOf } from '../../../test/support/record-samples';
import type { Context, Observation, Record } from '../../record/record';

const area = { kind: 'local-storage', name: '' } as const;
const begin = 1_700_000_000_000;

interface Told {
  readonly context: string;
  readonly at: number;
  readonly observation: { readonly type: Observation['type'] } & { readonly [field: string]: unknown };
}

function write(
  context: string,
  at: number,
  oldValue: string | null,
  newValue: string | null,
  more = {},
): Told {
  const method = newValue === null ? 'removeItem' : 'setItem';
  const change = { method, key: 'theme', oldValue, newValue };
  return { context, at, observation: { type: 'storage-write', channel: area, ...change, ...more } };
}

function event(context: string, at: number, oldValue: string, newValue: string, by: string): Told {
  const change = { key: 'theme', oldValue, newValue, url: `http://x/${by}`, isTrusted: true };
  return { context, at, observation: { type: 'storage-event', channel: area, ...change } };
}

/**
 * Live: batch by batch in the order of the times; else all at once, with what is known of the contexts in the
 * end.
 */
function analyse(told: readonly Told[], contexts: readonly Context[], live: boolean) {
  const analysis = createAnalysis();
  const next = new Map<string, number>();
  const records: Record[] = [];
  for (const { context, at, observation } of told) {
    const seq = next.get(context) ?? 0;
    next.set(context, seq + 1);
    records.push({ context, seq, time: begin + at, ...observation } as unknown as Record);
  }
  if (live) for (const context of contexts) analysis.addContext({ ...context, ended: null, closed: null });
  else for (const context of contexts) analysis.addContext(context);
  if (live)
    for (const record of [...records].sort((a, b) => a.time - b.time)) {
      for (const context of contexts)
        if (context.closed !== null && context.closed <= record.time) analysis.addContext(context);
      analysis.add([record]);
    }
  else analysis.add(records);
  for (const context of contexts) analysis.addContext(context);
  while (analysis.finish());
  return analysis;
}

function tabs(...known: readonly (Partial<Context> & { readonly id: string })[]): Context[] {
  return known.map((one, tab) =>
    contextOf(one.id, { tab, url: `http://x/${one.id}`, created: begin, ...one }),
  );
}

function created(context: string, at = 0): Told {
  const observation = {
    type: 'lifecycle',
    channel: { kind: 'document', name: '' },
    state: 'created',
  } as const;
  return { context, at, observation };
}

const both = [
  ['live', true],
  ['afterwards', false],
] as const;

describe.each(both)('what no write explains as usual, %s', (_, live) => {
  it('is of a write that changed nothing in its own tab, which had not heard of another one', () => {
    const told = [
      ...['a', 'b', 'c'].map((id) => created(id)),
      write('a', 1_000, 'light', 'dark'),
      event('c', 1_002, 'light', 'dark', 'a'),
      write('b', 1_400, 'light', 'light'),
      event('a', 1_403, 'dark', 'light', 'b'),
      event('c', 1_403, 'dark', 'light', 'b'),
      event('b', 1_410, 'light', 'dark', 'a'),
    ];
    const analysis = analyse(told, tabs({ id: 'a' }, { id: 'b' }, { id: 'c' }), live);
    const exchange = analysis.correlator.of({ context: 'b', seq: 1 });
    expect(exchange).toMatchObject({ send: { context: 'b', seq: 1 }, writers: ['b'], certain: false });
    expect(exchange?.deliveries.flatMap(({ record }) => record ?? [])).toEqual([
      { context: 'a', seq: 2 },
      { context: 'c', seq: 2 },
    ]);
    expect(analysis.correlator.of({ context: 'a', seq: 2 })).toEqual(exchange);
    const findings = analysis.findings();
    expect(findings.map(({ code }) => code)).not.toContain('S2');
    const [lost] = findings.filter(({ code }) => code === 'R3');
    expect(lost?.values).toEqual(['theme', { context: 'b' }, { context: 'a' }]);
  });

  it('is of the latest such write, whenever its tab tells that it had not heard', () => {
    const told = [
      ...['a', 'b', 'c'].map((id) => created(id)),
      write('b', 1_000, 'light', 'light'),
      write('a', 1_298, 'light', 'dark'),
      event('b', 1_300, 'light', 'dark', 'a'),
      event('c', 1_300, 'light', 'dark', 'a'),
      write('a', 1_400, 'dark', 'light'),
      event('b', 1_402, 'dark', 'light', 'a'),
      event('c', 1_402, 'dark', 'light', 'a'),
      write('a', 1_590, 'light', 'dark'),
      event('c', 1_592, 'light', 'dark', 'a'),
      write('b', 1_600, 'light', 'light'),
      event('a', 1_604, 'dark', 'light', 'b'),
      event('c', 1_604, 'dark', 'light', 'b'),
      event('b', 1_610, 'light', 'dark', 'a'),
    ];
    const analysis = analyse(told, tabs({ id: 'a' }, { id: 'b' }, { id: 'c' }), live);
    expect(analysis.correlator.of({ context: 'c', seq: 4 })?.send).toEqual({ context: 'b', seq: 4 });
  });

  it('is no write that changed nothing after its tab had heard of the other one', () => {
    const told = [
      ...['a', 'b'].map((id) => created(id)),
      write('b', 950, 'light', 'light'),
      event('b', 895, 'light', 'dark', 'a'),
      event('a', 5_000, 'dark', 'light', 'b'),
    ];
    const analysis = analyse(told, tabs({ id: 'a' }, { id: 'b' }), live);
    expect(analysis.correlator.of({ context: 'b', seq: 1 })).toBeUndefined();
    expect(analysis.findings().map(({ code }) => code)).toContain('S2');
  });

  it('is of what was written before a frame of the tab came, in a task that still ran', () => {
    const told = [
      created('a'),
      created('b'),
      write('a', 1_000, 'light', 'dark'),
      created('frame', 1_500),
      event('b', 1_603, 'light', 'dark', 'a'),
      event('frame', 1_604, 'light', 'dark', 'a'),
    ];
    const known = tabs(
      { id: 'a', tab: 7 },
      { id: 'b' },
      { id: 'frame', tab: 7, frame: 3, created: begin + 1_500 },
    );
    const { correlator } = analyse(told, known, live);
    const exchange = correlator.of({ context: 'a', seq: 1 });
    expect(exchange?.deliveries.filter(({ record }) => record).map(({ context }) => context)).toEqual([
      'b',
      'frame',
    ]);
    expect(correlator.of({ context: 'frame', seq: 1 })?.id).toBe('a/1');
  });

  it.each([
    ['in Firefox', { browser: 'firefox' }],
    ['in a file that does not say which browser it was', { browser: null, document: null }],
  ] as const)('is of a write whatever url its event names, %s', (__, known) => {
    const told = [
      created('a'),
      created('b'),
      write('a', 1_000, 'light', 'dark'),
      event('b', 1_004, 'light', 'dark', 'b'),
    ];
    const { correlator } = analyse(told, tabs({ id: 'a', ...known }, { id: 'b', ...known }), live);
    expect(correlator.of({ context: 'b', seq: 1 })).toMatchObject({ id: 'a/1', writers: ['a'] });
  });

  it('is of nobody who is named by the url alone, in Firefox', () => {
    const told = [...['a', 'b', 'c'].map((id) => created(id)), event('b', 1_004, 'light', 'dark', 'a')];
    const known = ['a', 'b', 'c'].map((id) => ({ id, browser: 'firefox' as const }));
    const { correlator } = analyse(told, tabs(...known), live);
    expect(correlator.of({ context: 'b', seq: 1 })?.writers).toEqual(['a', 'c']);
  });

  it('is of the document whose Storage was written to by another window', () => {
    const told = [
      created('a'),
      created('frame'),
      write('frame', 1_000, null, 'dark', { foreign: true }),
      { ...event('frame', 1_002, '', 'dark', 'a') },
    ];
    const event1 = told[3];
    if (event1) Object.assign(event1.observation, { oldValue: null });
    const { correlator } = analyse(told, tabs({ id: 'a', tab: 7 }, { id: 'frame', tab: 7 }), live);
    expect(correlator.of({ context: 'frame', seq: 2 })).toMatchObject({ id: 'frame/1' });
    const verdicts = correlator.of({ context: 'frame', seq: 1 })?.deliveries.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['not-applicable', 'nobody-listening']);
  });
});

describe.each(both)('a document that ended without saying so, %s', (_, live) => {
  it.each([
    [
      'is gone where its tab or frame is',
      { ended: begin + 500, closed: begin + 500 },
      'closed-before',
      ['S3'],
    ],
    ['is discarded where its tab is there', { ended: begin + 500, closed: null }, 'frozen', []],
  ] as const)('%s', (__, known, verdict, codes) => {
    const hidden = { type: 'lifecycle', channel: { kind: 'document', name: '' }, state: 'hidden' } as const;
    const told = [
      created('a'),
      created('b'),
      { context: 'b', at: 400, observation: hidden },
      write('a', 5_000, 'light', 'dark'),
    ];
    const analysis = analyse(told, tabs({ id: 'a' }, { id: 'b', ...known }), live);
    const { deliveries = [] } = analysis.correlator.of({ context: 'a', seq: 1 }) ?? {};
    expect(deliveries.find(({ context }) => context === 'b')?.verdict).toBe(verdict);
    expect(analysis.findings().map(({ code }) => code)).toEqual(codes);
  });
});

it('equal messages of two tabs: each is certainly its own tab’s, and which of them a third one got is not', () => {
  const channel = { kind: 'broadcast-channel', name: 'news' };
  const said = (context: string, at: number, type: 'send' | 'receive'): Told => ({
    context,
    at,
    observation: {
      type,
      channel,
      object: 1,
      data: 'x',
      ...(type === 'receive' ? { event: 'message', isTrusted: true } : {}),
    },
  });
  const told = [
    ...['a', 'b', 'c'].map((id) => created(id)),
    said('a', 1_000, 'send'),
    said('b', 1_000.5, 'send'),
    said('c', 1_003, 'receive'),
    said('c', 1_004, 'receive'),
  ];
  const { correlator } = analyse(told, tabs({ id: 'a' }, { id: 'b' }, { id: 'c' }), false);
  expect(correlator.of({ context: 'a', seq: 1 })?.writers).toEqual(['a']);
  expect(correlator.of({ context: 'b', seq: 1 })?.writers).toEqual(['b']);
  expect(correlator.of({ context: 'c', seq: 1 })?.writers).toEqual(['a', 'b']);
});
