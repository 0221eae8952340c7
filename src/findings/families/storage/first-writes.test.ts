import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

const defaults = '{"lang":"en","theme":"light","items":[]}';
const dark = '{"lang":"en","theme":"dark","items":[]}';
const filled = '{"lang":"en","theme":"dark","items":["tea"]}';

function found(begin: (on: Scenario, b: Tab) => void, saved = filled): readonly Finding[] {
  const on = scenario();
  const a = on.tab('a');
  a.listen();
  a.write('app', null, defaults);
  on.wait(5_000);
  a.write('app', defaults, saved);
  on.wait(5_000);
  const b = on.tab('b');
  b.listen();
  begin(on, b);
  on.wait(20_000);
  b.live('hidden');
  return on.findings().filter(({ code }) => code === 'R5');
}

it('a tab that saves its defaults over what another had saved is told', () => {
  const findings = found((_on, b) => {
    b.write('app', filled, defaults);
  });
  expect(findings).toMatchObject([{ variant: 'R5_start', severity: 'warning', confidence: 'likely' }]);
});

it('where one choice stands for another, it is a note: a page may say so of itself', () => {
  const findings = found((_on, b) => {
    b.write('app', dark, defaults);
  }, dark);
  expect(findings).toMatchObject([{ variant: 'R5_start', severity: 'info' }]);
});

it.each<[string, (on: Scenario, b: Tab) => void]>([
  [
    'loads what was saved right after',
    (on, b) => {
      b.write('app', filled, defaults);
      on.wait(300);
      b.write('app', defaults, filled);
    },
  ],
  [
    'saves what it has read, and more',
    (_on, b) => {
      b.write('app', filled, '{"lang":"en","theme":"dark","items":["tea","rice"]}');
    },
  ],
  [
    'is told by its user to begin anew, later',
    (on, b) => {
      on.wait(5_000);
      b.write('app', filled, defaults);
    },
  ],
])('a tab that %s is not', (_, begin) => {
  expect(found(begin)).toEqual([]);
});

it('what an earlier new tab had made of the saved value is none of the defaults', () => {
  const on = scenario();
  const tabs = ['a', 'b', 'c'].map((name) => {
    const page = on.tab(name);
    page.listen();
    on.wait(500);
    return page;
  });
  const values = ['{"theme":"dark","n":10}', '{"theme":"light","n":10}', '{"theme":"light","n":20}'] as const;
  tabs[0]?.write('app', null, values[0]);
  tabs[1]?.write('app', values[0], values[1]);
  on.wait(5_000);
  tabs[0]?.write('app', values[1], values[2]);
  on.wait(5_000);
  on.tab('d').write('app', values[2], values[1]);
  on.wait(20_000);
  tabs[0]?.live('hidden');
  expect(on.findings().filter(({ code }) => code === 'R5')).toEqual([]);
});
