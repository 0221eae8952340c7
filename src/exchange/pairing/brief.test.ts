import type { Preview } from '../../record/preview';
import type { Channel, Record } from '../../record/record';
import { contextOf } from '../../../test/support/record-samples';
import { createCorrelator } from '../correlate';
import type { Correlator } from '../types';

const news: Channel = { kind: 'broadcast-channel', name: 'news' };
const worker: Channel = { kind: 'shared-worker', name: 'http://x/w.js' };

function list(text: string, isCut: boolean, part = 1): { data: Preview; brief?: true } {
  const inner: Preview = isCut ? { t: 'cut', c: 'object' } : { t: 'object', k: ['text'], v: [text], n: 1 };
  const data: Preview = { t: 'array', v: [inner, part], n: 30 };
  return isCut ? { data, brief: true } : { data };
}

/**
 * Tabs a, b and c, each with a channel that has a listener; `records` by tab, times in milliseconds after
 * that.
 */
function correlate(channel: Channel, ...records: Record[]): Correlator {
  const correlator = createCorrelator();
  const opened = ['a', 'b', 'c'].flatMap((context): Record[] => {
    correlator.addContext(contextOf(context, { created: 0 }));
    const place = { context, time: 10, channel, object: 1 };
    return [
      { ...place, seq: 0, type: 'lifecycle', state: 'created', channel: { kind: 'document', name: '' } },
      { ...place, seq: 1, type: 'open' },
      { ...place, seq: 2, type: 'listeners', event: 'message', count: 1 },
    ];
  });
  correlator.add([...opened, ...records]);
  correlator.advance(0);
  return correlator;
}

function sendsOf(channel: Channel, context: string, at: number, cut: readonly boolean[]): Record[] {
  return cut.map((isCut, index) => ({
    type: 'send',
    context,
    seq: 3 + index,
    time: 1_000 + at + index,
    channel,
    object: 1,
    ...list(`${context} ${index}`, isCut),
  }));
}

function receivesOf(
  channel: Channel,
  context: string,
  of: readonly string[],
  cut: readonly boolean[],
): Record[] {
  return of.map((text, index) => ({
    type: 'receive',
    context,
    seq: 3 + index,
    time: 1_050 + index,
    channel,
    object: 1,
    event: 'message',
    isTrusted: true,
    ...list(text, cut[index] === true),
  }));
}

describe('messages whose pictures were cut for speed', () => {
  const cuts = [
    [false, true, true, false, true],
    [true, true, false, false, true],
  ] as const;

  it('keep the order in which they came within one millisecond of a coarse clock', () => {
    const again = list('again', false, 1);
    const shown = [again, list('once', false, 2), again, list('cut', true, 3)];
    const isCut = [false, false, false, true];
    const sends = sendsOf(news, 'a', 0, isCut).map((send, index) => ({ ...send, ...shown[index] }));
    const receives = receivesOf(news, 'b', ['', '', '', ''], isCut).map((one, index) => ({
      ...one,
      ...shown[index],
      time: 1_050,
    }));
    const correlator = correlate(news, ...receives, ...sends);
    expect(receives.map((record) => correlator.of(record)?.send?.seq)).toEqual([3, 4, 5, 6]);
    expect(receives.map((record) => correlator.of(record)?.certain)).toEqual(Array(4).fill(true));
  });

  it('are paired in order, and certainly, where one tab sent them, wherever each side cut', () => {
    const sends = sendsOf(news, 'a', 0, cuts[0]);
    const receives = receivesOf(news, 'b', ['a 0', 'a 1', 'a 2', 'a 3', 'a 4'], cuts[1]);
    const correlator = correlate(news, ...sends, ...receives);
    expect(receives.map((record) => correlator.of(record)?.send?.seq)).toEqual([3, 4, 5, 6, 7]);
    expect(receives.map((record) => correlator.of(record)?.certain)).toEqual(Array(5).fill(true));
  });

  it('are left open, with both senders named, where two tabs sent what looks alike', () => {
    const sends = [...sendsOf(news, 'a', 0, [true]), ...sendsOf(news, 'c', 1, [true])];
    const receives = receivesOf(news, 'b', ['c 0', 'a 0'], [true, true]);
    const correlator = correlate(news, ...sends, ...receives);
    expect(receives.map((record) => correlator.of(record)?.certain)).toEqual([false, false]);
    expect(correlator.of(receives[0] as Record)?.writers).toEqual(['a', 'c']);
  });

  it('are told apart by whole pictures of others of the same two tabs', () => {
    const sends = [...sendsOf(news, 'a', 0, [false]), ...sendsOf(news, 'c', 1, [true])];
    const receives = receivesOf(news, 'b', ['c 0', 'a 0'], [false, true]);
    const correlator = correlate(news, ...sends, ...receives);
    expect(receives.map((record) => correlator.of(record)?.send?.context)).toEqual(['c', 'a']);
  });

  it('pair with no message whose first parts are others', () => {
    const [send] = sendsOf(news, 'a', 0, [true]);
    const [receive] = receivesOf(news, 'b', ['a 0'], [false]);
    const other = { ...receive, data: { t: 'array', v: ['another', 1], n: 30 } } as Record;
    const correlator = correlate(news, send as Record, other);
    expect(correlator.of(other)?.send).toBeNull();
  });

  it('of a worker are one exchange where several tabs got them, in the order in which each did', () => {
    const texts = ['1', '2', '3'];
    const first = receivesOf(worker, 'a', texts, [false, true, false]);
    const second = receivesOf(worker, 'b', texts, [true, true, false]);
    const correlator = correlate(worker, ...first, ...second);
    expect(second.map((record) => correlator.of(record)?.id)).toEqual(
      first.map((record) => correlator.of(record)?.id),
    );
    expect(new Set(first.map((record) => correlator.of(record)?.id)).size).toBe(3);
  });

  it('pair with others that came, whole, before the first that was cut was heard of', () => {
    const sends = sendsOf(news, 'a', 0, [false, true]);
    const receives = receivesOf(news, 'b', ['a 0', 'a 1'], [false, false]);
    const correlator = correlate(news, ...receives);
    correlator.add(sends);
    correlator.advance(0);
    expect(receives.map((record) => correlator.of(record)?.send?.seq)).toEqual([3, 4]);
  });
});
