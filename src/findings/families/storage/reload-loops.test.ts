import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

/** Windows whose pages write a key as they begin; `hears`: whether another page then is loaded again. */
function found(loads: number, key: (load: number) => string): readonly Finding[] {
  const on = scenario();
  const pages: Tab[] = [0, 1].map((tab) => begin(on, tab, 0));
  for (let load = 1; load <= loads; load += 1) {
    const [at, other] = load % 2 === 0 ? [0, 1] : [1, 0];
    const said = pages[other]?.write(key(load), `${load - 1}`, `${load}`);
    if (said) pages[at]?.hear(said);
    on.wait(50);
    pages[at]?.live('gone');
    on.wait(100);
    pages[at] = begin(on, at, load);
  }
  pages[1]?.write(key(loads + 1), 'x', 'y');
  on.wait(20_000);
  pages[1]?.live('hidden');
  return on.findings().filter(({ code }) => code === 'R1');
}

function begin(on: Scenario, tab: number, load: number): Tab {
  const page = on.tab(`${tab}-${load}`, { tab, frame: 0 });
  page.listen();
  return page;
}

it('tabs that load each other again for ever are told', () => {
  expect(found(10, () => 'session')).toMatchObject([
    { code: 'R1', variant: 'R1_reload', severity: 'error', confidence: 'likely' },
  ]);
});

it('a few loads, as at a sign-out, are not', () => {
  expect(found(4, () => 'session')).toEqual([]);
});

it('pages that begin with a key of their own do not make each other load', () => {
  expect(found(10, (load) => `page ${load}`)).toEqual([]);
});
