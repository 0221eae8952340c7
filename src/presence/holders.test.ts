import { createHolders, sameFrame } from './holders';
import type { Record, State } from '../record/record';

const lock = { kind: 'web-lock', name: 'leader' } as const;
const room = { kind: 'websocket', name: 'ws://x/' } as const;
let time = 0;

function state(context: string, object: number, name: State['state'], detail?: string): Record {
  const record = {
    type: 'state',
    context,
    seq: time,
    time: time++,
    channel: lock,
    object,
    state: name,
  } as const;
  return detail === undefined ? record : { ...record, detail };
}
function gone(context: string): Record {
  return {
    type: 'lifecycle',
    context,
    seq: time,
    time: time++,
    channel: { kind: 'document', name: '' },
    state: 'gone',
  };
}
function at(records: readonly Record[]): Record {
  const last = records.at(-1);
  if (!last) throw new Error('no records');
  return { ...last, channel: lock };
}

describe('who is on a channel', () => {
  it('holds a lock from its grant to its release, and waits before', () => {
    const records = [state('a', 1, 'requested'), state('a', 1, 'granted'), state('b', 1, 'requested')];
    expect(createHolders(records)(at(records))).toEqual({ holding: ['a'], waiting: ['b'] });
    records.push(state('a', 1, 'released'), state('b', 1, 'granted'));
    expect(createHolders(records)(at(records))).toEqual({ holding: ['b'], waiting: [] });
  });

  it('loses it to a thief, and with its document', () => {
    const records = [state('a', 1, 'granted'), state('b', 2, 'granted', 'steal')];
    expect(createHolders(records)(at(records)).holding).toEqual(['b']);
    records.push(gone('b'));
    expect(createHolders(records)(at(records)).holding).toEqual([]);
  });

  it('is told as it was at that record, not as it is now', () => {
    const granted = state('a', 1, 'granted');
    expect(createHolders([granted, state('a', 1, 'released')])(granted).holding).toEqual(['a']);
  });

  it('is told whichever records were asked about before, and while more come', () => {
    const records = Array.from({ length: 2_000 }, (_, count) => [
      state(`d${count % 7}`, count, 'requested'),
      state(`d${count % 7}`, count, 'granted'),
      ...(count % 3 === 0 ? [state(`d${count % 7}`, count, 'released')] : []),
    ]).flat();
    const come = records.splice(3_000);
    const holdersAt = createHolders(records);
    holdersAt(at(records));
    for (const record of come) records.push(record);
    const places = [4_000, 10, 3_100, 2_999, 0, 4_500, 4_501, 300];
    expect(places.map((place) => holdersAt(at(records.slice(0, place + 1))))).toEqual(
      places.map((place) => createHolders(records.slice(0, place + 1))(at(records.slice(0, place + 1)))),
    );
  });

  it('knows the latest of more holders than anybody reads', () => {
    const records = Array.from({ length: 500 }, (_, count) => state(`d${count}`, 1, 'granted'));
    const { holding } = createHolders(records)(at(records));
    expect(holding).toHaveLength(100);
    expect(holding.at(-1)).toBe('d499');
  });

  it('finds the tabs that got an equal frame about the same time', () => {
    const frame = (context: string, data: string, when: number): Record => ({
      type: 'receive',
      context,
      seq: 0,
      time: when,
      channel: room,
      object: 1,
      event: 'message',
      data,
      isTrusted: true,
    });
    const one = frame('a', 'hello', 10);
    const others = [frame('b', 'hello', 12), frame('b', 'bye', 12), frame('c', 'hello', 9_000)];
    expect(sameFrame([one, ...others], one)).toEqual([others[0]]);
  });
});
