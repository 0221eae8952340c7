import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

type Said = { readonly [field: string]: string | number | boolean };

function found(play: (on: Scenario, a: Tab, b: Tab) => void): readonly Finding[] {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  for (const one of [a, b]) {
    one.open('broadcast-channel', 'tabs');
    one.listenOn('broadcast-channel', 'tabs');
  }
  on.wait(1_000);
  play(on, a, b);
  on.wait(20_000);
  b.live('hidden');
  return on.findings().filter(({ code }) => code === 'R4');
}

function say(on: Scenario, one: Tab, said: Said): void {
  const [k, v] = [Object.keys(said), Object.values(said)];
  one.send('broadcast-channel', 'tabs', { t: 'object', k, v, n: k.length });
  on.wait(200);
}

function inTurns(turns: number, ...said: readonly [Said, Said]): readonly Finding[] {
  return found((on, a, b) => {
    for (let turn = 0; turn < turns; turn += 1) {
      say(on, a, said[0]);
      say(on, b, said[1]);
    }
  });
}

it.each<[string, Said, Said]>([
  ['by the kind of message', { action: 'leader', id: 'a1' }, { action: 'leader', id: 'b2' }],
  ['by a field that names the leader', { type: 'beat', leaderId: 'a1' }, { type: 'beat', leaderId: 'b2' }],
  ['by a flag', { type: 'beat', id: 'a1', isLeader: true }, { type: 'beat', id: 'b2', isLeader: true }],
  ['by a word beside', { context: 'leader', action: 'tell' }, { context: 'leader', action: 'tell' }],
])('two tabs that both say that they lead, %s, are told', (_, one, other) => {
  expect(inTurns(4, one, other)).toMatchObject([
    { code: 'R4', severity: 'warning', confidence: 'likely', contexts: ['b', 'a'] },
  ]);
});

it.each<[string, Said, Said]>([
  ['who agree on one leader', { type: 'beat', leader: 'a1' }, { type: 'beat', leader: 'a1' }],
  ['who ask to lead', { context: 'leader', action: 'apply' }, { context: 'leader', action: 'apply' }],
  ['who ask for the leader', { type: 'LEADER_REQUEST' }, { type: 'LEADER_REQUEST' }],
  ['of which one follows', { type: 'beat', isLeader: true }, { type: 'beat', isLeader: false }],
  ['who say that they are there', { type: 'heartbeat', id: 'a1' }, { type: 'heartbeat', id: 'b2' }],
  ['who send a leaderboard', { type: 'leaderboard', top: 'a1' }, { type: 'leaderboard', top: 'b2' }],
])('two tabs %s are no two leaders', (_, one, other) => {
  expect(inTurns(6, one, other)).toEqual([]);
});

it('a leader that hands over, even back again, is one leader', () => {
  const findings = found((on, a, b) => {
    for (const one of [a, b, a])
      for (let turn = 0; turn < 5; turn += 1) say(on, one, { action: 'leader', id: one.id });
  });
  expect(findings).toEqual([]);
});
