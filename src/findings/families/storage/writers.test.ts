import { scenario, type Tab } from '../../../../test/support/scenario';

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

describe('values that name who wrote them, and when', () => {
  /** Each of two tabs writes over what the other has just written, and hears of that later. */
  function found(valueOf: (tab: string, at: number, turn: number) => string): readonly string[] {
    const on = scenario();
    const [a, b] = [on.tab('a'), on.tab('b')];
    for (const one of [a, b]) one.listen();
    let before: string | null = null;
    for (let turn = 0; turn < 4; turn += 1) {
      const at = 1_700_000_000_000 + 3_000 * turn;
      const [first, second] = [valueOf('a81f', at, turn), valueOf('b27c', at + 20, turn)];
      const one = a.write('mutex', before, first);
      on.wait(20);
      const other = b.write('mutex', first, second);
      b.hear(one);
      a.hear(other);
      before = second;
      on.wait(500);
    }
    return on.findings().flatMap(({ code }) => (code === 'R3' ? [code] : []));
  }

  it('hold nothing that could be lost', () => {
    expect(found((tab, at) => `${tab}|${at}`)).toEqual([]);
  });

  it('may hold something beside', () => {
    expect(found((tab, at, turn) => `${tab}|${at}|${turn}`)).toEqual(['R3']);
    expect(found((tab, _, turn) => `${tab}|${turn}`)).toEqual(['R3']);
  });
});

describe('a value that two tabs change under one Web Lock', () => {
  function found(lock: (one: Tab, state: 'granted' | 'released', turn: number) => void): string[] {
    const on = scenario();
    const [a, b] = [on.tab('a'), on.tab('b')];
    for (const one of [a, b]) one.listen();
    lock(a, 'granted', 1);
    const write = a.write('jobs', '[]', '["one"]');
    lock(a, 'released', 1);
    lock(b, 'granted', 2);
    on.wait(20);
    b.write('jobs', '["one"]', '["one","two"]');
    b.hear(write);
    lock(b, 'released', 2);
    on.wait(5_000);
    a.live('hidden');
    return on.findings().map(({ code }) => code);
  }

  it('is not lost, however late the events come', () => {
    expect(found((one, state, turn) => one.state('web-lock', 'jobs', state, turn))).not.toContain('R3');
  });

  it('may be lost without it, or under two locks', () => {
    expect(found(() => undefined)).toContain('R3');
    expect(found((one, state, turn) => one.state('web-lock', `lock ${one.id}`, state, turn))).toContain('R3');
  });
});
