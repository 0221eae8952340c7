import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

const service = ['service-worker', 'http://x/sw.js'] as const;

/** A tab whose pages go so many milliseconds after their worker changed, or without that. */
function found(loads: number, after: number | null, between = 500): readonly Finding[] {
  const on: Scenario = scenario();
  for (let load = 0; load < loads; load += 1) {
    const page: Tab = on.tab(`page ${load}`, { tab: 1, frame: 0 });
    if (after !== null) {
      page.state(...service, 'controllerchange');
      on.wait(after);
    }
    page.live('leaving');
    page.live('gone');
    on.wait(between);
  }
  on.tab('last', { tab: 1, frame: 0 });
  on.wait(20_000);
  return on.findings().filter(({ code }) => code === 'R1');
}

it('a page that is loaded again at each change of its worker is told', () => {
  expect(found(6, 30)).toMatchObject([
    { code: 'R1', variant: 'R1_worker', severity: 'error', confidence: 'likely' },
  ]);
});

it('a few updates are not', () => {
  expect(found(3, 30)).toEqual([]);
  expect(found(6, 30, 20_000)).toEqual([]);
});

it('a page that goes for another reason is not', () => {
  expect(found(6, 5_000)).toEqual([]);
  expect(found(6, null)).toEqual([]);
});
