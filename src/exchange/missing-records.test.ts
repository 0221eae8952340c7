import { scenario, type Scenario, type Tab } from '../../test/support/scenario';
import type { Record } from '../record/record';
import { contextOf } from '../../test/support/record-samples';
import { createCorrelator } from './correlate';
import type { ContextInfo, Verdict } from './types';

/** What is said of a page whose records are not all there: nothing that they might contradict. */

function two(on: Scenario): [Tab, Tab] {
  return [on.tab('a'), on.tab('b')];
}

function verdictAt(on: Scenario, sent: Record, context: string): Verdict | undefined {
  const exchange = on.analyse().correlator.of(sent);
  return exchange?.deliveries.find((delivery) => delivery.context === context)?.verdict;
}

function codes(on: Scenario): string[] {
  return on.findings().map(({ code }) => code);
}

function infoOf(on: Scenario, context: string): ContextInfo | undefined {
  return on
    .analyse()
    .correlator.contexts()
    .find((info) => info.context.id === context);
}

const losses: readonly [string, (on: Scenario, of: Tab) => void][] = [
  [
    'whose first records are not held',
    (on) => {
      on.drop();
    },
  ],
  [
    'that lost records',
    (_, of) => {
      of.gap(3);
    },
  ],
];

describe.each(losses)('a page %s', (_, lose) => {
  it('is not said to have no storage listener', () => {
    const on = scenario();
    const [a, b] = two(on);
    lose(on, b);
    const sent = a.write('k', null, '1');
    b.hear(sent);
    expect(verdictAt(on, sent, 'b')).toBe('arrived');
    expect(codes(on)).not.toContain('S10');
    expect(infoOf(on, 'b')?.storageListeners).toBeNull();
  });

  it('is known to have none once a record says so', () => {
    const on = scenario();
    const [a, b] = two(on);
    lose(on, b);
    b.listen(0);
    // Where nobody of the origin listens, that one does not is no mistake.
    on.tab('c').listen();
    const sent = a.write('k', null, '1');
    b.hear(sent);
    expect(verdictAt(on, sent, 'b')).toBe('nobody-listening');
    expect(codes(on)).toContain('S10');
    expect(infoOf(on, 'b')?.storageListeners).toBe(0);
  });

  it('is not said to have no channel of a name', () => {
    const on = scenario();
    const [a, b] = two(on);
    a.open('broadcast-channel', 'news');
    lose(on, b);
    const sent = a.send('broadcast-channel', 'news', 'hello');
    expect(verdictAt(on, sent, 'b')).toBe('unknown');
    expect(codes(on)).not.toContain('B1');
    expect(infoOf(on, 'b')?.complete).toBe(false);
  });

  it('is not said to leave a channel without listeners', () => {
    const on = scenario();
    const [a, b] = two(on);
    b.open('broadcast-channel', 'news');
    lose(on, b);
    b.state('broadcast-channel', 'news', 'connected');
    const sent = a.send('broadcast-channel', 'news', 'hello');
    expect(verdictAt(on, sent, 'b')).toBe('unknown');
    expect(infoOf(on, 'b')?.objects).toMatchObject([{ listeners: null, started: null }]);
  });

  it('is not said to have forgotten to start a port', () => {
    const on = scenario();
    const a = on.tab('a');
    a.open('shared-worker', 'w.js');
    lose(on, a);
    a.listenOn('shared-worker', 'w.js');
    on.wait(5_000);
    expect(codes(on)).not.toContain('W1');
  });
});

it('says of a page with all of its records that nobody listens', () => {
  const on = scenario();
  const [a, b] = two(on);
  const sent = a.write('k', null, '1');
  b.hear(sent);
  const posted = a.send('broadcast-channel', 'news', 'hello');
  expect(verdictAt(on, sent, 'b')).toBe('nobody-listening');
  expect(verdictAt(on, posted, 'b')).toBe('nobody-listening');
  expect(infoOf(on, 'b')).toMatchObject({ storageListeners: 0, complete: true });
});

describe('a page that was watched late', () => {
  it('may have had listeners and channels before', () => {
    const on = scenario();
    const a = on.tab('a');
    const b = on.tab('b', { partial: true });
    const sent = a.write('k', null, '1');
    b.hear(sent);
    const posted = a.send('broadcast-channel', 'news', 'hello');
    expect(verdictAt(on, sent, 'b')).toBe('arrived');
    expect(verdictAt(on, posted, 'b')).toBe('unknown');
    expect(codes(on)).not.toContain('B1');
    expect(infoOf(on, 'b')).toMatchObject({ storageListeners: null, complete: false });
  });

  it('was there, perhaps, before it was watched', () => {
    const on = scenario();
    const sent = on.tab('a').write('k', null, '1');
    on.wait(1_000);
    on.tab('b', { partial: true });
    expect(verdictAt(on, sent, 'b')).toBe('unknown');
  });

  it('has no listener on a channel that it opened since', () => {
    const on = scenario();
    const a = on.tab('a');
    const b = on.tab('b', { partial: true });
    b.open('broadcast-channel', 'news');
    const posted = a.send('broadcast-channel', 'news', 'hello');
    expect(verdictAt(on, posted, 'b')).toBe('unknown');
    expect(infoOf(on, 'b')?.objects).toMatchObject([{ listeners: 0 }]);
  });
});

it('says that the answer is lost, not that none came, of what was sent while records were lost', () => {
  const on = scenario();
  const [a, b] = two(on);
  b.listen();
  const sent = a.write('k', null, '1');
  b.gap(1);
  expect(verdictAt(on, sent, 'b')).toBe('unknown');
});

describe('forgetting', () => {
  it('keeps what a living page has, and the findings', () => {
    const on = scenario();
    const [a, b] = two(on);
    for (const one of [a, b]) {
      one.listen();
      one.open('broadcast-channel', 'news');
      one.listenOn('broadcast-channel', 'news');
    }
    const same = a.write('k', '1', '1');
    on.wait(60_000);
    a.write('k', '1', '1');
    const analysis = on.analyse();
    const { correlator } = analysis;
    const [before] = analysis.findings();
    analysis.forget(same.time + 1);
    expect(correlator.record(same)).toBeUndefined();
    expect(correlator.contexts().find(({ context }) => context.id === 'b')).toMatchObject({
      storageListeners: 1,
      complete: true,
      objects: [{ listeners: 1, channel: { name: 'news' } }],
    });
    expect(analysis.findings()).toMatchObject([{ code: 'S2', count: 2, first: before?.first, earlier: [] }]);
  });
});

describe('a loss that is heard of later', () => {
  const begin = 1_700_000_000_000;
  const change = {
    channel: { kind: 'local-storage', name: '' },
    key: 'k',
    oldValue: null,
    newValue: '1',
  } as const;

  function write(count: number): Record {
    const place = { context: 'a', seq: count, time: begin + 1_000 * (count + 1) };
    return { ...change, ...place, type: 'storage-write', method: 'setItem' };
  }

  function event(count: number): Record {
    const place = { context: 'b', seq: count, time: begin + 1_000 * (count + 1) + 2 };
    return { ...change, ...place, type: 'storage-event', url: 'http://x/a', isTrusted: true };
  }

  it('puts what was paired in the seconds before in doubt: it may have been the event of a later write', () => {
    const correlator = createCorrelator();
    for (const id of ['a', 'b'])
      correlator.addContext(contextOf(id, { url: `http://x/${id}`, created: begin }));
    for (let count = 0; count < 5; count += 1) correlator.add([write(count), event(count)]);
    expect(correlator.of(event(1))).toMatchObject({ certain: true, send: { seq: 1 } });
    correlator.add([write(5), write(6), event(6)]);
    expect(correlator.of(event(1))?.certain).toBe(false);
  });
});
