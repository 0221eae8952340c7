import { contextOf } from '../../test/support/record-samples';
import type { Record } from '../record/record';
import { createCorrelator } from './correlate';
import type { Correlator } from './types';

const area = { kind: 'local-storage', name: '' } as const;
const urls = new Map([
  ['a', 'http://x/a'],
  ['b', 'http://x/b'],
  ['c', 'http://x/c'],
  ['a2', 'http://x/a'],
]);

function create(): Correlator {
  const correlator = createCorrelator();
  for (const [id, url] of urls) correlator.addContext(contextOf(id, { url, created: -1_000 }));
  return correlator;
}

let seqs = new Map<string, number>();
beforeEach(() => {
  seqs = new Map();
});

function seqIn(context: string): number {
  const seq = seqs.get(context) ?? 0;
  seqs.set(context, seq + 1);
  return seq;
}

function write(
  context: string,
  time: number,
  key: string,
  oldValue: string | null,
  newValue: string | null,
): Record {
  return {
    type: 'storage-write',
    context,
    seq: seqIn(context),
    time,
    channel: area,
    method: newValue === null ? 'removeItem' : 'setItem',
    key,
    oldValue,
    newValue,
  };
}
function event(
  context: string,
  time: number,
  from: string,
  key: string,
  oldValue: string | null,
  newValue: string | null,
): Record {
  return {
    type: 'storage-event',
    context,
    seq: seqIn(context),
    time,
    channel: area,
    key,
    oldValue,
    newValue,
    url: urls.get(from) ?? '',
    isTrusted: true,
  };
}

describe('pairing writes with the events that they caused', () => {
  it('names the tabs that a write reached, with their latency', () => {
    const correlator = create();
    const sent = write('a', 10, 'k', null, '1');
    correlator.add([sent, event('b', 12, 'a', 'k', null, '1'), event('c', 13, 'a', 'k', null, '1')]);
    expect(correlator.of(sent)).toMatchObject({
      certain: true,
      writers: ['a'],
      deliveries: [
        { context: 'a', verdict: 'not-applicable' },
        { context: 'a2', verdict: 'waiting' },
        { context: 'b', record: { context: 'b' }, latency: { milliseconds: 2 } },
        { context: 'c', record: { context: 'c' }, latency: { milliseconds: 3 } },
      ],
    });
  });

  it('does so though the event is heard of before the write', () => {
    const correlator = create();
    const got = event('b', 12, 'a', 'k', null, '1');
    correlator.add([got]);
    expect(correlator.of(got)).toMatchObject({ send: null, writers: ['a', 'a2'] });
    const sent = write('a', 10, 'k', null, '1');
    correlator.add([sent]);
    expect(correlator.of(got)).toMatchObject({ send: { context: 'a', seq: sent.seq }, certain: true });
  });

  it('is certain of the only one, by clocks that differ by a few milliseconds too', () => {
    const correlator = create();
    const sent = write('a', 10, 'k', null, '1');
    correlator.add([sent, event('b', 7, 'a', 'k', null, '1')]);
    expect(correlator.of(sent)).toMatchObject({
      certain: true,
      deliveries: [{ context: 'a' }, { context: 'a2' }, { context: 'b', latency: { milliseconds: 0 } }, {}],
    });
  });

  it('is certain of the only one where a tab had come just before too', () => {
    const correlator = create();
    correlator.addContext(contextOf('young', { url: 'http://x/young', created: 9 }));
    const sent = write('a', 10, 'k', null, '1');
    correlator.add([sent, event('young', 12, 'a', 'k', null, '1')]);
    expect(correlator.of(sent)).toMatchObject({ certain: true });
  });

  it('pairs equal writes in turn with their events in order', () => {
    const correlator = create();
    const first = write('a', 10, 'k', 'x', 'y');
    const second = write('a', 20, 'k', 'x', 'y');
    const [one, other] = [event('b', 11, 'a', 'k', 'x', 'y'), event('b', 21, 'a', 'k', 'x', 'y')];
    correlator.add([first, second, one, other]);
    expect(correlator.of(one)?.send).toEqual({ context: 'a', seq: first.seq });
    expect(correlator.of(other)?.send).toEqual({ context: 'a', seq: second.seq });
  });

  it('says which two can have written, and claims neither, when both fit', () => {
    const correlator = create();
    const got = event('b', 12, 'a', 'k', null, '1');
    correlator.add([write('a', 10, 'k', null, '1'), write('a2', 10.5, 'k', null, '1'), got]);
    expect(correlator.of(got)).toMatchObject({ send: null, writers: ['a', 'a2'], certain: false });
  });

  it('is not certain of the first of two events of which only one can be of the write', () => {
    const correlator = create();
    const [earlier, later] = [write('a', 10, 'k', 'x', 'y'), write('a', 100, 'k', 'z', 'y')];
    const events = [101, 102].map((time) => event('b', time, 'a', 'k', 'z', 'y'));
    correlator.add([earlier, later, ...events]);
    expect(events.map((one) => correlator.of(one)?.certain)).toEqual([false, false]);
  });

  it('never pairs a write with an event in its own context, or of another url, or from before it', () => {
    const correlator = create();
    const sent = write('a', 100, 'k', null, '1');
    correlator.add([
      sent,
      event('a', 101, 'a', 'k', null, '1'),
      event('b', 101, 'c', 'k', null, '1'),
      event('b', 50, 'a', 'k', null, '1'),
    ]);
    expect(correlator.of(sent)?.deliveries.filter(({ record }) => record)).toEqual([]);
  });

  it('makes no exchange of a write that changes nothing, or that threw', () => {
    const correlator = create();
    const same = write('a', 10, 'k', '1', '1');
    const failed = {
      ...write('a', 11, 'k', null, '1'),
      error: { name: 'QuotaExceededError', message: '' },
    } as Record;
    correlator.add([same, failed]);
    expect([correlator.of(same), correlator.of(failed)]).toEqual([undefined, undefined]);
  });

  it('gathers the events of one direct property write', () => {
    const correlator = create();
    const [one, other] = [event('b', 12, 'c', 'k', null, '1'), event('a', 12.5, 'c', 'k', null, '1')];
    correlator.add([one, other]);
    expect(correlator.of(one)?.id).toBe(correlator.of(other)?.id);
    expect(correlator.of(one)).toMatchObject({ send: null, writers: ['c'], certain: false });
  });

  it('pairs what goes from port to port, and does not say that it is certain', () => {
    const channel = { kind: 'message-port', name: 'shared-worker http://x/worker.js' } as const;
    const message = (context: string, time: number, more: object) =>
      ({ channel, time, object: 1, data: 'ping', context, seq: seqIn(context), ...more }) as Record;
    const correlator = create();
    const sent = message('a', 10, { type: 'send' });
    // Either the port of a, or one that the worker has kept: both have the same name.
    const got = message('b', 12, { type: 'receive', event: 'message', isTrusted: true });
    correlator.add([sent, got]);
    expect(correlator.of(sent)).toMatchObject({
      certain: false,
      deliveries: [{ context: 'b', latency: expect.anything() as unknown }],
    });
    expect(correlator.causes(got).causedBy).toMatchObject({ confidence: 'likely' });
  });
});
