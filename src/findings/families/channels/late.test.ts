import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

const news = ['broadcast-channel', 'news'] as const;

/** A sends to B at the times that are given, and B hears each so many milliseconds later. */
function found(delays: readonly number[], more: (on: Scenario, a: Tab, b: Tab) => void = () => undefined) {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  for (const one of [a, b]) {
    one.open(...news);
    one.listenOn(...news);
  }
  on.wait(1_000);
  more(on, a, b);
  for (const [at, delay] of delays.entries()) {
    a.send(...news, `message ${at}`);
    on.wait(delay);
    b.receive(...news, `message ${at}`);
  }
  on.wait(5_000);
  return on.findings().filter(({ code }) => code === 'B12');
}

const busy: Partial<Finding> = { variant: 'B12_busy', severity: 'warning', confidence: 'certain' };

describe('messages that come late to a page that is awake', () => {
  it('are told with how many, and how late the latest came', () => {
    expect(found([20, 1_500, 3_000, 1_200])).toMatchObject([
      { ...busy, values: ['news', { context: 'b' }, 3, 3_001], count: 3 },
    ]);
  });

  it.each<[string, readonly number[]]>([
    ['two of them', [20, 1_500, 1_500]],
    ['half a second', [20, 500, 500, 500, 500]],
    ['two clocks that always differ by as much', [2_000, 2_000, 2_000, 2_000]],
  ])('are no finding: %s', (_, delays) => {
    expect(found(delays)).toEqual([]);
  });

  it('are told where two tabs sent them, of which a third heard one soon', () => {
    const on = scenario();
    const [a, b, c] = [on.tab('a'), on.tab('b'), on.tab('c')];
    for (const one of [a, b, c]) {
      one.open(...news);
      one.listenOn(...news);
    }
    on.wait(1_000);
    a.send(...news, 'first');
    for (const one of [b, c]) one.receive(...news, 'first');
    for (const [at, from] of [c, a, c].entries()) {
      from.send(...news, `message ${at}`);
      (from === c ? a : c).receive(...news, `message ${at}`);
      on.wait(1_500);
      b.receive(...news, `message ${at}`);
    }
    on.wait(5_000);
    expect(on.findings().filter(({ code }) => code === 'B12')).toMatchObject([
      { ...busy, values: ['news', { context: 'b' }, 3, expect.any(Number)] },
    ]);
  });

  it('are told as before where the page was frozen', () => {
    const [finding] = found([20, 3_000], (on, _, b) => {
      on.wait(50);
      b.live('frozen');
    });
    expect(finding).toMatchObject({ code: 'B12' });
    expect(finding?.variant).toBeUndefined();
  });
});
