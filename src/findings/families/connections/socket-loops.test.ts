import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';

const stream = ['event-source', 'http://site.test/news'] as const;

function found(play: (on: Scenario, page: Tab) => void) {
  const on = scenario();
  const page = on.tab('a');
  page.open(...stream);
  play(on, page);
  on.wait(5_000);
  return on.findings().filter(({ code }) => code === 'K4');
}

/** It connects, and the server ends it so many milliseconds later. */
function turn(on: Scenario, page: Tab, lasts: number | null, message?: string): void {
  if (lasts !== null) {
    page.state(...stream, 'connected');
    if (message !== undefined) page.receive(...stream, message);
    on.wait(lasts);
  }
  page.error(...stream);
  page.state(...stream, 'connecting');
  on.wait(300);
}

/** It brings one message, fails after so long, is closed by the page, and made anew. */
function dropped(on: Scenario, page: Tab, at: number, lasts: number | null, pause: number): void {
  const object = at + 1;
  if (at > 0) page.open(...stream, object);
  if (lasts !== null) {
    page.state(...stream, 'connected', object);
    page.receive(...stream, `news ${at}`, object);
    on.wait(lasts);
  }
  page.error(...stream, object);
  if (lasts !== null) page.state(...stream, 'connecting', object);
  page.close(...stream, object);
  on.wait(pause);
}

describe('an event stream', () => {
  it('whose server takes no connection is told after three attempts', () => {
    const findings = found((on, page) => {
      for (let at = 0; at < 3; at += 1) turn(on, page, null);
    });
    expect(findings).toMatchObject([{ values: ['http://site.test/news', { context: 'a' }, 3, 1] }]);
  });

  it('that ends at once, with nothing heard, is told after six', () => {
    const findings = found((on, page) => {
      for (let at = 0; at < 6; at += 1) turn(on, page, 50);
    });
    expect(findings).toMatchObject([{ code: 'K4', count: 1 }]);
    expect(findings[0]?.variant).toBeUndefined();
  });

  it('that failed and is not tried again is told once', () => {
    const findings = found((_, page) => {
      page.error(...stream);
      page.close(...stream);
    });
    expect(findings).toMatchObject([{ variant: 'K4_ended', severity: 'warning', count: 1 }]);
  });

  it.each<[string, number | null, number]>([
    ['that ends at once', 60, 6],
    ['that is refused', null, 3],
  ])('%s and that the page makes anew each time is told', (_, lasts, times) => {
    const findings = found((on, page) => {
      for (let at = 0; at < times; at += 1) dropped(on, page, at, lasts, 300);
      page.open(...stream, times + 1);
    });
    expect(findings).toMatchObject([{ code: 'K4', count: 1 }]);
    expect(findings[0]?.variant).toBeUndefined();
  });

  it('that ends at once, and that the page makes anew when somebody asks again, is none', () => {
    expect(
      found((on, page) => {
        for (let at = 0; at < 8; at += 1) dropped(on, page, at, 60, 4_000);
      }),
    ).toEqual([]);
  });

  it.each<[string, (on: Scenario, page: Tab) => void]>([
    [
      'that brings one message each time, as a page that polls',
      (on, page) => {
        for (let at = 0; at < 10; at += 1) turn(on, page, 50, `news ${at}`);
      },
    ],
    [
      'that lasts a minute each time',
      (on, page) => {
        for (let at = 0; at < 6; at += 1) turn(on, page, 60_000);
      },
    ],
    ['that the page closes', (_, page) => page.close(...stream)],
    [
      'that ends as its page goes away',
      (_, page) => {
        page.error(...stream);
        page.close(...stream);
        page.live('gone');
      },
    ],
    [
      'whose handler threw before the page closed it',
      (_, page) => {
        page.state(...stream, 'connected');
        const { time: cause } = page.receive(...stream, 'news');
        page.error(...stream, 0, { message: 'TypeError', cause });
        page.close(...stream);
      },
    ],
  ])('is no finding: %s', (_, play) => {
    expect(found(play)).toEqual([]);
  });
});
