import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';

function found(play: (on: Scenario, page: Tab) => void) {
  const on = scenario();
  const page = on.tab('a');
  play(on, page);
  on.wait(5_000);
  return on.findings().filter(({ code }) => code === 'K4');
}

function connect(page: Tab, object: number, url = 'ws://x/feed'): void {
  page.open('websocket', url, object);
  page.state('websocket', url, 'connected', object);
}

describe('a page that makes a connection at each render', () => {
  it('and closes none of them has too many to one URL (K4)', () => {
    const findings = found((on, page) => {
      for (let at = 1; at <= 12; at += 1) {
        connect(page, at);
        on.wait(300);
      }
    });
    expect(findings).toMatchObject([
      {
        variant: 'K4_open',
        confidence: 'likely',
        count: 1,
        values: ['ws://x/feed', { context: 'a' }, 12, 3],
      },
    ]);
  });

  it('is healthy where it closes the one before', () => {
    const findings = found((on, page) => {
      for (let at = 1; at <= 12; at += 1) {
        connect(page, at);
        if (at > 1) page.close('websocket', 'ws://x/feed', at - 1, { code: 1000 });
        on.wait(6_000);
      }
    });
    expect(findings).toEqual([]);
  });

  it('is healthy where each goes to a room of its own, or all are a pool that is made at once', () => {
    expect(
      found((on, page) => {
        for (let at = 1; at <= 12; at += 1) {
          connect(page, at, `ws://x/feed?room=${at}`);
          on.wait(300);
        }
        for (let at = 21; at <= 32; at += 1) connect(page, at, 'ws://x/pool');
      }),
    ).toEqual([]);
  });
});
