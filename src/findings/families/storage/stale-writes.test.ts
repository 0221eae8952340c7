import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding, FindingCode } from '../../types';

const codes: readonly FindingCode[] = ['R5', 'R6', 'R7'];

function found(listening: boolean, play: (on: Scenario, a: Tab, b: Tab) => void): readonly Finding[] {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  if (listening) for (const one of [a, b]) one.listen();
  play(on, a, b);
  on.wait(1_000);
  return on.findings().filter(({ code }) => codes.includes(code));
}

/** Each writes when it has heard of the other's write. */
function inTurn(one: Tab, other: Tab, key: string, values: readonly (string | null)[]): void {
  let before: string | null = null;
  for (const [turn, value] of values.entries()) {
    const [from, to] = turn % 2 === 0 ? [one, other] : [other, one];
    to.hear(from.write(key, before, value));
    before = value;
  }
}

/** A page sets `document.cookie`. */
function cookie(page: Tab, text: string): void {
  page.state('cookie', '', 'written', 0, {
    detail: { t: 'object', k: ['by', 'text'], v: ['document.cookie', text], n: 2 },
  });
}

describe('healthy pages get no finding of old state over newer state', () => {
  it.each<[string, boolean, (on: Scenario, a: Tab, b: Tab) => void]>([
    [
      'a switch that is turned to and fro',
      true,
      (_, a, b) => inTurn(a, b, 'theme', ['light', 'dark', 'light']),
    ],
    ['a switch in pages that do not listen', false, (_, a, b) => inTurn(a, b, 'muted', ['0', '1', '0', '1'])],
    ['undo', true, (_, a, b) => inTurn(a, b, 'text', ['{"a":1}', '{"a":1,"b":2}', '{"a":1}'])],
    [
      'a counter that is read before it is written',
      false,
      (_, a, b) => inTurn(a, b, 'count', ['1', '2', '3', '4', '5', '6']),
    ],
    [
      'a number that is no count',
      false,
      (on, a, b) => {
        a.write('page', null, '4');
        for (const page of [4, 5, 6]) a.write('page', `${page}`, `${page + 1}`);
        on.wait(100);
        b.write('page', '7', '1');
      },
    ],
    [
      'a list that is read before it is changed, by pages that do not listen',
      false,
      (on, a, b) => {
        a.write('jobs', '["one"]', '["one","two"]');
        on.wait(100);
        a.write('jobs', '["one","two"]', '["one","two","three"]');
        on.wait(100);
        b.write('jobs', '["one","two","three"]', '["two","three by b"]');
      },
    ],
    [
      'the time of the latest activity, written by all and read by none before',
      false,
      (on, a, b) => {
        for (let turn = 0; turn < 10; turn += 1) {
          const [from, before] = [turn % 2 === 0 ? a : b, `${1_700_000_000_000 + turn}`];
          from.write('active-at', before, `${1_700_000_000_001 + turn}`);
          on.wait(100);
        }
      },
    ],
    [
      'the id of the tab that is in front',
      false,
      (_, a, b) => inTurn(a, b, 'front', ['tab-1', 'tab-2', 'tab-1', 'tab-2', 'tab-1']),
    ],
    [
      'a leader whose claim another one takes over',
      false,
      (_, a, b) =>
        inTurn(a, b, 'chief', [
          '{"id":"a81","at":1700000000001}',
          '{"id":"b27","at":1700000000002}',
          '{"id":"a81","at":1700000000003}',
        ]),
    ],
    [
      'a lock with the same value in every tab',
      false,
      (on, a, b) => {
        for (const one of [a, b, a, b]) {
          one.write('lock', null, 'locked');
          on.wait(100);
          one.write('lock', 'locked', null);
          on.wait(100);
        }
      },
    ],
    [
      'a message that is set and removed',
      false,
      (_, a, b) => {
        for (const one of [a, b, a]) {
          one.write('say', null, 'log out');
          one.write('say', 'log out', null);
        }
      },
    ],
    [
      'a token that another tab renews long before somebody signs out',
      false,
      (on, a, b) => {
        a.write('token', 'eyJ.old', 'eyJ.new');
        on.wait(30_000);
        b.write('token', 'eyJ.new', null);
      },
    ],
    [
      'a sign-out soon after the other tab has saved a draft',
      false,
      (on, a, b) => {
        a.write('state', null, '{"user":"ann","drafts":2}');
        b.write('state', '{"user":"ann","drafts":2}', '{"user":"ann","drafts":3}');
        on.wait(500);
        a.write('state', '{"user":"ann","drafts":3}', null);
      },
    ],
    [
      'a token that two tabs renew, each when it has heard of the other',
      true,
      (_, a, b) => inTurn(a, b, 'token', ['eyJ.1', 'eyJ.2', 'eyJ.3']),
    ],
    [
      'signing in again as somebody else',
      false,
      (on, a, b) => {
        b.write('session', null, '{"user":"ann","token":"t1"}');
        a.write('session', '{"user":"ann","token":"t1"}', null);
        on.wait(5_000);
        b.write('session', null, '{"user":"bob","token":"t2"}');
      },
    ],
    [
      'a page that was opened after the removal',
      false,
      (on, a, b) => {
        b.write('state', null, '{"user":"ann"}');
        a.write('state', '{"user":"ann"}', null);
        on.tab('c').write('state', null, '{"user":"ann"}');
      },
    ],
    [
      'a cart from which the other tab takes what it has heard of',
      true,
      (_, a, b) => inTurn(a, b, 'cart', ['["pear"]', '["pear","apple"]', '["pear"]', '["pear","plum"]']),
    ],
    [
      'settings that are merged',
      false,
      (_, a, b) =>
        inTurn(a, b, 'settings', ['{"a":1,"b":1}', '{"a":2,"b":1}', '{"a":2,"b":2}', '{"a":3,"b":2}']),
    ],
    [
      'messages of several kinds in one key',
      false,
      (_, a, b) =>
        inTurn(a, b, 'message', ['{"type":"hello","from":"x1"}', '{"type":"bye","reason":"done"}']),
    ],
    [
      'a cookie of the language that is set, reset and chosen again',
      false,
      (_, a, b) => {
        cookie(b, 'lang=de');
        cookie(a, 'lang=; max-age=0');
        cookie(b, 'lang=fr');
      },
    ],
    [
      'a cookie that one page sets and deletes itself',
      false,
      (_, a, b) => {
        for (const text of ['busy=a1', 'busy=; max-age=0', 'busy=a1']) cookie(a, text);
        cookie(b, 'busy=a1');
      },
    ],
    [
      'entries of tabs in one value, each renewing its own',
      true,
      (_, a, b) => inTurn(a, b, 'tabs', ['{"a":1}', '{"a":1,"b":1}', '{"a":2,"b":1}', '{"a":2,"b":2}']),
    ],
  ])('%s', (_, listening, play) => {
    expect(found(listening, play)).toEqual([]);
  });
});

describe('old state over newer state is found', () => {
  it.each<[string, FindingCode, boolean, (on: Scenario, a: Tab, b: Tab) => void]>([
    [
      'where autosave writes back what another tab had cleared',
      'R6',
      false,
      (on, a, b) => {
        b.write('state', null, '{"user":"ann","drafts":1}');
        a.write(null, null, null, { cleared: 1 });
        on.wait(900);
        b.write('state', null, '{"user":"ann","drafts":2}');
      },
    ],
    [
      'where a page that got the removal without a listener writes the token back',
      'R6',
      false,
      (on, a, b) => {
        b.hear(a.write('token', 'eyJhbGciOi', null));
        on.wait(900);
        b.write('token', null, 'eyJhbGciOi');
      },
    ],
    [
      'where a stale copy goes over what another tab changed',
      'R5',
      false,
      (on, a, b) => {
        a.write('look', '{"theme":"light","font":"serif"}', '{"theme":"dark","font":"serif"}');
        on.wait(900);
        b.write('look', '{"theme":"dark","font":"serif"}', '{"theme":"light","font":"serif"}');
      },
    ],
    [
      'where one goes on counting from an old number',
      'R5',
      false,
      (on, a, b) => {
        for (const count of [1, 2, 3]) a.write('count', `${count}`, `${count + 1}`);
        on.wait(100);
        b.write('count', '4', '2');
      },
    ],
    [
      'where one begins to count from nothing, though others have counted on',
      'R5',
      false,
      (on, a, b) => {
        a.write('unread', null, '1');
        for (const count of [1, 2, 3]) a.write('unread', `${count}`, `${count + 1}`);
        on.wait(100);
        b.write('unread', '4', '1');
      },
    ],
    [
      'where a page that has heard of a change merges its own into what was there before',
      'R7',
      true,
      (on, a, b) => {
        b.hear(a.write('form', '{"mail":"x","city":"Rome"}', '{"mail":"y","city":"Rome"}'));
        on.wait(900);
        b.write('form', '{"mail":"y","city":"Rome"}', '{"mail":"x","city":"Oslo"}');
      },
    ],
    [
      'where a whole object is saved by a page that knows nothing of the item another one added',
      'R7',
      false,
      (on, a, b) => {
        a.write('store', '{"state":{"items":["a"],"n":1}}', '{"state":{"items":["a","b"],"n":1}}');
        on.wait(100);
        b.write('store', '{"state":{"items":["a","b"],"n":1}}', '{"state":{"items":["a"],"n":2}}');
      },
    ],
    [
      'where a page that listens drops the fields it does not know',
      'R7',
      true,
      (on, a, b) => {
        a.hear(b.write('store', null, '{"n":1}'));
        b.hear(a.write('store', '{"n":1}', '{"n":1,"extra":"x"}'));
        on.wait(100);
        b.write('store', '{"n":1,"extra":"x"}', '{"n":2}');
      },
    ],
    [
      'where a page that has saved the same again and again makes the key anew after another one removed it',
      'R6',
      false,
      (on, a, b) => {
        a.write('auth', null, '{"token":"t1","exp":1}');
        b.write('auth', '{"token":"t1","exp":1}', '{"token":"t1","exp":1}');
        a.write('auth', '{"token":"t1","exp":1}', null);
        on.wait(900);
        b.write('auth', null, '{"token":"t1","exp":1}');
      },
    ],
    [
      'where two pages that began with an empty list each save it with their own first entry',
      'R7',
      false,
      (on, a, b) => {
        a.write('cart', null, '{"items":["pear"]}');
        on.wait(900);
        b.write('cart', '{"items":["pear"]}', '{"items":["apple"]}');
      },
    ],
    [
      'where a page writes a cookie back that another one had deleted',
      'R6',
      false,
      (on, a, b) => {
        cookie(b, 'sid=ab81; path=/');
        cookie(a, 'sid=; path=/; max-age=0');
        on.wait(900);
        cookie(b, 'sid=ab81; path=/');
      },
    ],
  ])('%s', (_, code, listening, play) => {
    expect(found(listening, play)).toMatchObject([
      { code, severity: 'warning', confidence: 'likely', contexts: ['b', 'a'] },
    ]);
  });

  it('is a note where the word may be the writer’s own', () => {
    const findings = found(false, (_, a, b) => {
      b.write('theme', null, 'light');
      a.write('theme', 'light', 'dark');
      b.write('theme', 'dark', 'light');
    });
    expect(findings).toMatchObject([{ code: 'R5', severity: 'info' }]);
  });

  it('is a note where a page that had heard of the other’s first entry saves its own alone', () => {
    const findings = found(true, (on, a, b) => {
      b.hear(a.write('cart', null, '{"items":{"pear":1}}'));
      on.wait(900);
      a.hear(b.write('cart', '{"items":{"pear":1}}', '{"items":{"apple":1}}'));
    });
    expect(findings).toMatchObject([{ code: 'R7', severity: 'info' }]);
  });

  it('names the fields that are lost, three at most', () => {
    const [finding] = found(false, (_, a, b) => {
      a.write('s', '{"n":1,"a":1,"b":1,"c":1,"d":1}', '{"n":1,"a":2,"b":2,"c":2,"d":2}');
      b.write('s', '{"n":1,"a":2,"b":2,"c":2,"d":2}', '{"n":2,"a":1,"b":1,"c":1,"d":1}');
    });
    expect(finding?.values[3]).toBe('a, b, c …');
  });

  it('is one finding for all keys of a sign-out', () => {
    const findings = found(false, (_, a, b) => {
      for (const key of ['access', 'refresh']) a.write(key, 'old', 'new');
      for (const key of ['access', 'refresh']) b.write(key, 'new', null);
    });
    expect(findings).toMatchObject([{ code: 'R5', count: 2 }]);
    expect(findings[0]?.values[0]).toMatch(/access.*refresh/);
  });
});

describe('an empty value after another tab removed the key', () => {
  function played(value: string, after = 50) {
    return found(true, (on, a, b) => {
      a.write('list', null, '[1,2]');
      const [first] = [a.write('list', '[1,2]', '[1,2,3]')];
      b.hear(first);
      b.hear(a.write('list', '[1,2,3]', null));
      on.wait(after);
      b.write('list', null, value);
    });
  }

  it.each(['[]', '{"items":[],"user":null}', 'null', ''])('is a note: %s', (value) => {
    expect(played(value)).toMatchObject([
      {
        code: 'R6',
        variant: 'R6_empty',
        severity: 'info',
        values: ['list', { context: 'b' }, { context: 'a' }, 0.1],
      },
    ]);
  });

  it('is nothing where it comes much later, or holds something', () => {
    expect(played('[]', 5_000)).toEqual([]);
    expect(played('[7]')).toEqual([]);
  });
});

describe('a cookie that holds JSON', () => {
  it('is told to have lost what another tab had put into it', () => {
    const findings = found(false, (on, a, b) => {
      cookie(a, `cart=${encodeURIComponent('["a1"]')}; path=/`);
      on.wait(300);
      cookie(b, `cart=${encodeURIComponent('["b1"]')}; path=/`);
    });
    expect(findings).toMatchObject([
      { code: 'R7', values: ['cart', { context: 'b' }, { context: 'a' }, '["a1"]'] },
    ]);
  });

  it('is not the key of its name', () => {
    const findings = found(false, (_, a, b) => {
      a.write('cart', null, '["a1"]');
      cookie(b, 'cart=%5B%22b1%22%5D');
    });
    expect(findings).toEqual([]);
  });
});

describe('two versions of the code that save one value', () => {
  const old = '{"version":1,"state":{"theme":"dark"}}';
  const migrated = '{"version":2,"state":{"ui":{"theme":"dark"},"items":["tea"]}}';

  it('the other’s parts are lost when the old one saves again, though it had heard of them', () => {
    const findings = found(true, (on, a, b) => {
      b.hear(a.write('store', null, old));
      a.hear(b.write('store', old, migrated));
      on.wait(700);
      b.hear(a.write('store', migrated, '{"version":1,"state":{"theme":"light"}}'));
    });
    expect(findings).toMatchObject([
      { code: 'R7', variant: 'R7_version', severity: 'warning', contexts: ['a', 'b'] },
    ]);
  });

  it.each([
    ['both have the same parts', '{"version":2,"state":{"theme":"light"}}'],
    ['the other one has more of them', '{"version":2,"state":{"theme":"dark","size":3}}'],
    ['it says no version', '{"version":"b","state":{"ui":"light"}}'],
  ])('it is nothing where %s', (_, theirs) => {
    const findings = found(true, (on, a, b) => {
      b.hear(a.write('store', null, old));
      a.hear(b.write('store', old, theirs));
      on.wait(700);
      b.hear(a.write('store', theirs, '{"version":1,"state":{"theme":"blue"}}'));
    });
    expect(findings.filter(({ variant }) => variant === 'R7_version')).toEqual([]);
  });
});

describe('a key that is removed after the tab that wrote it is gone', () => {
  function removed(isOwn: boolean): readonly Finding[] {
    return found(false, (on, a, b) => {
      for (let turn = 0; turn < 25; turn += 1) {
        a.write('beat', turn === 0 && isOwn ? null : `${turn}`, `${turn + 1}`);
        on.wait(400);
        if (!isOwn && turn === 20) b.write('beat', '21', '21b');
      }
      a.live('gone');
      on.wait(2_500);
      b.write('beat', '25', null);
    });
  }

  it('is cleared away where no other tab had ever written it', () => {
    expect(removed(true)).toEqual([]);
  });

  it('is cleared away after a tab that could not say it was going', () => {
    const on = scenario();
    const end = 1_700_000_015_000;
    const [a, b] = [on.tab('a', { ended: end, closed: end }), on.tab('b')];
    for (let turn = 0; turn < 25; turn += 1) {
      a.write('beat', `${turn}`, `${turn + 1}`);
      on.wait(400);
    }
    on.wait(8_000);
    b.write('beat', '25', null);
    on.wait(1_000);
    expect(on.findings().filter(({ code }) => code === 'R5')).toEqual([]);
  });

  it('may be removed by mistake where both used it', () => {
    expect(removed(false)).toMatchObject([{ code: 'R5' }]);
  });
});

it('an entry of a list without ids that a page has heard of and changed is not lost (R7)', () => {
  const entry = (more: string): string => `[{"fido":{"color":"brown"${more}}},{}]`;
  const findings = found(true, (on, a, b) => {
    b.hear(a.write('pets', '[{},{}]', entry('')));
    on.wait(500);
    b.write('pets', entry(''), entry(',"legs":4'));
  });
  expect(findings).toEqual([]);
});

it('is lost where the page saves another entry in its place (R7)', () => {
  const findings = found(true, (on, a, b) => {
    b.hear(a.write('pets', '[{},{}]', '[{"fido":{"color":"brown"}},{}]'));
    on.wait(500);
    b.write('pets', '[{"fido":{"color":"brown"}},{}]', '[{"rex":{"color":"black"}},{}]');
  });
  expect(findings).toMatchObject([{ code: 'R7' }]);
});

describe('a value that another tab has just renewed and that is removed', () => {
  const [old, renewed] = ['{"access":"a-1","refresh":"r-1"}', '{"access":"a-2","refresh":"r-2"}'];

  it('is told, where it was prolonged', () => {
    const until = (time: number) => `{"user":"ann","until":${time}}`;
    const findings = found(true, (on, a, b) => {
      b.hear(a.write('session', null, until(1_700_000_003_000)));
      b.write('session', until(1_700_000_003_000), until(1_700_000_003_000));
      b.hear(a.write('session', until(1_700_000_003_000), until(1_700_000_004_000)));
      on.wait(600);
      b.write('session', until(1_700_000_004_000), null);
    });
    expect(findings).toMatchObject([{ variant: 'R5_removed' }]);
  });

  it('is told, though the tab had heard of it', () => {
    const findings = found(true, (on, a, b) => {
      b.hear(a.write('session', null, old));
      b.write('session', old, old);
      on.wait(500);
      b.hear(a.write('session', old, renewed));
      on.wait(100);
      b.write('session', renewed, null);
    });
    expect(findings).toMatchObject([
      { code: 'R5', variant: 'R5_removed', contexts: ['b', 'a'], severity: 'warning', confidence: 'likely' },
    ]);
  });

  it.each<[string, (on: Scenario, a: Tab, b: Tab) => void]>([
    [
      'a message that the receiver takes away, after a second one has come',
      (on, a, b) => {
        b.hear(a.write('mail', null, old));
        on.wait(10);
        b.hear(a.write('mail', old, renewed));
        on.wait(100);
        b.write('mail', renewed, null);
      },
    ],
    [
      'a cart that was added to and is checked out',
      (on, a, b) => {
        b.hear(a.write('cart', null, '{"items":["a"],"rev":1}'));
        a.hear(b.write('cart', '{"items":["a"],"rev":1}', '{"items":["a","b"],"rev":2}'));
        b.hear(a.write('cart', '{"items":["a","b"],"rev":2}', '{"items":["a","b","c"],"rev":3}'));
        on.wait(400);
        b.write('cart', '{"items":["a","b","c"],"rev":3}', null);
      },
    ],
    [
      'a sign-out a moment later',
      (on, a, b) => {
        b.hear(a.write('session', null, old));
        b.write('session', old, old);
        b.hear(a.write('session', old, renewed));
        on.wait(3_000);
        b.write('session', renewed, null);
      },
    ],
    [
      'a key that comes and goes',
      (on, a, b) => {
        b.hear(a.write('busy', null, '1'));
        a.hear(b.write('busy', '1', null));
        b.hear(a.write('busy', null, '2'));
        b.hear(a.write('busy', '2', '3'));
        on.wait(50);
        b.write('busy', '3', null);
      },
    ],
  ])('is no finding where it is %s', (_, play) => {
    expect(found(true, play)).toEqual([]);
  });
});

describe('a cookie that is removed for another path than it was set for', () => {
  const removal = 'sid=; max-age=0';

  function paths(set: string, ...removals: readonly string[]): readonly Finding[] {
    return found(false, (on, a, b) => {
      cookie(a, set);
      on.wait(500);
      for (const text of removals) cookie(b, text);
    });
  }

  it.each<[string, string, string]>([
    ['another path', 'sid=s-77; path=/app/', `${removal}; path=/`],
    ['no path, by a page in another folder', 'sid=s-77; Path=/app', removal],
    ['no domain', 'sid=s-77; path=/; domain=.x', `${removal}; path=/`],
  ])('is told where the removal gives %s', (_, set, text) => {
    expect(paths(set, text)).toMatchObject([
      { code: 'R6', variant: 'R6_path', severity: 'warning', confidence: 'likely', contexts: ['b', 'a'] },
    ]);
  });

  it.each<[string, string, readonly string[]]>([
    ['with the same', 'sid=s-77; path=/app/', [`${removal}; path=/app/`]],
    ['for one after the other', 'sid=s-77; path=/app/', [`${removal}; path=/`, `${removal}; path=/app/`]],
    ['for none, by pages of one folder', 'sid=s-77', [removal]],
  ])('is no finding where it is removed %s', (_, set, texts) => {
    expect(paths(set, ...texts)).toEqual([]);
  });
});
