import { holdersAt, sameFrame } from './holders';
import type { Record, State } from './record';

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
    expect(holdersAt(records, at(records))).toEqual({ holding: ['a'], waiting: ['b'] });
    records.push(state('a', 1, 'released'), state('b', 1, 'granted'));
    expect(holdersAt(records, at(records))).toEqual({ holding: ['b'], waiting: [] });
  });

  it('loses it to a thief, and with its document', () => {
    const records = [state('a', 1, 'granted'), state('b', 2, 'granted', 'steal')];
    expect(holdersAt(records, at(records)).holding).toEqual(['b']);
    records.push(gone('b'));
    expect(holdersAt(records, at(records)).holding).toEqual([]);
  });

  it('is told as it was at that record, not as it is now', () => {
    const granted = state('a', 1, 'granted');
    expect(holdersAt([granted, state('a', 1, 'released')], granted).holding).toEqual(['a']);
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
