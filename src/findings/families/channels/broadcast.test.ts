import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { FindingCode } from '../../types';

const handover = ['broadcast-channel', 'handover'] as const;

/** What is said of a message that is sent right before another tab's page begins. */
function codesOf(begin: (on: Scenario) => Tab, wait = 100): FindingCode[] {
  const on = scenario();
  const a = on.tab('a', { tab: 0 });
  a.open(...handover);
  a.listenOn(...handover);
  a.send(...handover, { t: 'object', k: ['document'], v: [7], n: 1 });
  on.wait(wait);
  const b = begin(on);
  b.open(...handover);
  b.listenOn(...handover);
  on.wait(10_000);
  b.live('hidden');
  return on.findings().map(({ code }) => code);
}

it('a window that the sender opened as it sent came too late for the message', () => {
  expect(codesOf((on) => on.tab('b', { tab: 1, openerTab: 0 }))).toEqual(['B3']);
});

it.each<[string, (on: Scenario) => Tab, number]>([
  ['nobody, or somebody else, opened', (on) => on.tab('b', { tab: 1, openerTab: 7 }), 100],
  ['was opened much later', (on) => on.tab('b', { tab: 1, openerTab: 0 }), 1_500],
  [
    'asks for what it needs as it begins',
    (on) => {
      const b = on.tab('b', { tab: 1, openerTab: 0 });
      b.send(...handover, 'where are we?', 2);
      return b;
    },
    100,
  ],
])('a window that %s missed nothing', (_, begin, wait) => {
  expect(codesOf(begin, wait)).not.toContain('B3');
});

it.each([
  ['board-42', 'board-undefined', true],
  ['user:null:settings', 'user:7f3a:settings', true],
  ['board-42', 'board-43', false],
  ['undefined', 'board-42', false],
  ['null-device', 'board-42', false],
])('a name that lacks its value is like the one that has it: %s, %s', (one, other, isLike) => {
  const on = scenario();
  for (const [name, tab] of [
    [one, 'a'],
    [other, 'b'],
  ] as const) {
    const page = on.tab(tab);
    page.open('broadcast-channel', name);
    page.listenOn('broadcast-channel', name);
    on.wait(10);
    page.send('broadcast-channel', name, 1);
  }
  on.wait(10_000);
  on.tab('c');
  expect(on.findings().some(({ code }) => code === 'B2')).toBe(isLike);
});

it.each([
  ['https://www.x', ['S4']],
  ['https://y', ['B1']],
])('whoever posts alone may have meant a tab at another origin: %s', (origin, codes) => {
  const on = scenario();
  on.neighbour(origin);
  const a = on.tab('a');
  a.open(...handover);
  a.send(...handover, 1);
  on.wait(10_000);
  a.live('hidden');
  expect(on.findings().map(({ code }) => code)).toEqual(codes);
});

it('who asks as it opens the channel has missed little', () => {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  a.open(...handover);
  a.send(...handover, 'who leads?');
  on.wait(100);
  b.open(...handover);
  b.send(...handover, 'who leads?');
  on.wait(10_000);
  a.live('hidden');
  expect(on.findings()).toMatchObject([{ code: 'B3', severity: 'info' }]);
});
