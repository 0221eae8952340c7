import fc from 'fast-check';
import { scenario, type Scenario } from '../../../test/support/scenario';
import { captureOf } from '../../../test/support/captures';
import type { RatesAnswer, RatesQuestion } from './types';

async function rates(play: Scenario, asked: Partial<RatesQuestion> = {}): Promise<RatesAnswer> {
  const capture = await captureOf(play);
  return capture.ask({
    ask: 'rates',
    filter: '',
    kinds: null,
    window: null,
    of: 'messages',
    bars: 10,
    ...asked,
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

test('each key has its writes, their size, what share changed nothing, and who heard without listening', async () => {
  const play = scenario();
  const [a, b, c] = [play.tab('a'), play.tab('b'), play.tab('c')];
  b.listen();
  c.listen(0);
  for (const [before, now] of [
    [null, 'red'],
    ['red', 'green'],
    ['green', 'green'],
  ] as const) {
    const write = a.write('colour', before, now);
    if (before !== now) for (const tab of [b, c]) tab.hear(write);
  }
  b.write('size', null, '12345');
  const { keys, channels, tabs, all } = await rates(play);
  expect(keys.rows).toMatchObject([
    { key: 'colour', messages: 3, size: 13, unchanged: 1, heard: 4, unlistened: 2, deaf: ['c'] },
    { key: 'size', messages: 1, size: 5, unchanged: 0, heard: 0, deaf: [] },
  ]);
  expect(channels.rows).toMatchObject([{ channel: { kind: 'local-storage' }, messages: 4, size: 18 }]);
  expect(tabs.rows).toMatchObject([
    { who: { context: 'a' }, messages: 3, unchanged: 1, heard: 0 },
    { who: { context: 'b' }, messages: 1, heard: 2, unlistened: 0 },
    { who: { context: 'c' }, messages: 0, heard: 2, unlistened: 2, deaf: ['c'] },
  ]);
  expect(all).toMatchObject({ messages: 4, size: 18, unchanged: 1, heard: 4, deaf: ['c'] });
});

test('a message equal to the one before from the same object changed nothing; one that is not shown whole may have', async () => {
  const play = scenario();
  const a = play.tab('a');
  const part = { t: 'object', k: ['x'], v: [1], n: 2 } as const;
  const whole = { t: 'object', k: ['x'], v: [1], n: 1 } as const;
  for (const data of ['tick', 'tick', 'tock', whole, whole, part, part])
    a.send('broadcast-channel', 'news', data);
  a.send('broadcast-channel', 'other', 'tock', 2);
  const { channels } = await rates(play);
  expect(channels.rows.map(({ channel, unchanged }) => [channel.name, unchanged])).toEqual([
    ['news', 2],
    ['other', 0],
  ]);
});

test('a tab with a listener on one of its objects heard, whatever its others do', async () => {
  const play = scenario();
  const [a, b, c] = [play.tab('a'), play.tab('b'), play.tab('c')];
  a.open('broadcast-channel', 'news', 1);
  for (const tab of [b, c]) for (const object of [1, 2]) tab.open('broadcast-channel', 'news', object);
  b.listenOn('broadcast-channel', 'news', 2);
  a.send('broadcast-channel', 'news', 'rain', 1);
  for (const tab of [b, c])
    for (const object of [1, 2]) tab.receive('broadcast-channel', 'news', 'rain', object);
  expect((await rates(play)).all).toMatchObject({ messages: 1, heard: 4, unlistened: 3, deaf: ['c'] });
});

test('what failed, and what is a lock or a connection, is no message', async () => {
  const play = scenario();
  const a = play.tab('a');
  a.write('full', null, 'x', { error: { name: 'QuotaExceededError', message: '' } });
  a.open('web-lock', 'leader', 3);
  a.open('websocket', 'wss://x/live', 4);
  a.send('websocket', 'wss://x/live', 'hello', 4);
  a.receive('websocket', 'wss://x/live', 'welcome', 4);
  const { all, tabs } = await rates(play);
  expect(all).toMatchObject({ messages: 2, size: 12, heard: 1 });
  expect(tabs.rows.map(({ who, messages }) => [who, messages])).toEqual([
    [{ context: 'a' }, 1],
    [{ place: 'server' }, 1],
  ]);
});

test('filter, kinds and window count as they do for the list; the total is without filter and kinds', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  b.listen();
  const first = a.write('colour', null, 'red');
  b.hear(first);
  a.write('size', null, 'tall');
  play.wait(5_000);
  const last = a.send('broadcast-channel', 'news', 'rain');
  const ofKey = await rates(play, { filter: 'key:colour' });
  expect([ofKey.all.messages, ofKey.all.heard, ofKey.total]).toEqual([1, 1, 3]);
  const ofKind = await rates(play, { kinds: ['broadcast-channel'] });
  expect([ofKind.all.messages, ofKind.all.heard, ofKind.total]).toEqual([1, 0, 3]);
  const early = await rates(play, { window: { from: 0, to: last.time - 1 } });
  expect([early.all.messages, early.total, early.window?.to]).toEqual([2, 2, last.time - 1]);
  const never = await rates(play, { window: { from: last.time + 10, to: last.time + 20 } });
  expect(never.all.messages).toBe(0);
});

test('the busiest second has as many as any second had, wherever it began', async () => {
  const play = scenario();
  const a = play.tab('a');
  for (const gap of [400, 300, 100, 150, 2_000, 600, 250]) {
    play.wait(gap - 1);
    a.send('broadcast-channel', 'news', 'x'.repeat(gap / 50));
  }
  const times = play.records.filter(({ type }) => type === 'send').map(({ time }) => time);
  const most = Math.max(
    ...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length),
  );
  expect((await rates(play)).busiest).toBe(most);
  expect(most).toBe(4);
});

interface Step {
  readonly who: number;
  readonly key: number;
  readonly value: number;
  readonly wait: number;
}

const steps = fc.array(
  fc.record({
    who: fc.nat(3),
    key: fc.nat(4),
    value: fc.nat(2),
    wait: fc.nat(800),
  }),
  { minLength: 1, maxLength: 60 },
);

/** Some write and some send, and all others hear it; returns what it counted itself. */
function traffic(all: readonly Step[]) {
  const play = scenario();
  const tabs = ['a', 'b', 'c', 'd'].map((name) => play.tab(name));
  tabs[1]?.listen();
  const values = new Map<number, string>();
  const own = { messages: 0, size: 0, unchanged: 0, heard: 0, byKey: new Map<string, number>() };
  for (const { who, key, value, wait } of all) {
    play.wait(wait);
    const [before, now] = [values.get(key) ?? null, 'x'.repeat(value + 1)];
    values.set(key, now);
    const write = tabs[who]?.write(`k${key}`, before, now);
    own.messages += 1;
    own.size += now.length;
    own.byKey.set(`k${key}`, (own.byKey.get(`k${key}`) ?? 0) + 1);
    if (before === now) own.unchanged += 1;
    else
      for (const [at, tab] of tabs.entries())
        if (at !== who && write) {
          tab.hear(write);
          own.heard += 1;
        }
  }
  return { play, own };
}

test('whatever is written: counts, sizes and bars are those of simple counting, and every board has the sum', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom('messages', 'bytes'), async (all, of) => {
      const { play, own } = traffic(all);
      const answer = await rates(play, { of });
      const { messages, size, unchanged, heard } = answer.all;
      expect({ messages, size, unchanged, heard }).toEqual({
        messages: own.messages,
        size: own.size,
        unchanged: own.unchanged,
        heard: own.heard,
      });
      expect(new Map(answer.keys.rows.map((row) => [row.key, row.messages]))).toEqual(own.byKey);
      const measure = of === 'bytes' ? size : messages;
      for (const { rows } of [answer.channels, answer.keys, answer.tabs]) {
        expect(sum(rows.map((row) => row.messages))).toBe(messages);
        expect(sum(rows.map((row) => row.heard))).toBe(heard);
        expect(sum(rows.flatMap(({ bars }) => bars))).toBe(measure);
      }
      expect(sum(answer.all.bars)).toBe(measure);
    }),
    { numRuns: 40 },
  );
});

test('two windows that part the time have, together, what the whole has', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.double({ min: 0, max: 1, noNaN: true }), async (all, share) => {
      const { play } = traffic(all);
      const whole = await rates(play);
      if (!whole.window) return;
      const { from, to } = whole.window;
      const middle = Math.floor(from + (to - from) * share) + 0.5;
      const [left, right] = [
        await rates(play, { window: { from, to: middle } }),
        await rates(play, { window: { from: middle, to } }),
      ];
      for (const name of ['messages', 'size', 'heard', 'unlistened'] as const)
        expect(left.all[name] + right.all[name]).toBe(whole.all[name]);
    }),
    { numRuns: 20 },
  );
});

test('a document on a BroadcastChannel that never listens is named, though no record tells what came to it', async () => {
  const play = scenario();
  const [a, b, c, d] = [play.tab('a'), play.tab('b'), play.tab('c'), play.tab('d')];
  a.open('broadcast-channel', 'news', 1);
  b.open('broadcast-channel', 'news', 1);
  b.listenOn('broadcast-channel', 'news', 1);
  c.open('broadcast-channel', 'news', 1);
  a.send('broadcast-channel', 'news', 'rain', 1);
  b.receive('broadcast-channel', 'news', 'rain', 1);
  c.close('broadcast-channel', 'news', 1);
  d.open('broadcast-channel', 'news', 1);
  d.open('broadcast-channel', 'late', 2);
  const { channels, tabs, all } = await rates(play);
  expect(channels.rows[0]).toMatchObject({ messages: 1, heard: 1, deaf: ['c'] });
  expect(all.deaf).toEqual(['c']);
  expect(tabs.rows.map(({ who, deaf }) => [who, deaf])).toContainEqual([{ context: 'c' }, ['c']]);
  // Its own sends do not come to it.
  a.send('broadcast-channel', 'late', 'x', 9);
  expect((await rates(play)).channels.rows).toContainEqual(
    expect.objectContaining({ channel: { kind: 'broadcast-channel', name: 'late' }, deaf: ['d'] }),
  );
});
