import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding, FindingCode } from '../../types';

/** Tabs that hear of changes that no method made. */
function found(play: (on: Scenario, tabs: readonly Tab[]) => void): readonly Finding[] {
  const on = scenario();
  const tabs = ['a', 'b', 'c'].map((name) => on.tab(name));
  for (const one of tabs) one.listen();
  on.wait(500);
  play(on, tabs);
  on.wait(10_000);
  tabs[0]?.live('hidden');
  const codes: readonly FindingCode[] = ['R1', 'R2'];
  return on.findings().filter(({ code }) => codes.includes(code));
}

function hear(one: Tab, key: string, newValue: string): void {
  const channel = { kind: 'local-storage', name: '' } as const;
  const write = { type: 'storage-write', channel, key, oldValue: null, newValue, context: 'nobody' };
  one.hear(write as unknown as Parameters<Tab['hear']>[0]);
}

it('a key that all tabs set to and fro as a property is a loop', () => {
  const findings = found((on, tabs) => {
    for (let turn = 0; turn < 100; turn += 1) {
      for (const one of tabs) hear(one, 'hi', turn % 2 === 0 ? '0' : '1');
      on.wait(10);
    }
  });
  expect(findings).toMatchObject([{ code: 'R1', severity: 'error', confidence: 'likely' }]);
});

it.each<[string, (on: Scenario, tabs: readonly Tab[]) => void]>([
  [
    'one tab, which hears of nothing, sets it',
    (on, [, ...others]) => {
      for (let turn = 0; turn < 100; turn += 1) {
        for (const one of others) hear(one, 'blink', turn % 2 === 0 ? 'on' : 'off');
        on.wait(10);
      }
    },
  ],
  [
    'each change is another one',
    (on, tabs) => {
      for (let turn = 0; turn < 100; turn += 1) {
        for (const one of tabs) hear(one, 'place', String(turn));
        on.wait(10);
      }
    },
  ],
  [
    'it is set now and then',
    (on, tabs) => {
      for (let turn = 0; turn < 30; turn += 1) {
        for (const one of tabs) hear(one, 'theme', turn % 2 === 0 ? 'dark' : 'light');
        on.wait(200);
      }
    },
  ],
])('it is no loop where %s', (_, play) => {
  expect(found(play)).toEqual([]);
});
