import { scenario, type Scenario, type Tab } from '../../test/support/scenario';
import type { Record } from '../record/record';
import type { Outcome } from '../exchange/types';

const news = ['broadcast-channel', 'news'] as const;

/** What came of a write of A's in B, which does something when it hears of it. */
function outcome(act: (b: Tab, event: Record, on: Scenario) => void): Outcome | null | undefined {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  b.listen();
  on.wait(1_000);
  const write = a.write('k', null, '1');
  act(b, b.hear(write), on);
  return on
    .analyse()
    .correlator.of(write)
    ?.deliveries.find(({ context }) => context === 'b')?.outcome;
}

describe('what came of a delivery', () => {
  it('is what the handlers wrote and sent while they ran, in order, and equal things once', () => {
    const found = outcome((b, { time: cause }) => {
      b.write('seen', null, '1', { cause });
      b.send(...news, 'one', 1, { cause });
      b.send(...news, 'two', 1, { cause });
      b.write('k', '1', null, { cause });
      b.write(null, null, null, { cause, cleared: 1 });
    });
    expect(found?.deeds).toMatchObject([
      { what: 'wrote', key: 'seen', count: 1, confidence: 'certain' },
      { what: 'sent', channel: { name: 'news' }, count: 2 },
      { what: 'removed', key: 'k' },
      { what: 'cleared', key: null },
    ]);
    expect(found).toMatchObject({ more: 0, ranFor: null });
  });

  it('is likely what the page did soon after', () => {
    const found = outcome((b) => b.write('seen', null, '1'));
    expect(found?.deeds).toMatchObject([{ what: 'wrote', key: 'seen', confidence: 'likely' }]);
  });

  it('is nothing where no record tells of anything', () => {
    const found = outcome((b, _, on) => {
      on.wait(500);
      b.write('later', null, '1');
    });
    expect(found).toEqual({ deeds: [], more: 0, ranFor: null });
  });

  it('says how long a handler was seen to run, if that is long', () => {
    const found = outcome((b, { time: cause }, on) => {
      on.wait(300);
      b.write('seen', null, '1', { cause });
    });
    expect(found?.ranFor).toBe(301);
  });

  it('lists five kinds of things and counts the rest', () => {
    const found = outcome((b, { time: cause }) => {
      for (let key = 0; key < 8; key += 1) b.write(`k${key}`, null, '1', { cause });
    });
    expect([found?.deeds.length, found?.more]).toEqual([5, 3]);
  });

  it('is not asked where nobody listens', () => {
    const found = outcome((b, { time: cause }) => {
      b.write('seen', null, '1', { cause });
    });
    expect(found).not.toBeNull();
    const on = scenario();
    const [a, b] = [on.tab('a'), on.tab('b')];
    const write = a.write('k', null, '1');
    b.hear(write);
    expect(on.analyse().correlator.of(write)?.deliveries[1]?.outcome).toBeNull();
  });
});
