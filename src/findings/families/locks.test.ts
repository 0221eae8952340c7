import type { Scenario, Tab } from '../../../test/support/scenario';
import { foundOfTwo } from '../../../test/support/two-tabs';
import type { Finding } from '../types';

function found(play: Parameters<typeof foundOfTwo>[1]): readonly Finding[] {
  return foundOfTwo(['L1', 'R4', 'I1'], play);
}

/** Says something on a channel four times, every 400 ms. */
function work(on: Scenario, ...workers: readonly Tab[]): void {
  for (let turn = 0; turn < 4; turn += 1) {
    for (const one of workers) one.send('broadcast-channel', 'prices', turn);
    on.wait(400);
  }
}

describe('a lock that is stolen', () => {
  const steal = { detail: 'steal' };

  it.each<[string, (on: Scenario, a: Tab, b: Tab) => void]>([
    [
      'does again what it alone did',
      (on, a, b) => {
        work(on, a);
        b.state('web-lock', 'db', 'granted', 2, steal);
        on.wait(400);
        work(on, a, b);
      },
    ],
    [
      'does for the first time what the second does too',
      (on, a, b) => {
        b.state('web-lock', 'db', 'granted', 2, steal);
        b.write('token', '1', '2');
        on.wait(900);
        a.write('token', '2', '3');
      },
    ],
  ])('has two holders where the first one %s', (_, play) => {
    const findings = found((on, a, b) => {
      a.state('web-lock', 'db', 'granted', 1);
      play(on, a, b);
    });
    expect(findings).toMatchObject([{ code: 'R4', severity: 'error', contexts: ['a', 'b'] }]);
  });

  it.each<[string, (on: Scenario, a: Tab, b: Tab) => void]>([
    [
      'stops',
      (on, a, b) => {
        work(on, a);
        b.state('web-lock', 'db', 'granted', 2, steal);
        work(on, b);
      },
    ],
    [
      'goes on with what every tab does',
      (on, a, b) => {
        work(on, a, b);
        b.state('web-lock', 'db', 'granted', 2, steal);
        work(on, a, b);
      },
    ],
  ])('is a note where the first holder %s', (_, play) => {
    const findings = found((on, a, b) => {
      a.state('web-lock', 'db', 'granted', 1);
      play(on, a, b);
    });
    expect(findings).toMatchObject([{ code: 'R4', severity: 'info' }]);
  });
});

describe('a lock that two tabs steal from each other', () => {
  const stolen = (pause: number, times: number) =>
    found((on, a, b) => {
      a.state('web-lock', 'db', 'granted', 1);
      for (let turn = 0; turn < times; turn += 1) {
        on.wait(pause);
        [b, a][turn % 2]?.state('web-lock', 'db', 'granted', turn + 2, { detail: 'steal' });
      }
    }).filter(({ variant }) => variant === 'R4_stolen');

  it('is told once, where each has it for moments', () => {
    expect(stolen(150, 12)).toMatchObject([{ severity: 'warning', count: 7 }]);
  });

  it.each([
    ['goes to the tab that a user turns to', 3_000, 12],
    ['was taken back once', 150, 4],
  ])('is no finding where it %s', (_, pause, times) => {
    expect(stolen(pause, times)).toEqual([]);
  });
});

describe('a lock that is kept while another tab waits', () => {
  function kept(meanwhile: (on: Scenario, a: Tab, b: Tab) => void, name = 'db'): readonly Finding[] {
    return found((on, a, b) => {
      a.state('web-lock', name, 'granted', 1);
      b.state('web-lock', name, 'requested', 2);
      meanwhile(on, a, b);
    });
  }

  it('is a note where its holder does since then what nobody else does', () => {
    const findings = kept((on, a) => {
      for (let times = 0; times < 4; times += 1) work(on, a);
    });
    expect(findings).toMatchObject([{ code: 'L1', severity: 'info' }]);
  });

  it.each<[string, (on: Scenario, a: Tab, b: Tab) => void]>([
    [
      'does what the other one does too',
      (on, a, b) => {
        for (let times = 0; times < 4; times += 1) work(on, a, b);
      },
    ],
    [
      'has come to an end with that',
      (on, a) => {
        work(on, a);
      },
    ],
  ])('is a warning where its holder %s', (_, meanwhile) => {
    expect(kept(meanwhile)).toMatchObject([{ code: 'L1', severity: 'warning' }]);
  });

  it('is a warning where a leader sleeps', () => {
    const findings = kept((_, a) => {
      a.live('frozen');
    }, 'leader');
    expect(findings).toMatchObject([{ code: 'L1', severity: 'warning' }]);
  });
});

describe('a lock for which a tab waits', () => {
  /** Tab a has the lock so many times for so long; tab b waits for it meanwhile. */
  function turns(times: number, ms: number): readonly Finding[] {
    return found((on, a, b) => {
      for (let turn = 1; turn <= times; turn += 1) {
        a.state('web-lock', 'db', 'granted', turn);
        if (turn === 1) b.state('web-lock', 'db', 'requested', 1);
        on.wait(ms);
        a.state('web-lock', 'db', 'released', turn);
      }
    });
  }

  it('is not kept by many short turns', () => {
    expect(turns(60, 200)).toEqual([]);
  });

  it('is kept by a turn that began after the wait', () => {
    expect(turns(2, 7_000)).toMatchObject([
      { code: 'L1', values: ['db', { context: 'a' }, { context: 'b' }, 5] },
    ]);
  });

  it('is named as held by that tab itself', () => {
    const findings = found((on, a) => {
      a.state('web-lock', 'db', 'granted', 1);
      a.state('web-lock', 'db', 'requested', 2);
      on.wait(9_000);
    });
    expect(findings).toMatchObject([
      { code: 'L1', variant: 'L1_self', severity: 'warning', contexts: ['a'] },
    ]);
  });

  it('is named as held by another tab that shares it', () => {
    const findings = found((on, a, b) => {
      b.state('web-lock', 'db', 'granted', 1);
      a.state('web-lock', 'db', 'granted', 1);
      a.state('web-lock', 'db', 'requested', 2);
      on.wait(9_000);
    });
    expect(findings).toMatchObject([{ code: 'L1', contexts: ['b', 'a'] }]);
  });
});

it('a page that asks for an older version of a database than another one made of it is told', () => {
  const message = 'VersionError: The requested version (1) is less than the existing version (2).';
  const findings = found((_, a, b) => {
    a.state('indexed-db', 'notes', 'connected', 1, { detail: 1 });
    b.state('indexed-db', 'notes', 'connected', 1, { detail: 2 });
    a.error('indexed-db', 'notes', 2, { message });
    a.error('indexed-db', 'notes', 1, { message: 'Uncaught Error: not now' });
  });
  expect(findings).toMatchObject([{ code: 'I1', variant: 'I1_older', contexts: ['a', 'b'], count: 1 }]);
});

it.each([
  ['at once', 200, 'info'],
  ['much later', 3_000, 'warning'],
])('who says %s that it leads keeps a lock of any name for that, or not (L1)', (_, after, severity) => {
  const findings = found((on, a, b) => {
    a.state('web-lock', 'tab-shop', 'granted', 1);
    b.state('web-lock', 'tab-shop', 'requested', 2);
    on.wait(after);
    a.send('broadcast-channel', 'shop', '{"to":"others","name":"onLeader"}');
    on.wait(10_000);
  });
  expect(findings).toMatchObject([{ code: 'L1', severity }]);
});
