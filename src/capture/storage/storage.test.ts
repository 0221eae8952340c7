import { plainState } from '../../../test/support/captures';
import { createRandom } from '../../../test/support/random';
import { scenario, type Scenario, type Tab } from '../../../test/support/scenario';
import type { Record } from '../../record/record';
import { spansText } from '../../shown/spans-text';
import { createCapture, type Capture } from '../capture';
import type { StorageAnswer, StorageQuestion } from './types';

function captureOf({ contexts, records }: Scenario, pieces: readonly (readonly Record[])[] = [records]) {
  const capture = createCapture({ origin: 'http://x' });
  for (const context of contexts) capture.addContext(context);
  for (const piece of pieces) {
    capture.add(piece);
    // Asked meanwhile too: what is known must follow what comes.
    stateAt(capture, null);
  }
  return capture;
}

function stateAt(capture: Capture, at: number | null, more: Partial<StorageQuestion> = {}): StorageAnswer {
  return capture.ask({ ...plainState, at, ...more });
}

function held(answer: StorageAnswer): { [key: string]: string } {
  return Object.fromEntries(answer.entries.map(({ key, content }) => [key, spansText(content)]));
}

test('an instant shows what was written by then, by whom, how often, and who had not heard of it', () => {
  const play = scenario();
  const [a, b, c] = [play.tab('a'), play.tab('b'), play.tab('c')];
  b.listen();
  const first = a.write('k', null, 'one');
  const heard = b.hear(first);
  c.hear(first);
  const second = a.write('k', 'one', 'two');
  const last = a.write('k', 'two', null);
  const capture = captureOf(play);
  const [entry] = stateAt(capture, first.time).entries;
  expect(entry).toMatchObject({
    key: 'k',
    writer: { contexts: ['a'] },
    writes: 1,
    size: 4,
    time: first.time,
  });
  expect(entry?.unheard).toEqual([
    { who: { context: 'b' }, verdict: 'waiting' },
    { who: { context: 'c' }, verdict: 'nobody-listening' },
  ]);
  expect(stateAt(capture, heard.time).entries[0]?.unheard).toEqual([
    { who: { context: 'c' }, verdict: 'nobody-listening' },
  ]);
  expect(stateAt(capture, second.time).entries).toMatchObject([{ time: second.time, writes: 2 }]);
  expect(stateAt(capture, last.time).entries).toEqual([]);
});

test('two instants compared say what was added, changed and removed', () => {
  const play = scenario();
  const a = play.tab('a');
  a.write('gone', null, '1');
  a.write('other', null, '1');
  const same = a.write('same', null, '1');
  a.write('gone', '1', null);
  a.write('other', '1', '2');
  a.write('new', null, '1');
  const capture = captureOf(play);
  const answer = stateAt(capture, null, { since: same.time });
  expect(answer.entries.map(({ key, change }) => [key, change])).toEqual([
    ['other', 'changed'],
    ['new', 'added'],
    ['gone', 'removed'],
    ['same', 'unchanged'],
  ]);
  expect(held(answer)).toMatchObject({ other: '1 → 2' });
  const folded = stateAt(capture, null, { since: same.time, folded: ['unchanged'] });
  expect(folded).toMatchObject({ total: 3, counts: { unchanged: 1 } });
  const named = stateAt(capture, null, { filter: 'other' });
  expect(named.entries.map(({ key }) => key)).toEqual(['other']);
});

test('what was there before the recording is known by what the first write says', () => {
  const play = scenario();
  const first = play.tab('a').write('theme', 'dark', 'light');
  const capture = captureOf(play);
  const answer = stateAt(capture, first.time - 0.5);
  expect(answer.entries).toMatchObject([
    { key: 'theme', time: null, writer: { how: 'before', contexts: [] }, writes: 0 },
  ]);
  expect(held(answer)).toEqual({ theme: 'dark' });
  expect(held(stateAt(capture, first.time))).toEqual({ theme: 'light' });
});

describe('what was read when the recording began', () => {
  const early = { time: null, writer: { how: 'before', contexts: [] }, writes: 0 };

  test('is known at every instant, and marked; who wrote before it was read is known too', () => {
    const play = scenario();
    const [a, b] = [play.tab('a'), play.tab('b')];
    b.listen();
    const first = a.write('theme', 'dark', 'light');
    b.hear(first);
    const read = a.holds('local-storage', [
      ['theme', 'light'],
      ['user', '{"name":"Ada"}'],
    ]);
    const last = b.write('user', '{"name":"Ada"}', null);
    const capture = captureOf(play);
    const start = stateAt(capture, first.time - 1);
    expect(held(start)).toEqual({ theme: 'dark', user: '{name: "Ada"}' });
    expect(start.entries).toMatchObject([early, early]);
    expect(stateAt(capture, read.time).entries).toMatchObject([
      { key: 'theme', writer: { contexts: ['a'] }, writes: 1 },
      { key: 'user', ...early },
    ]);
    expect(held(stateAt(capture, last.time))).toEqual({ theme: 'light' });
    const key = { ask: 'key', area: 'local-storage', at: null, since: null, from: 0, to: 10 } as const;
    expect(capture.ask({ ...key, key: 'user' }).rows).toMatchObject([
      { writer: { how: 'write', contexts: ['b'] } },
      { writer: { how: 'before' }, record: { context: read.context, seq: read.seq } },
    ]);
    expect(stateAt(capture, read.time, { filter: 'key:user' }).entries).toMatchObject([{ key: 'user' }]);
    expect(stateAt(capture, read.time, { filter: 'value:Ada' }).entries).toMatchObject([{ key: 'user' }]);
  });

  test('says what changed unseen where it is read again: added, changed, gone', () => {
    const play = scenario();
    const a = play.tab('a');
    a.holds('local-storage', [
      ['changed', '1'],
      ['gone', '1'],
    ]);
    play.wait(60_000);
    const again = a.holds('local-storage', [
      ['added', '1'],
      ['changed', '2'],
    ]);
    const capture = captureOf(play);
    expect(held(stateAt(capture, again.time - 1))).toEqual({ changed: '1', gone: '1' });
    const after = stateAt(capture, again.time);
    expect(held(after)).toEqual({ added: '1', changed: '2' });
    expect(after.entries.map(({ writer }) => writer.how)).toEqual(['unseen', 'unseen']);
  });

  test('takes nothing away where there was more than could be read, and says how much that was', () => {
    const play = scenario();
    const a = play.tab('a');
    a.write('far', null, '1');
    play.wait(60_000);
    a.holds('local-storage', [['near', '1']], 7);
    const answer = stateAt(captureOf(play), null);
    expect(held(answer)).toEqual({ far: '1', near: '1' });
    expect(answer.areas).toMatchObject([{ keys: 2, left: 7 }]);
  });

  test('takes no cookie away that other paths have, and none that was set since', () => {
    const play = scenario();
    const a = play.tab('a', { url: 'http://localhost/' });
    a.state('cookie', '', 'changed', 0, { detail: 'new=1', oldValue: null });
    a.holds('cookie', [
      ['old', '1'],
      ['new', '1'],
    ]);
    play.wait(60_000);
    a.holds('cookie', []);
    const capture = captureOf(play);
    expect(held(stateAt(capture, null))).toEqual({ new: '1', old: '1' });
    expect(held(stateAt(capture, play.records[0]?.time ?? 0))).toEqual({ old: '1' });
  });
});

test('each tab has a sessionStorage of its own', () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  const channel = { kind: 'session-storage', name: '' } as const;
  a.write('step', null, '1', { channel });
  b.write('step', '1', '2', { channel });
  const capture = captureOf(play);
  const { areas } = stateAt(capture, null);
  expect(areas.map(({ kind, context, keys }) => [kind, context, keys])).toEqual([
    ['session-storage', 'a', 1],
    ['session-storage', 'b', 1],
  ]);
  expect(held(stateAt(capture, null))).toEqual({ step: '1' });
  expect(held(stateAt(capture, null, { area: areas[1]?.id ?? null }))).toEqual({ step: '2' });
});

test('a cookie that every tab tells of has changed once', () => {
  const play = scenario();
  const url = 'http://localhost/';
  const [a, b] = [play.tab('a', { url }), play.tab('b', { url })];
  const detail = { t: 'object', k: ['text', 'by'], v: ['id=1; Path=/', 'document.cookie'], n: 2 };
  a.state('cookie', '', 'written', 0, { detail });
  a.state('cookie', '', 'changed', 0, { detail: 'id=1', oldValue: null });
  b.state('cookie', '', 'changed', 0, { detail: 'id=1', oldValue: null });
  a.state('cookie', '', 'changed', 0, { detail: 'id=2', oldValue: '1' });
  b.state('cookie', '', 'changed', 0, { detail: 'id=2', oldValue: '1' });
  const capture = captureOf(play);
  const answer = stateAt(capture, null);
  expect(held(answer)).toEqual({ id: '2' });
  expect(answer.entries).toMatchObject([{ writes: 2 }]);
  const key = capture.ask({
    ask: 'key',
    area: answer.area ?? '',
    key: 'id',
    at: null,
    since: null,
    from: 0,
    to: 10,
  });
  expect(key.rows.map(({ reached, writer }) => [reached.length, writer.contexts])).toEqual([
    [2, []],
    [2, ['a']],
  ]);
});

test("a key's history has every write, who heard it, and leads from one to the next", () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  b.listen();
  const first = a.write('k', null, 'one');
  b.hear(first);
  a.write('other', null, '1');
  const second = a.write('k', 'one', 'one');
  b.write(null, null, null, { cleared: 2 });
  const capture = captureOf(play);
  const of = { area: 'local-storage', key: 'k' } as const;
  const answer = capture.ask({ ask: 'key', ...of, at: second.time, since: first.time, from: 0, to: 10 });
  expect(answer).toMatchObject({ total: 3, current: 1, compared: 2, value: 'one', before: 'one', writes: 2 });
  expect(answer.rows.map(({ writer, reached }) => [writer.how, writer.contexts, reached.length])).toEqual([
    ['clear', ['b'], 1],
    ['write', ['a'], 0],
    ['write', ['a'], 1],
  ]);
  const step = (at: number | null, direction: 'next' | 'previous') =>
    capture.ask({ ask: 'step', ...of, at, direction }).time;
  expect(step(first.time, 'next')).toBe(second.time);
  expect(step(second.time, 'previous')).toBe(first.time);
  expect(step(first.time, 'previous')).toBeNull();
  expect(step(null, 'previous')).toBe(second.time);
});

test.each([1, 2, 3, 4])('random traffic, in pieces and late: 200 instants are as they were (%i)', (seed) => {
  const random = createRandom(seed);
  const play = scenario();
  const tabs = ['a', 'b', 'c'].map((name) => play.tab(name));
  for (const tab of tabs) tab.listen();
  // What was there before, which somebody reads some time after the start.
  const storage = new Map(
    Array.from({ length: 12 }, (_, index) => [`k${index}`, 'before'] as const) as [string, string][],
  );
  const truth: { time: number; map: { [key: string]: string } }[] = [];
  const note = (): void => {
    const time = play.records.at(-1)?.time ?? 0;
    truth.push({ time, map: Object.fromEntries([...storage].sort()) });
  };
  note();
  for (let step = 0; step < 400; step += 1) {
    if (step === 10) {
      play.wait(5);
      tabs[1]?.holds('local-storage', [...storage]);
    }
    const writer = Math.floor(random() * 3);
    const tab = tabs[writer] as Tab;
    const key = random() < 0.05 ? 'early' : `k${Math.floor(random() * 14)}`;
    const before = storage.get(key) ?? null;
    const act = random();
    // Without events: in between two writes of one task.
    const others = tabs.filter((_, index) => index !== writer);
    if (act < 0.04) {
      const write = tab.write(null, null, null, { cleared: storage.size });
      if (storage.size > 0) {
        storage.clear();
        note();
        for (const other of others) other.hear(write);
      } else note();
    } else {
      const value = act < 0.2 ? null : `v${Math.floor(random() * 50)}`;
      const isDirect = act > 0.9;
      const change = { key, oldValue: before, newValue: value } as unknown as Record;
      if (value === null) storage.delete(key);
      else storage.set(key, value);
      const write = isDirect ? null : tab.write(key, before, value);
      if (!isDirect) note();
      if (value !== before)
        for (const [index, other] of others.entries()) {
          other.hear(write ?? { ...change, context: tab.id, channel: { kind: 'local-storage', name: '' } });
          if (isDirect && index === 0) note();
        }
    }
    play.wait(Math.floor(random() * 30));
  }
  // Batches of documents come in any order, each document's in its own.
  const pieces: Record[][] = [];
  const records = [...play.records];
  while (records.length > 0) {
    const piece = records.splice(0, 40);
    const order = [...tabs].sort(() => random() - 0.5).map(({ id }) => id);
    for (const id of order) pieces.push(piece.filter(({ context }) => context === id));
  }
  const capture = captureOf(play, pieces);
  for (let instant = 0; instant < 200; instant += 1) {
    const at = truth[Math.floor(random() * truth.length)] as (typeof truth)[number];
    const answer = stateAt(capture, at.time);
    expect(held(answer)).toEqual(at.map);
    const size = Object.entries(at.map).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    expect(answer.areas[0]).toMatchObject({ keys: Object.keys(at.map).length, size });
  }
});

test('what records said that are not held any more is still known', () => {
  const play = scenario();
  const a = play.tab('a');
  a.write('kept', null, 'v');
  a.write('gone', null, 'v');
  a.write('gone', 'v', null);
  const capture = captureOf(play);
  const many = 300_000;
  const records: Record[] = [];
  const last = play.records.at(-1) as Record;
  for (let index = 0; index < many; index += 1)
    records.push({
      ...last,
      type: 'lifecycle',
      channel: { kind: 'document', name: '' },
      state: 'visible',
      time: last.time + 1 + index / 100,
      seq: last.seq + 1 + index,
    } as unknown as Record);
  for (let from = 0; from < many; from += 50_000) capture.add(records.slice(from, from + 50_000));
  expect(capture.ask({ ask: 'status' }).leftOut).toBeGreaterThan(0);
  const answer = stateAt(capture, null);
  expect(answer.entries).toMatchObject([{ key: 'kept', writes: 1, time: (play.records[1] as Record).time }]);
});
