import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';

function found(play: (on: Scenario, a: Tab, b: Tab) => void) {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  a.listen();
  play(on, a, b);
  on.wait(5_000);
  return on.findings().filter(({ code }) => code === 'S10');
}

describe('a page that begins to listen after a change has reached it', () => {
  it('is told, with each key', () => {
    const findings = found((on, a, b) => {
      on.wait(2_000);
      b.hear(a.write('theme', null, 'dark'));
      b.hear(a.write('lang', null, 'en'));
      on.wait(100);
      b.listen();
      b.hear(a.write('theme', 'dark', 'light'));
    });
    expect(findings).toMatchObject([
      { variant: 'S10_late', severity: 'info', values: ['theme, lang', { context: 'b' }], count: 2 },
    ]);
  });

  it('is told instead of that nobody there listens', () => {
    const findings = found((on, a, b) => {
      on.tab('c').listen();
      on.wait(2_000);
      b.hear(a.write('theme', null, 'dark'));
      on.wait(3_000);
      b.listen();
    });
    expect(findings.map(({ variant }) => variant)).toEqual(['S10_late']);
  });

  it.each<[string, (on: Scenario, a: Tab, b: Tab) => void]>([
    [
      'while it is being loaded',
      (on, a, b) => {
        on.wait(100);
        b.hear(a.write('theme', null, 'dark'));
        b.listen();
      },
    ],
    [
      'that never listens, where nobody else does',
      (on, a, b) => {
        on.wait(2_000);
        b.hear(a.write('theme', null, 'dark'));
      },
    ],
  ])('is no finding: %s', (_, play) => {
    expect(found(play)).toEqual([]);
  });
});
