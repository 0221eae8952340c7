import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import { foundOfTwo } from '../../../../test/support/two-tabs';
import type { Finding } from '../../types';

function found(play: Parameters<typeof foundOfTwo>[1]): readonly Finding[] {
  return foundOfTwo(['R8', 'R4'], play);
}

function hold(on: Scenario, one: Tab, milliseconds = 200, key = 'busy'): void {
  one.write(key, null, one.id);
  on.wait(milliseconds);
  one.write(key, one.id, null);
}

/** Writes the key again and again, as long as it lives. */
function renew(on: Scenario, one: Tab, times: number, key = 'chief'): void {
  for (let turn = 0; turn < times; turn += 1) {
    const [before, after] = [turn, turn + 1].map((at) => `{"id":"${one.id}","at":${1_700_000_000_000 + at}}`);
    one.write(key, turn === 0 ? null : (before ?? null), after ?? null);
    on.wait(500);
  }
}

it('messages that are removed a moment later, under one key by two pages, are no lock', () => {
  const findings = found((on, a, b) => {
    for (let turn = 0; turn < 4; turn += 1) {
      a.write('channel', null, `{"from":"a","id":${turn}}`);
      b.write('channel', turn === 0 ? null : `{"from":"a","id":${turn}}`, `{"from":"b","id":${turn}}`);
      on.wait(80);
      a.write('channel', `{"from":"b","id":${turn}}`, null);
      on.wait(10);
      b.write('channel', null, null);
      on.wait(60);
    }
  });
  expect(findings).toEqual([]);
});

it('a word that two pages turn to and fro, each to its own, is no lock', () => {
  const findings = found((on, a, b) => {
    a.write('theme', null, 'dark');
    for (let turn = 0; turn < 5; turn += 1) {
      on.wait(300);
      a.hear(b.write('theme', 'dark', 'light'));
      on.wait(300);
      b.hear(a.write('theme', 'light', 'dark'));
    }
  });
  expect(findings).toEqual([]);
});

it('a state that one page writes back after another one removed it is no lock, however long it stays', () => {
  const findings = found((on, a, b) => {
    a.write('state', null, '{"user":"ann","drafts":0}');
    on.wait(100);
    b.write('state', '{"user":"ann","drafts":0}', '{"user":"ann","drafts":1}');
    on.wait(100);
    a.write('state', '{"user":"ann","drafts":1}', null);
    on.wait(900);
    b.write('state', null, '{"user":"ann","drafts":2}');
  });
  expect(findings).toEqual([]);
});

describe('a lock in storage', () => {
  it('that two take at once over and over, each with its own id, is found', () => {
    const [finding, ...more] = found((on, a, b) => {
      for (let turn = 0; turn < 3; turn += 1) {
        a.write('busy', null, 'a81');
        on.wait(30);
        b.write('busy', 'a81', 'b27');
        on.wait(300);
        a.write('busy', 'b27', null);
        on.wait(50);
        b.write('busy', null, null);
        on.wait(300);
      }
    });
    expect(finding).toMatchObject({ code: 'R8', severity: 'warning', count: 3 });
    expect(more).toEqual([]);
  });

  it('that two held at once is found, in whatever order they let it go', () => {
    for (const later of [true, false]) {
      const [finding, ...more] = found((on, a, b) => {
        a.write('busy', null, 'a');
        b.write('busy', 'a', 'b');
        on.wait(300);
        const [first, second] = later ? [a, b] : [b, a];
        first.write('busy', 'b', null);
        on.wait(100);
        second.write('busy', null, null);
      });
      expect(finding).toMatchObject({ code: 'R8', severity: 'warning', confidence: 'likely' });
      expect(finding?.variant).toBeUndefined();
      expect(more).toEqual([]);
    }
  });

  it('that two renew in turn is found', () => {
    const findings = found((on, a, b) => {
      for (let turn = 0; turn < 6; turn += 1)
        for (const [one, other] of [[a, b] as const, [b, a] as const]) {
          const before = turn === 0 && one === a ? null : `{"id":"${other.id}${other.id}","at":${turn}}`;
          one.write('chief', before, `{"id":"${one.id}${one.id}","at":${turn}}`);
          on.wait(300);
        }
    });
    expect(findings).toMatchObject([{ code: 'R8', contexts: expect.arrayContaining(['a', 'b']) }]);
  });

  it('that is left behind by a tab that is gone is found', () => {
    const findings = found((on, a, b) => {
      for (const one of [a, b]) hold(on, one);
      a.write('busy', null, 'a');
      a.live('gone');
    });
    expect(findings).toMatchObject([
      { variant: 'R8_left', severity: 'warning', values: ['busy', { context: 'a' }, { context: 'b' }, 5] },
    ]);
  });

  it('that was renewed to the end of its tab, and nobody takes over, is a note', () => {
    const findings = found((on, a) => {
      renew(on, a, 8);
      a.live('gone');
    });
    expect(findings).toMatchObject([{ variant: 'R8_left', severity: 'info' }]);
  });

  it('that is held much longer than by others is found', () => {
    const findings = found((on, a, b) => {
      for (const one of [a, b]) hold(on, one);
      a.write('busy', null, 'a');
    });
    expect(findings).toMatchObject([
      { variant: 'R8_held', values: ['busy', { context: 'a' }, { context: 'b' }, 10] },
    ]);
  });
});

describe('healthy pages get no finding of a lock in storage', () => {
  it.each<[string, (on: Scenario, a: Tab, b: Tab) => void]>([
    ['tabs that wait for each other', (on, a, b) => [a, b, a, b].forEach((one) => hold(on, one))],
    [
      'whoever took it at the same time and lost looks again and waits',
      (on, a, b) => {
        a.write('busy', null, 'a');
        b.write('busy', 'a', 'b');
        on.wait(300);
        b.write('busy', 'b', null);
        on.wait(50);
        hold(on, a);
      },
    ],
    [
      'a leader that gives its key back, and the next one',
      (on, a, b) => {
        for (const one of [a, b]) {
          renew(on, one, 6);
          one.write('chief', `{"id":"${one.id}","at":1}`, null);
        }
      },
    ],
    [
      'a leader that is gone, and another one takes over',
      (on, a, b) => {
        renew(on, a, 6);
        a.live('gone');
        on.wait(2_000);
        b.write('chief', `{"id":"a","at":1}`, `{"id":"b","at":2}`);
      },
    ],
    [
      'tabs that each say under a key of their own that they are there',
      (on, a, b) => {
        for (let turn = 0; turn < 8; turn += 1)
          for (const one of [a, b]) {
            one.write(
              `tab-${one.id}`,
              turn === 0 ? null : `{"id":"${one.id}","at":${turn}}`,
              `{"id":"${one.id}","at":${turn + 1}}`,
            );
            on.wait(200);
          }
        a.live('gone');
      },
    ],
    [
      'a token that is kept when its tab is closed',
      (_, a) => {
        a.write('token', null, 'eyJ.1');
        a.write('token', 'eyJ.1', 'eyJ.2');
        a.live('gone');
      },
    ],
    [
      'signing out in one tab, which the other one hears of and does too',
      (on, a, b) => {
        a.write('token', null, 'eyJ.1');
        on.wait(100);
        b.write('token', 'eyJ.1', 'eyJ.2');
        on.wait(5_000);
        const out = a.write('token', 'eyJ.2', null);
        const { time: cause } = b.hear(out);
        b.write('token', null, null, { cause });
      },
    ],
    [
      'a draft that each tab clears when it is sent',
      (on, a, b) => {
        for (const one of [a, b]) {
          one.write('draft', null, 'h');
          one.write('draft', 'h', 'hello');
          on.wait(3_000);
          one.write('draft', 'hello', null);
          on.wait(3_000);
        }
      },
    ],
    [
      'messages that are set and removed',
      (_, a, b) => {
        for (const one of [a, b, a, b]) {
          one.write('say', null, 'x');
          one.write('say', 'x', null);
        }
        a.live('gone');
      },
    ],
  ])('%s', (_, play) => {
    expect(found(play)).toEqual([]);
  });
});

describe('a channel', () => {
  const news = ['broadcast-channel', 'news'] as const;

  function talk(on: Scenario, sender: Tab, times: number): void {
    for (let turn = 0; turn < times; turn += 1) {
      sender.send(...news, turn);
      on.wait(500);
    }
  }

  function join(...tabs: readonly Tab[]): void {
    for (const one of tabs) {
      one.open(...news);
      one.listenOn(...news);
    }
  }

  it('that is silent since its only sender is gone is a note', () => {
    const findings = found((on, a, b) => {
      join(a, b);
      talk(on, a, 8);
      a.live('gone');
    });
    expect(findings).toMatchObject([{ code: 'R8', variant: 'R8_silent', severity: 'info' }]);
  });

  it('is not silent where its sender only passed on what another tab did', () => {
    const passedOn = (by: 'socket' | 'tab'): readonly Finding[] =>
      found((on, a, b) => {
        join(a, b);
        for (let turn = 0; turn < 8; turn += 1) {
          const { time } =
            by === 'tab'
              ? a.hear(b.write('zoom', `${turn}`, `${turn + 1}`))
              : a.receive('websocket', 'ws://x/live', `${turn}`);
          a.send(...news, turn, 1, { cause: time });
          on.wait(500);
        }
        a.live('gone');
      }).filter(({ variant }) => variant === 'R8_silent');
    expect(passedOn('tab')).toEqual([]);
    expect(passedOn('socket')).toHaveLength(1);
  });

  it('on which one tab of a page spoke for all of them, from its begin to its end, is a warning', () => {
    const severityOf = (play: (on: Scenario, a: Tab) => void): string | undefined => {
      const on = scenario();
      const [a, b] = ['1', '2'].map((id) => on.tab(id, { url: `http://x/app?${id}` }));
      if (!a || !b) return undefined;
      join(a, b);
      play(on, a);
      a.live('gone');
      on.wait(20_000);
      b.live('hidden');
      return on.findings().find(({ variant }) => variant === 'R8_silent')?.severity;
    };
    const begins = severityOf((on, a) => {
      talk(on, a, 8);
    });
    const isAskedTo = severityOf((on, a) => {
      on.wait(20_000);
      talk(on, a, 8);
    });
    const isPaused = severityOf((on, a) => {
      talk(on, a, 4);
      on.wait(5_000);
      talk(on, a, 4);
    });
    expect({ begins, isAskedTo, isPaused }).toEqual({
      begins: 'warning',
      isAskedTo: 'info',
      isPaused: 'info',
    });
  });

  it.each<[string, (on: Scenario, a: Tab, b: Tab) => void]>([
    [
      'another tab sends on',
      (on, a, b) => {
        join(a, b);
        talk(on, a, 8);
        a.live('gone');
        talk(on, b, 2);
      },
    ],
    [
      'the sender had ended before it went',
      (on, a, b) => {
        join(a, b);
        talk(on, a, 8);
        on.wait(10_000);
        a.live('gone');
      },
    ],
    [
      'nobody waits for it',
      (on, a) => {
        join(a);
        talk(on, a, 8);
        a.live('gone');
      },
    ],
  ])('is no finding where %s', (_, play) => {
    expect(found(play)).toEqual([]);
  });
});

describe('a lock that somebody else removes', () => {
  /** Tab b removes what tab a holds, and tab c takes it. */
  function broken(
    isMessage: boolean,
    goOn: (on: Scenario, a: Tab, c: Tab) => void,
    isHeard = false,
  ): readonly Finding[] {
    return found((on, a, b) => {
      const c = on.tab('c');
      if (isHeard) a.listen();
      const write = a.write('busy', null, 'a');
      on.wait(300);
      const event = isMessage ? b.hear(write) : undefined;
      const removed = b.write('busy', 'a', null, event && { cause: event.time });
      if (isHeard) a.hear(removed);
      on.wait(300);
      c.write('busy', null, 'c');
      on.wait(300);
      goOn(on, a, c);
    });
  }

  it('is held by two where its first holder goes on until it removes it too', () => {
    const findings = broken(false, (_, a) => a.write('busy', 'c', null));
    expect(findings).toMatchObject([{ code: 'R8', contexts: ['a', 'c'] }]);
  });

  it('is held by one where the first holder has stopped', () => {
    expect(broken(false, (_, __, c) => c.write('busy', 'c', null))).toEqual([]);
  });

  it('was a message where it is removed because it was heard', () => {
    expect(broken(true, (_, a) => a.write('busy', 'c', null))).toEqual([]);
  });

  it('was no lock where its first holder hears that it ended, as of a session that ends in another tab', () => {
    expect(broken(false, (_, a) => a.write('busy', 'c', null), true)).toEqual([]);
  });
});

describe('a leader’s key that its tab left when it was closed', () => {
  function left(key: string, value: string, more: (on: Scenario, b: Tab) => void = () => undefined) {
    return found((on, a, b) => {
      b.hear(a.write(key, null, value));
      on.wait(1_000);
      a.live('gone');
      on.wait(2_000);
      more(on, b);
      on.wait(9_000);
      b.live('hidden');
    });
  }

  it('is told, where nothing in it can run out and nobody takes it', () => {
    expect(left('leader-tab', 'a')).toMatchObject([
      { code: 'R8', variant: 'R8_left', severity: 'warning', contexts: ['a', 'b'] },
    ]);
  });

  it.each<[string, Parameters<typeof left>]>([
    ['is taken over', ['leader-tab', 'a', (_, b) => b.write('leader-tab', 'a', 'b')]],
    ['says when it was taken', ['leader-tab', '{"id":"a","at":1700000000000}']],
    ['names no leader', ['last-page', 'a']],
  ])('is no finding where it %s', (_, args) => {
    expect(left(...args)).toEqual([]);
  });
});
