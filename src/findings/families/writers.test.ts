import { scenario } from '../../../test/support/scenario';

describe('a tab that saves what it hears', () => {
  it('is told as the cause where that undid a newer write', () => {
    const on = scenario();
    const [a, b] = [on.tab('a'), on.tab('b')];
    for (const one of [a, b]) one.listen();
    const first = a.write('layout', null, 'open');
    const event = b.hear(first);
    const second = a.write('layout', 'open', 'closed');
    b.write('layout', 'closed', 'open', { cause: event.time });
    b.hear(second);
    on.wait(5_000);
    const findings = on.findings().filter(({ code }) => code === 'R3');
    expect(findings).toMatchObject([
      { variant: 'R3_echo', values: ['layout', { context: 'b' }, { context: 'a' }] },
    ]);
  });

  it('is not a tab that writes something of its own', () => {
    const on = scenario();
    const [a, b] = [on.tab('a'), on.tab('b')];
    for (const one of [a, b]) one.listen();
    const event = b.hear(a.write('layout', null, 'open'));
    const second = a.write('layout', 'open', 'closed');
    b.write('layout', 'closed', 'half', { cause: event.time });
    b.hear(second);
    on.wait(5_000);
    const [finding] = on.findings().filter(({ code }) => code === 'R3');
    expect(finding?.code).toBe('R3');
    expect(finding?.variant).toBeUndefined();
  });
});
