import { scenario } from '../../../../test/support/scenario';

/** Two tabs that each write a key of their own and hear of the other's. */
function severityOf(one: string, other: string): string | undefined {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  for (const each of [a, b]) each.listen();
  a.hear(b.write(one, null, '1'));
  on.wait(500);
  b.hear(a.write(other, null, '2'));
  on.wait(3_000);
  b.live('hidden');
  return on.findings().find(({ code }) => code === 'H3')?.severity;
}

it.each([
  ['user-prefs', 'userPrefs', 'warning'],
  ['cart:undefined', 'cart:7', 'warning'],
  ['settings', 'setings', 'info'],
])('%s and %s: %s', (one, other, severity) => {
  expect(severityOf(one, other)).toBe(severity);
});
