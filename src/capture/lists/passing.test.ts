import type { Record } from '../../record/record';
import { createCapture } from '../capture';
import type { Host } from '../host';
import { plainView } from '../../../test/support/captures';

function write(seq: number): Record {
  const channel = { kind: 'local-storage', name: '' } as const;
  const [key, newValue] = [`key-${seq % 10}`, `${seq}`];
  const fields = { method: 'setItem', key, oldValue: null, newValue } as const;
  return { context: 'a', seq, type: 'storage-write', time: seq, channel, ...fields };
}

/** Each look at the clock takes a millisecond; work goes on when it is let. */
function slowHost() {
  let now = 0;
  const waiting: (() => void)[] = [];
  const host: Host = {
    clock: () => (now += 1),
    breathe: () => new Promise((resolve) => waiting.push(resolve)),
    wait: () => Promise.resolve(),
  };
  return { host, next: () => waiting.shift()?.() };
}

const count = 5_000;

test.each(['key:key-4', 'key', '-key:key-4'])(
  'a filter, %s, has its newest rows at once, whatever comes meanwhile, and at last what it has all at once',
  async (filter) => {
    const { host, next } = slowHost();
    const slow = createCapture({ origin: 'https://a.test', host });
    const quick = createCapture({ origin: 'https://a.test' });
    const records = Array.from({ length: count }, (_, seq) => write(seq));
    for (const capture of [slow, quick]) capture.add(records.slice(0, -50));
    const view = { ...plainView, filter };
    const rowsOf = (capture: typeof slow) => {
      const { total } = capture.ask({ ask: 'rows', view, from: 0, to: 0 });
      return capture.ask({ ask: 'rows', view, from: Math.max(0, total - 20), to: total });
    };
    const ids = (capture: typeof slow) => rowsOf(capture).rows.map(({ id }) => id);
    const first = rowsOf(slow);
    expect(first.complete).toBe(false);
    expect(first.rows.map(({ id }) => id).slice(-10)).toEqual(ids(quick).slice(-10));
    for (const capture of [slow, quick]) capture.add(records.slice(-50));
    expect(ids(slow).slice(-10)).toEqual(ids(quick).slice(-10));
    let totals = 0;
    for (let turns = 0; !rowsOf(slow).complete; turns += 1) {
      expect(turns).toBeLessThan(count);
      const { total } = rowsOf(slow);
      expect(total).toBeGreaterThanOrEqual(totals);
      totals = total;
      expect(ids(slow).slice(-10)).toEqual(ids(quick).slice(-10));
      const late = [turns * 37, count - 1_500 + 10 * turns].map((time, index) => ({
        ...write(count + 2 * turns + index),
        time,
      }));
      if (turns % 10 === 3) for (const capture of [slow, quick]) capture.add(late);
      next();
      await new Promise((soon) => setImmediate(soon));
    }
    const all = { ask: 'rows', view, from: 0, to: count } as const;
    expect({ ...slow.ask(all), version: 0 }).toEqual({ ...quick.ask(all), version: 0 });
    const chips = { ask: 'chips', view } as const;
    expect({ ...slow.ask(chips), version: 0 }).toEqual({ ...quick.ask(chips), version: 0 });
  },
);
