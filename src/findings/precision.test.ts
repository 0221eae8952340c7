import { scenario, type Scenario, type Tab } from '../../test/support/scenario';
import type { Confidence, Finding, FindingCode, Severity } from './types';

function findingsOf(play: (on: Scenario) => unknown): readonly Finding[] {
  const on = scenario();
  play(on);
  return on.findings();
}

function codesOf(play: (on: Scenario) => unknown): FindingCode[] {
  return findingsOf(play)
    .map(({ code }) => code)
    .sort();
}

function tabs(on: Scenario, ...names: string[]): Tab[] {
  return names.map((name) => {
    const one = on.tab(name);
    one.listen();
    return one;
  });
}

function pair(on: Scenario): [Tab, Tab] {
  const [a, b] = [on.tab('a'), on.tab('b')];
  a.listen();
  b.listen();
  return [a, b];
}

const inSession = { channel: { kind: 'session-storage', name: '' } };

function join(one: Tab, name = 'news', object = 1): void {
  one.open('broadcast-channel', name, object);
  one.listenOn('broadcast-channel', name, object);
}

function connect(one: Tab, name = 'w.js'): void {
  one.open('shared-worker', name);
  one.listenOn('shared-worker', name);
  one.state('shared-worker', name, 'started');
}

/** So much later that everything has been looked at. */
function later(on: Scenario, one: Tab): void {
  on.wait(10_000);
  one.live('hidden');
}

function postAlone(on: Scenario, sender: Tab): void {
  join(sender);
  sender.send('broadcast-channel', 'news', 1);
  later(on, sender);
}

describe('a finding is not there', () => {
  it.each<[FindingCode, string, (on: Scenario) => unknown]>([
    [
      'S1',
      'where a page that sleeps listens too',
      (on) => {
        const [a, b] = pair(on);
        b.live('frozen');
        a.write('k', null, '1');
      },
    ],
    [
      'S3',
      'where a page is open in another partition, which S5 tells of',
      (on) => {
        on.tab('b', { topOrigin: 'http://other.test' }).listen();
        on.tab('a').write('k', null, '1');
      },
    ],
    [
      'B1',
      'where the channel is open in another partition, which B5 tells of',
      (on) => {
        join(on.tab('b', { topOrigin: 'http://other.test' }));
        postAlone(on, on.tab('a'));
      },
    ],
    [
      'S4',
      'for a page that was opened after the write',
      (on) => {
        on.tab('a').write('k', null, '1');
        on.wait(1_000);
        on.neighbour('https://www.x');
      },
    ],
    [
      'S4',
      'for the page around a frame of this origin',
      (on) => {
        on.neighbour('https://www.x');
        on.tab('b', { topOrigin: 'https://www.x' }).listen();
        on.tab('a').write('k', null, '1');
      },
    ],
    [
      'S10',
      'where another document of the same tab listens',
      (on) => {
        const [a] = pair(on);
        on.tab('b2', { tab: 1 }).hear(a.write('k', null, '1'));
      },
    ],
    [
      'S14',
      'where the page wrote the key too',
      (on) => {
        const [a] = pair(on);
        a.hear(a.write('k', null, '1'), { isTrusted: false });
      },
    ],
    [
      'B1',
      'where a page that was watched late may have the channel open',
      (on) => {
        on.tab('b', { partial: true });
        postAlone(on, on.tab('a'));
      },
    ],
    [
      'B1',
      'where somebody unseen, a worker, sends on the channel',
      (on) => {
        const a = on.tab('a');
        join(a);
        a.receive('broadcast-channel', 'news', 'from a worker');
        a.send('broadcast-channel', 'news', 1);
        later(on, a);
      },
    ],
    [
      'B2',
      'where the sender uses both names itself',
      (on) => {
        const [a, b] = pair(on);
        join(b, 'news:typing');
        join(a, 'news:typing', 2);
        postAlone(on, a);
      },
    ],
    [
      'B2',
      'between the numbers of two rooms',
      (on) => {
        const [a, b] = pair(on);
        join(b, 'room 12');
        join(a, 'room 13');
        a.send('broadcast-channel', 'room 13', 1);
        later(on, a);
      },
    ],
    [
      'B4',
      'where the other document went away',
      (on) => {
        const [a, b] = pair(on);
        join(b);
        b.live('gone');
        postAlone(on, a);
      },
    ],
    [
      'B5',
      'for a private window, which is S6',
      (on) => {
        join(on.tab('b', { incognito: true }));
        postAlone(on, on.tab('a'));
      },
    ],
    [
      'B12',
      'for what waited in a port that was not started',
      (on) => {
        const [a, b] = pair(on);
        b.live('hidden');
        a.send('message-port', 'p', 'late', 1);
        on.wait(3_000);
        b.receive('message-port', 'p', 'late', 2);
      },
    ],
    [
      'B12',
      'for a hidden page that was busy',
      (on) => {
        const [a, b] = pair(on);
        for (const one of [a, b]) join(one);
        b.live('hidden');
        on.wait(1_000);
        a.send('broadcast-channel', 'news', 'late');
        on.wait(3_000);
        b.receive('broadcast-channel', 'news', 'late');
      },
    ],
    [
      'B7',
      'for what a frozen page got in time',
      (on) => {
        const [a, b] = pair(on);
        for (const one of [a, b]) join(one);
        on.wait(1_000);
        b.live('frozen');
        a.send('broadcast-channel', 'news', 'soon');
        b.receive('broadcast-channel', 'news', 'soon');
      },
    ],
    [
      'W1',
      'for a port that was there before the page was watched',
      (on) => {
        on.tab('a', { partial: true }).listenOn('shared-worker', 'w.js');
      },
    ],
    [
      'W4',
      'where the other page could not start the worker either',
      (on) => {
        const [a, b] = pair(on);
        a.open('shared-worker', 'w.js');
        a.error('shared-worker', 'w.js');
        b.open('shared-worker', 'w.js', 1, { options: { t: 'object', k: ['type'], v: ['module'], n: 1 } });
        b.error('shared-worker', 'w.js');
      },
    ],
    [
      'W5',
      'for an exception in a worker that runs',
      (on) => {
        const a = on.tab('a');
        connect(a);
        a.receive('shared-worker', 'w.js', 'hello');
        a.error('shared-worker', 'w.js', 1, { message: 'ReferenceError' });
      },
    ],
    [
      'W10',
      'for what is sent while the document goes away',
      (on) => {
        const a = on.tab('a');
        connect(a);
        a.live('gone');
        a.send('shared-worker', 'w.js', 'bye');
      },
    ],
    [
      'L1',
      'where the holder is in another partition',
      (on) => {
        const [a, b] = [on.tab('a', { topOrigin: 'http://other.test' }), on.tab('b')];
        a.state('web-lock', 'db', 'granted');
        b.state('web-lock', 'db', 'requested', 2);
        later(on, b);
      },
    ],
    [
      'W13',
      'for a worker that may outlive its last tab',
      (on) => {
        const options = { t: 'object', k: ['extendedLifetime'], v: ['true'], n: 1 };
        for (const name of ['a', 'a2']) {
          const one = on.tab(name, { tab: 0 });
          one.open('shared-worker', 'w.js', 1, { options });
          one.live('gone');
        }
      },
    ],
    [
      'O1',
      'where the tab that opened it waits for nothing',
      (on) => {
        on.tab('a', { tab: 0 });
        const b = on.tab('b', { tab: 1, openerTab: 0 });
        b.state('window', '', 'no-opener', 0, { detail: 'http://idp' });
      },
    ],
    ...(
      [
        ['that came in a message', (b: Tab) => b.receive('broadcast-channel', 'news', 'id-1234567')],
        ['that the tab wrote itself', (b: Tab) => b.write('tab', null, 'id-1234567', inSession)],
        ['that all tabs may read', (_: Tab, c: Tab) => c.write('tab', null, 'id-1234567')],
      ] as const
    ).map(([what, first]): [FindingCode, string, (on: Scenario) => void] => [
      'S20',
      `for an id ${what}`,
      (on) => {
        on.tab('a').write('tab', null, 'id-1234567', inSession);
        const [b, c] = [on.tab('b'), on.tab('c')];
        on.wait(100);
        first(b, c);
        b.send('broadcast-channel', 'news', 'id-1234567');
      },
    ]),
    [
      'E1',
      'for streams that ended in time, or came by TLS',
      (on) => {
        const one = on.tab('a');
        for (let object = 1; object <= 8; object += 1) {
          one.open('event-source', 'http://x/events', object);
          one.state('event-source', 'http://x/events', 'connected', object);
          if (object % 2 === 0) one.close('event-source', 'http://x/events', object);
          one.open('event-source', 'https://x/events', 100 + object);
          one.state('event-source', 'https://x/events', 'connected', 100 + object);
        }
        later(on, one);
      },
    ],
    [
      'L2',
      'for a request that is taken back at once',
      (on) => {
        const [a, b] = pair(on);
        a.state('web-lock', 'db', 'granted');
        b.state('web-lock', 'db', 'requested', 2);
        b.state('web-lock', 'db', 'aborted', 2);
      },
    ],
    [
      'L2',
      'where the holder let go before',
      (on) => {
        const [a, b] = pair(on);
        a.state('web-lock', 'db', 'granted');
        b.state('web-lock', 'db', 'requested', 2);
        on.wait(2_000);
        a.live('gone');
        b.state('web-lock', 'db', 'aborted', 2);
      },
    ],
    [
      'L2',
      'for the requests of a page that goes away',
      (on) => {
        const [a, b] = pair(on);
        a.state('web-lock', 'db', 'granted');
        b.state('web-lock', 'db', 'requested', 2);
        on.wait(2_000);
        b.state('web-lock', 'db', 'aborted', 2);
        b.live('gone');
        later(on, a);
      },
    ],
    ...(['V1', 'V2'] as const).map((code): [FindingCode, string, (on: Scenario) => void] => [
      code,
      'of a document that was gone soon',
      (on) => {
        const a = on.tab('a');
        a.state('service-worker', '', 'uncontrolled');
        a.listenOn('service-worker', '');
        on.wait(500);
        a.live('gone');
        later(on, on.tab('b'));
      },
    ]),
    [
      'V4',
      'for what other pages got too',
      (on) => {
        const [a, b] = pair(on);
        a.live('leaving');
        for (const one of [a, b]) one.receive('service-worker', 'sw.js', 'new files');
        a.live('gone');
      },
    ],
    [
      'V4',
      'for the answer to what the page had asked',
      (on) => {
        const a = on.tab('a');
        a.send('service-worker', 'sw.js', 'ping');
        a.live('leaving');
        a.receive('service-worker', 'sw.js', 'pong');
        a.live('gone');
      },
    ],
    [
      'V4',
      'for a page that stays',
      (on) => {
        const a = on.tab('a');
        a.live('leaving');
        a.receive('service-worker', 'sw.js', 'fetched');
        on.wait(5_000);
        a.live('gone');
      },
    ],
    [
      'I1',
      'where nobody is seen to have the database open',
      (on) => {
        on.tab('a').state('indexed-db', 'notes', 'blocked', 1, { detail: '1 → 2' });
      },
    ],
    [
      'R2',
      'where nothing changes',
      (on) => {
        const [a] = pair(on);
        for (let count = 0; count < 300; count += 1) a.write('k', '1', '1');
      },
    ],
    [
      'R3',
      'where each wrote when it did: the later is right',
      (on) => {
        const [a, b] = pair(on);
        const first = a.write('seen', null, '1700000000100');
        const second = b.write('seen', null, '1700000000150');
        b.hear(first);
        a.hear(second);
      },
    ],
    [
      'R3',
      'where both wrote the same',
      (on) => {
        const [a, b] = pair(on);
        const first = a.write('k', '0', 'same');
        on.wait(50);
        b.write('k', '0', 'same');
        b.hear(first);
      },
    ],
    ...['primary-color', 'leaderboard'].map((key): [FindingCode, string, (on: Scenario) => void] => [
      'R4',
      `for the key ${key}`,
      (on) => {
        const [a, b] = pair(on);
        for (let turn = 0; turn < 6; turn += 1) (turn % 2 === 0 ? a : b).write(key, null, String(turn));
      },
    ]),
  ])('%s %s', (code, _, play) => {
    expect(codesOf(play)).not.toContain(code);
  });
});

describe('one reason is told once', () => {
  it('S1 tells of those who did not listen', () => {
    const codes = codesOf((on) => {
      const [a, b] = [on.tab('a'), on.tab('b')];
      a.listen();
      b.hear(a.write('k', null, '1'));
    });
    expect(codes).toEqual(['S1']);
  });

  it('S7 is one for a writer, however many tabs would have listened', () => {
    const codes = codesOf((on) => {
      const [a] = tabs(on, 'a', 'b', 'c');
      a?.write('k', null, '1', { channel: { kind: 'session-storage', name: '' } });
    });
    expect(codes).toEqual(['S7']);
  });

  it('S11 counts on when the same document sleeps again', () => {
    const [found, ...more] = findingsOf((on) => {
      const [a, b] = pair(on);
      for (const state of ['frozen', 'resumed', 'frozen'] as const) {
        b.live(state);
        if (state === 'frozen') a.write('k', null, state);
      }
    });
    expect([found?.code, found?.count, more]).toEqual(['S11', 2, []]);
  });
});

describe('where it is not so sure or not so bad, a finding says so', () => {
  it.each<[FindingCode, string, Confidence, Severity, (on: Scenario) => unknown]>([
    [
      'S4',
      'between two ports',
      'likely',
      'info',
      (on) => {
        on.neighbour('http://x:8080');
        on.tab('a').write('k', null, '1');
      },
    ],
    [
      'B4',
      'for a receiver that closed its channel',
      'certain',
      'info',
      (on) => {
        const [a, b] = pair(on);
        join(b);
        b.close('broadcast-channel', 'news');
        postAlone(on, a);
      },
    ],
    [
      'B9',
      'where it arrived all the same',
      'likely',
      'info',
      (on) => {
        const [a, b] = pair(on);
        for (const one of [a, b]) join(one);
        on.wait(1_000);
        a.live('gone');
        a.send('broadcast-channel', 'news', 'bye');
        b.receive('broadcast-channel', 'news', 'bye');
      },
    ],
    [
      'B12',
      'for what came as a hidden page was shown',
      'likely',
      'warning',
      (on) => {
        const [a, b] = pair(on);
        for (const one of [a, b]) join(one);
        b.live('hidden');
        on.wait(1_000);
        a.send('broadcast-channel', 'news', 'late');
        on.wait(3_000);
        b.live('visible');
        b.receive('broadcast-channel', 'news', 'late');
      },
    ],
    [
      'W3',
      'for two names',
      'hint',
      'info',
      (on) => {
        const [a, b] = pair(on);
        connect(a, 'http://x/w.js one');
        connect(b, 'http://x/w.js two');
      },
    ],
    [
      'L1',
      'for the lock of a leader',
      'certain',
      'info',
      (on) => {
        const [a, b] = pair(on);
        a.state('web-lock', 'leader', 'granted');
        b.state('web-lock', 'leader', 'requested', 2);
        later(on, b);
      },
    ],
    [
      'R3',
      'within the precision of two clocks',
      'likely',
      'warning',
      (on) => {
        const [a, b] = pair(on);
        const first = a.write('k', '0', 'a');
        b.write('k', '0', 'b');
        b.hear(first);
      },
    ],
  ])('%s %s', (code, _, confidence, severity, play) => {
    const found = findingsOf(play).filter((finding) => finding.code === code);
    expect(found).toMatchObject([{ confidence, severity }]);
  });
});

describe('a finding names what the records show', () => {
  it('L2: how long the wait was, who held the lock, and how often; once is a note', () => {
    const given = (times: number) =>
      findingsOf((on) => {
        const [a, b] = pair(on);
        a.state('web-lock', 'db', 'granted');
        for (let object = 2; object < 2 + times; object += 1) {
          b.state('web-lock', 'db', 'requested', object);
          on.wait(2_499);
          b.state('web-lock', 'db', 'aborted', object);
        }
      });
    expect(given(1)).toMatchObject([{ code: 'L2', severity: 'info' }]);
    expect(given(3)).toMatchObject([
      {
        code: 'L2',
        severity: 'warning',
        count: 3,
        values: ['db', { context: 'b' }, { context: 'a' }, 2.5, 3],
      },
    ]);
  });

  it('B12: how long what was written meanwhile waited for a page in the back/forward cache', () => {
    const found = findingsOf((on) => {
      const [a, b] = pair(on);
      on.wait(1_000);
      b.live('bfcached');
      const write = a.write('k', null, '1');
      on.wait(3_000);
      b.live('restored');
      b.hear(write);
    });
    const [late] = found.filter(({ code }) => code === 'B12');
    expect(late).toMatchObject({
      confidence: 'likely',
      severity: 'info',
      values: ['localStorage', { context: 'b' }, 1, 3_002],
    });
  });

  it('L1: whoever holds the lock now, where the release of an earlier holder was not seen', () => {
    const [found] = findingsOf((on) => {
      const [a, b, c] = tabs(on, 'a', 'b', 'c');
      a?.state('web-lock', 'db', 'granted', 1);
      b?.state('web-lock', 'db', 'granted', 2);
      c?.state('web-lock', 'db', 'requested', 3);
      if (c) later(on, c);
    });
    expect(found?.contexts).toEqual(['b', 'c']);
  });

  it('L1: nobody of whom the lock was stolen', () => {
    const found = findingsOf((on) => {
      const [a, b, c] = tabs(on, 'a', 'b', 'c');
      a?.state('web-lock', 'db', 'granted', 1);
      b?.state('web-lock', 'db', 'granted', 2, { detail: 'steal' });
      b?.state('web-lock', 'db', 'released', 2);
      c?.state('web-lock', 'db', 'requested', 3);
      if (c) later(on, c);
    });
    expect(found.map(({ code }) => code)).toEqual(['R4']);
  });

  it('L1: the holder, whose signal fires once it has the lock', () => {
    const [found] = findingsOf((on) => {
      const [a, b] = pair(on);
      for (const state of ['requested', 'granted', 'aborted'] as const) a.state('web-lock', 'db', state, 1);
      b.state('web-lock', 'db', 'requested', 2);
      later(on, b);
    });
    expect(found).toMatchObject({ code: 'L1', contexts: ['a', 'b'] });
  });

  it.each([
    ['1 → 2', 'word_upgrade'],
    ['1 → deleted', 'word_deletion'],
  ])('I1: what is blocked: %s', (detail, word) => {
    const [found] = findingsOf((on) => {
      const [a, b] = pair(on);
      a.state('indexed-db', 'notes', 'connected', 1);
      b.state('indexed-db', 'notes', 'blocked', 1, { detail });
    });
    expect(found?.values).toEqual(['notes', { context: 'a' }, { word }]);
  });

  it('S12: the area in which a key could not be written, each for itself', () => {
    const error = { name: 'QuotaExceededError', message: '' };
    const found = findingsOf((on) => {
      const [a] = pair(on);
      a.write('k', null, '1', { error });
      a.write('k', null, '1', { error, channel: { kind: 'session-storage', name: '' } });
    });
    expect(found.map(({ values }) => values)).toEqual([
      ['k', 'QuotaExceededError', 'sessionStorage'],
      ['k', 'QuotaExceededError', 'localStorage'],
    ]);
  });

  it('B10: the message alone, where no part of the value is to blame', () => {
    const error = { name: 'DataCloneError', message: 'it is a symbol' };
    const [found] = findingsOf((on) => {
      const [a] = pair(on);
      a.send('broadcast-channel', '', 1, 1, { error });
    });
    expect(found?.values).toEqual(['""', 'it is a symbol']);
  });

  it('R2: a port by what carried it', () => {
    const found = findingsOf((on) => {
      const [a] = pair(on);
      for (let count = 0; count < 250; count += 1) a.send('message-port', 'window', count);
    });
    expect(found.find(({ code }) => code === 'R2')?.values[0]).toBe('MessagePort (window)');
  });

  it('R2: as many messages as there were within a second', () => {
    const found = findingsOf((on) => {
      const [a] = pair(on);
      for (let count = 0; count < 250; count += 1) a.write('k', String(count), String(count + 1));
    });
    expect(found.find(({ code }) => code === 'R2')?.values).toEqual(['localStorage', { context: 'a' }, 250]);
  });
});

describe('a name that is nearly the same', () => {
  it('is told too where its tab is closed right afterwards', () => {
    const on = scenario();
    const a = on.tab('a');
    const b = on.tab('b');
    a.open('broadcast-channel', 'news');
    b.open('broadcast-channel', 'app:News');
    b.listenOn('broadcast-channel', 'app:News');
    a.send('broadcast-channel', 'news', 'rain');
    on.wait(100);
    b.live('gone');
    expect(on.findings().map(({ code }) => code)).toEqual(['B2']);
  });
});
