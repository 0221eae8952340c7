import { scenario, type Scenario } from '../../../test/support/scenario';
import { captureOf } from '../../../test/support/captures';
import type { ConnectionsAnswer, ConnectionsQuestion } from './types';

async function boards(play: Scenario, asked: Partial<ConnectionsQuestion> = {}): Promise<ConnectionsAnswer> {
  const capture = await captureOf(play);
  return capture.ask({ ask: 'connections', at: null, closed: false, find: '', ...asked });
}

test('a channel has its members with who listens, what was sent on it, and the last seconds one by one', async () => {
  const play = scenario();
  const [a, b, c] = [play.tab('a'), play.tab('b'), play.tab('c')];
  for (const tab of [a, b, c]) tab.open('broadcast-channel', 'news', 1);
  b.listenOn('broadcast-channel', 'news', 1);
  c.listenOn('broadcast-channel', 'news', 1);
  a.send('broadcast-channel', 'news', 'early', 1);
  play.wait(10_000);
  a.send('broadcast-channel', 'news', 'rain', 1);
  b.receive('broadcast-channel', 'news', 'rain', 1);
  c.live('frozen');
  const { channels } = await boards(play);
  const [news] = channels.rows;
  expect(channels.total).toBe(1);
  expect(news).toMatchObject({
    channel: { kind: 'broadcast-channel', name: 'news' },
    first: 'a',
    members: [
      { context: 'a', how: 'deaf' },
      { context: 'b', how: 'listening' },
      { context: 'c', how: 'asleep' },
    ],
    sent: 2,
    received: 1,
  });
  expect(news?.bars).toHaveLength(30);
  expect(news?.bars.slice(-1)).toEqual([2]);
  expect(news?.bars.reduce((sum, count) => sum + count, 0)).toBe(3);
});

test('an earlier instant shows who was connected then, and counts what had happened by then', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  a.open('broadcast-channel', 'news', 1);
  b.open('broadcast-channel', 'news', 1);
  const early = a.send('broadcast-channel', 'news', 'early', 1);
  play.wait(1_000);
  b.close('broadcast-channel', 'news', 1);
  a.open('broadcast-channel', 'late', 2);
  a.send('broadcast-channel', 'news', 'late', 1);
  const then = await boards(play, { at: early.time });
  expect(
    then.channels.rows.map(({ channel, members, sent }) => [channel.name, members.length, sent]),
  ).toEqual([['news', 2, 1]]);
  const now = await boards(play);
  expect(now.channels.rows.map(({ channel, members, sent }) => [channel.name, members.length, sent])).toEqual(
    [
      ['news', 1, 2],
      ['late', 1, 0],
    ],
  );
});

test('a lock has its holder before those that wait for it, the first of them first', async () => {
  const play = scenario();
  const [a, b, c] = [play.tab('a'), play.tab('b'), play.tab('c')];
  for (const tab of [a, b, c]) {
    tab.state('web-lock', 'leader', 'requested', 1);
    // What the browser says of the lock meanwhile changes nothing.
    tab.state('web-lock', 'leader', 'query', 1);
  }
  b.state('web-lock', 'leader', 'granted', 1);
  play.wait(100);
  const { locks } = await boards(play);
  expect(locks.rows.map(({ name, context, state }) => [name, context, state])).toEqual([
    ['leader', 'b', 'held'],
    ['leader', 'a', 'waiting'],
    ['leader', 'c', 'waiting'],
  ]);
  b.state('web-lock', 'leader', 'released', 1);
  a.state('web-lock', 'leader', 'aborted', 1);
  expect((await boards(play)).locks.rows.map(({ context }) => context)).toEqual(['c']);
});

test('workers are apart by address and name, with the tabs of each', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  a.open('shared-worker', 'http://x/hub.js?v=2 hub', 1);
  b.open('shared-worker', 'http://x/hub.js?v=1 hub', 1);
  a.send('shared-worker', 'http://x/hub.js?v=2 hub', 'add', 1);
  const { workers } = await boards(play);
  expect(workers.rows.map(({ channel, type, members, sent }) => [channel.name, type, members, sent])).toEqual(
    [
      ['http://x/hub.js?v=2 hub', 'classic', [{ context: 'a', how: 'deaf' }], 1],
      ['http://x/hub.js?v=1 hub', 'classic', [{ context: 'b', how: 'deaf' }], 0],
    ],
  );
});

test('a socket is open once it is connected; a closed one is counted, and shown where it is asked for', async () => {
  const play = scenario();
  const a = play.tab('a');
  a.open('websocket', 'ws://x/live', 1);
  a.open('websocket', 'ws://x/live', 2);
  a.state('websocket', 'ws://x/live', 'connected', 1);
  a.receive('websocket', 'ws://x/live', 'tick', 1);
  a.close('websocket', 'ws://x/live', 2);
  const open = await boards(play);
  expect(open.closed).toBe(1);
  expect(open.sockets.rows.map(({ state, received }) => [state, received])).toEqual([['open', 1]]);
  const all = await boards(play, { closed: true });
  expect(all.sockets.rows.map(({ state }) => state)).toEqual(['open', 'closed']);
});

test('a document that is gone is closed, and so is all it had', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  b.open('broadcast-channel', 'news', 1);
  b.state('web-lock', 'leader', 'granted', 2);
  play.wait(10);
  b.live('gone');
  play.wait(10);
  a.listen();
  const now = await boards(play);
  expect(now.documents.rows.map(({ context, state }) => [context, state])).toEqual([['a', 'visible']]);
  expect([now.channels.total, now.locks.total]).toEqual([0, 0]);
  // The document, and its channel.
  expect(now.closed).toBe(2);
  const all = await boards(play, { closed: true });
  expect(all.documents.rows.map(({ context, state }) => [context, state])).toEqual([
    ['a', 'visible'],
    ['b', 'gone'],
  ]);
  expect(all.channels.rows.map(({ members }) => members)).toEqual([[]]);
});

test('a tab that was closed without a word has gone, and so has all it had', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  a.listen();
  b.open('broadcast-channel', 'news', 1);
  b.state('web-lock', 'leader', 'granted', 2);
  const { time } = a.write('k', null, '1');
  const capture = await captureOf(play);
  const [, shut] = play.contexts;
  if (shut) capture.addContext({ ...shut, ended: time + 5, closed: time + 9 });
  const asked = { ask: 'connections', at: null, find: '' } as const;
  const now = capture.ask({ ...asked, closed: false });
  expect(now.at).toBe(time + 9);
  expect(now.documents.rows.map(({ context, state }) => [context, state])).toEqual([['a', 'visible']]);
  expect([now.channels.total, now.locks.total]).toEqual([0, 0]);
  const all = capture.ask({ ...asked, closed: true });
  expect(all.documents.rows.map(({ context, state, since }) => [context, state, since])).toEqual([
    ['a', 'visible', expect.any(Number)],
    ['b', 'gone', time + 9],
  ]);
  // Earlier it was there.
  const before = capture.ask({ ...asked, at: time, closed: false });
  expect([before.documents.total, before.channels.total, before.locks.total]).toEqual([2, 1, 1]);
});

test('an upgrade that is blocked names who waits, and those that keep the database open', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a'), play.tab('b')];
  a.open('indexed-db', 'shop', 1);
  a.state('indexed-db', 'shop', 'connected', 1, { detail: 4 });
  b.open('indexed-db', 'shop', 1);
  b.state('indexed-db', 'shop', 'blocked', 1, { detail: '4 → 5' });
  const [shop] = (await boards(play)).databases.rows;
  expect(shop).toMatchObject({
    members: ['a'],
    version: 4,
    blocked: { context: 'b', versions: '4 → 5' },
  });
});

test('only what has the words in a name, an address or a tab is shown', async () => {
  const play = scenario();
  const [a, b] = [play.tab('a', { title: 'Cart' }), play.tab('b', { title: 'Checkout' })];
  a.open('broadcast-channel', 'news', 1);
  b.open('broadcast-channel', 'auth', 1);
  const names = async (find: string): Promise<string[]> =>
    (await boards(play, { find })).channels.rows.map(({ channel }) => channel.name);
  expect(await names('NEW')).toEqual(['news']);
  expect(await names('checkout')).toEqual(['auth']);
  expect(await names('nothing')).toEqual([]);
});

test('a mark leads to the finding of its own channel', async () => {
  const play = scenario();
  const a = play.tab('a');
  const error = { name: 'DataCloneError', message: 'could not be cloned' };
  for (const [at, name] of ['news', 'chat'].entries()) {
    a.open('broadcast-channel', name, at + 1);
    a.send('broadcast-channel', name, null, at + 1, { error });
  }
  const capture = await captureOf(play);
  const { findings } = capture.ask({ ask: 'findings', kinds: null, filter: '', window: null });
  const { channels } = capture.ask({ ask: 'connections', at: null, closed: false, find: '' });
  expect(channels.rows).toHaveLength(2);
  for (const { channel, marks } of channels.rows) {
    const found = findings.find(({ finding }) => finding.id === marks[0]?.id)?.finding;
    expect([found?.code, found?.channel.name]).toEqual(['B10', channel.name]);
  }
});
