import type { Finding, FindingCode } from '../../src/findings/types';
import { scenario, type Scenario, type Tab } from './scenario';

/** What is found of those codes long after two tabs have played. */
export function foundOfTwo(
  codes: readonly FindingCode[],
  play: (on: Scenario, a: Tab, b: Tab) => void,
): readonly Finding[] {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  on.wait(1_000);
  play(on, a, b);
  on.wait(20_000);
  b.live('hidden');
  return on.findings().filter(({ code }) => codes.includes(code));
}
