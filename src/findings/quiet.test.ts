import { scenario, type Scenario, type Tab } from '../../test/support/scenario';
import type { Finding, FindingCode } from './types';

/** Healthy programs, and what libraries do: nothing that a person would have to read is said of them. */

function findingsOf(play: (on: Scenario) => unknown): readonly Finding[] {
  const on = scenario();
  play(on);
  return on.findings();
}

function codesOf(play: (on: Scenario) => unknown): FindingCode[] {
  return findingsOf(play).map(({ code }) => code);
}

function pair(on: Scenario): [Tab, Tab] {
  const [a, b] = [on.tab('a'), on.tab('b')];
  for (const one of [a, b]) one.listen();
  return [a, b];
}

function connect(one: Tab): void {
  one.open('shared-worker', 'w.js');
  one.listenOn('shared-worker', 'w.js');
  one.state('shared-worker', 'w.js', 'started');
}

/** A document whose handler does something in answer to changes. */
function answer(one: Tab, event: { readonly time: number }): void {
  one.write('seen', null, String(event.time), { cause: event.time });
}

describe('of healthy programs nothing is said', () => {
  it.each<[FindingCode, string, (on: Scenario) => unknown]>([
    ['S2', 'where nothing is there to be removed', (on) => pair(on)[0].write('k', null, null)],
    [
      'S10',
      'where nobody of the origin ever listened',
      (on) => {
        const [a, b] = [on.tab('a'), on.tab('b')];
        b.hear(a.write('k', null, '1'));
      },
    ],
    [
      'S10',
      'for an empty frame',
      (on) => {
        const [a] = pair(on);
        on.tab('frame', { url: 'about:blank', tab: 9 }).hear(a.write('k', null, '1'));
      },
    ],
    [
      'S9',
      'where the key is a message that its writer removes at once',
      (on) => {
        const [a, b] = pair(on);
        for (const text of ['1', '2']) {
          const [set, removed] = [a.write('message', null, text), a.write('message', text, null)];
          answer(b, b.hear(set));
          b.hear(removed);
        }
      },
    ],
    [
      'S15',
      'where the key is a message that its writer removes some time later',
      (on) => {
        const [a, b] = pair(on);
        for (const text of ['1', '2', '3']) {
          const set = a.write('message', null, text);
          on.wait(200);
          const removed = a.write('message', text, null);
          b.hear(set);
          b.hear(removed);
          on.wait(300);
        }
      },
    ],
    [
      'R3',
      'where the key is a lock that its holders remove again',
      (on) => {
        const tabs = pair(on);
        for (let turn = 0; turn < 3; turn += 1) {
          const [own, other] = turn % 2 === 0 ? tabs : [tabs[1], tabs[0]];
          const [first, second] = [own.write('lock', null, own.id), other.write('lock', own.id, other.id)];
          own.hear(second);
          other.hear(first);
          own.write('lock', other.id, own.id);
          on.wait(100);
          own.write('lock', own.id, null);
          on.wait(500);
        }
      },
    ],
    [
      'S11',
      'for a page that sleeps while its tab shows another, and never comes back',
      (on) => {
        const [a, b] = pair(on);
        b.live('bfcached');
        a.write('k', null, '1');
      },
    ],
    [
      'S11',
      'for a frozen page that got everything when it thawed',
      (on) => {
        const [a, b] = pair(on);
        b.live('frozen');
        const writes = ['1', '2'].map((value, at) => a.write('k', at === 0 ? null : '1', value));
        on.wait(20_000);
        b.live('resumed');
        for (const write of writes) b.hear(write);
      },
    ],
    [
      'W1',
      'for a port that is started later',
      (on) => {
        const a = on.tab('a');
        a.open('shared-worker', 'w.js');
        a.listenOn('shared-worker', 'w.js');
        on.wait(5_000);
        a.state('shared-worker', 'w.js', 'started');
      },
    ],
    [
      'W3',
      'for blob: workers without a name',
      (on) => {
        for (const one of pair(on)) one.open('shared-worker', `blob:http://x/${one.id}`);
      },
    ],
    [
      'B3',
      'for a tab that is simply younger',
      (on) => {
        const a = on.tab('a');
        a.open('broadcast-channel', 'news');
        a.send('broadcast-channel', 'news', 1);
        on.wait(10);
        const b = on.tab('b');
        b.open('broadcast-channel', 'news');
        b.listenOn('broadcast-channel', 'news');
      },
    ],
    [
      'B3',
      'where the same is said again soon: a heartbeat',
      (on) => {
        const [a, b] = [on.tab('a'), on.tab('b')];
        a.open('broadcast-channel', 'news');
        b.live('visible');
        const beat = { t: 'object' as const, k: ['type', 'leader'], v: ['beat', 'a'], n: 2 };
        a.send('broadcast-channel', 'news', beat);
        on.wait(300);
        b.open('broadcast-channel', 'news');
        b.listenOn('broadcast-channel', 'news');
        on.wait(300);
        a.send('broadcast-channel', 'news', beat);
        b.receive('broadcast-channel', 'news', beat);
      },
    ],
    [
      'B9',
      'where nobody was there to hear it',
      (on) => {
        const a = on.tab('a');
        a.open('broadcast-channel', 'news');
        a.live('gone');
        a.send('broadcast-channel', 'news', 'bye');
      },
    ],
    [
      'S14',
      'where the page wrote right before it dispatched a plain event',
      (on) => {
        const [a, b] = pair(on);
        const write = a.write('theme', null, 'dark');
        const plain = { key: null, oldValue: null, newValue: null };
        a.hear(write, { isTrusted: false, ...plain });
        b.hear(write);
      },
    ],
    [
      'W7',
      'of a worker that relays: nobody is left to talk to',
      (on) => {
        const [a, b] = pair(on);
        for (const one of [a, b]) connect(one);
        for (let turn = 0; turn < 4; turn += 1) {
          a.send('shared-worker', 'w.js', `from a ${turn}`);
          b.receive('shared-worker', 'w.js', `from a ${turn}`);
          b.send('shared-worker', 'w.js', `from b ${turn}`);
          a.receive('shared-worker', 'w.js', `from b ${turn}`);
        }
        b.live('gone');
        for (let turn = 4; turn < 8; turn += 1) a.send('shared-worker', 'w.js', `from a ${turn}`);
      },
    ],
    [
      'W11',
      'of a worker that is told and asked: only questions are answered',
      (on) => {
        const [a, b] = pair(on);
        for (const one of [a, b]) connect(one);
        const ask = (type: string) => ({ t: 'object', k: ['type'], v: [type], n: 1 }) as const;
        a.send('shared-worker', 'w.js', ask('get'));
        a.receive('shared-worker', 'w.js', 1);
        b.send('shared-worker', 'w.js', ask('set'));
      },
    ],
  ])('%s: %s', (code, _, play) => {
    expect(codesOf(play)).not.toContain(code);
  });
});

describe('what a document that stopped to listen misses', () => {
  it('is a warning, not a note', () => {
    const [found] = findingsOf((on) => {
      const [a, b] = pair(on);
      b.listen(0);
      b.hear(a.write('k', null, '1'));
    });
    expect([found?.code, found?.severity]).toEqual(['S10', 'warning']);
  });

  it('is a note where it never listened and another does', () => {
    const [found] = findingsOf((on) => {
      const [a] = pair(on);
      on.tab('c').hear(a.write('k', null, '1'));
    });
    expect([found?.code, found?.severity]).toEqual(['S10', 'info']);
  });
});

describe('what sleeps in the back/forward cache', () => {
  it('has missed what it never gets once it is back', () => {
    const [found] = findingsOf((on) => {
      const [a, b] = pair(on);
      b.live('bfcached');
      a.write('k', null, '1');
      a.write('k', '1', '2');
      b.live('restored');
    });
    expect([found?.code, found?.lost, found?.values[2]]).toEqual(['S11', 2, 2]);
  });
});

describe('findings of one receiver and channel', () => {
  it('are one, with the names of the keys', () => {
    const found = findingsOf((on) => {
      const [a, b] = pair(on);
      for (const key of ['one', 'two']) {
        const [first] = [a.write(key, null, '1'), a.write(key, '1', '2')];
        b.hear(first);
      }
    }).filter(({ code }) => code === 'S15');
    expect(found.map(({ values, count }) => [values[0], count])).toEqual([['one, two', 2]]);
  });
});

describe('what each page of a tab does that is loaded again and again', () => {
  it('is told once, with its count', () => {
    const on = scenario();
    for (let load = 1; load <= 5; load += 1) {
      const page = on.tab(`load ${load}`, { tab: 7 });
      page.write('theme', 'dark', 'dark');
      page.write('seen', String(load - 1), String(load));
      on.wait(20);
      page.live('gone');
    }
    const told = on.findings().map(({ code, count, contexts }) => ({ code, count, pages: contexts.length }));
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({ code: 'S2', count: 5, pages: 5 });
    expect(told).toContainEqual({ code: 'S3', count: 5, pages: 5 });
  });
});

describe('a loop of two tabs', () => {
  /**
   * Each tab saves what it heard; two values are in flight, so that no pair of a write and an event is
   * certain.
   */
  function flip(on: Scenario, turns: number): void {
    const [a, b] = pair(on);
    let [atA, atB] = [b.write('layout', '1', '2'), a.write('layout', '2', '1')];
    for (let turn = 0; turn < turns; turn += 1) {
      const [heardA, heardB] = [a.hear(atA), b.hear(atB)];
      atB = a.write('layout', '1', turn % 2 === 0 ? '2' : '1', { cause: heardA.time });
      atA = b.write('layout', '2', turn % 2 === 0 ? '1' : '2', { cause: heardB.time });
      on.wait(6);
    }
  }

  it('is told first, with its rate, and alone: what else it makes is no matter of its own', () => {
    const found = findingsOf((on) => {
      flip(on, 200);
    });
    expect(found[0]?.code).toBe('R1');
    expect(found[0]?.values[4]).toBeGreaterThan(90);
    expect(found[0]?.values[4]).toBeLessThan(110);
    const beside = found.map(({ code }) => code).filter((code) => ['S2', 'S15', 'S19', 'R3'].includes(code));
    expect(beside).toEqual([]);
  });

  it('hides nothing of other keys', () => {
    const codes = codesOf((on) => {
      flip(on, 50);
      const [c, d] = [on.tab('c'), on.tab('d')];
      for (const one of [c, d]) one.listen();
      c.write('colour', 'red', 'red');
    });
    expect(codes).toContain('S2');
  });
});

describe('the order of findings', () => {
  it('is by severity, then by what was lost, then the latest first', () => {
    const found = findingsOf((on) => {
      const [a, b] = pair(on);
      b.live('frozen');
      for (let turn = 0; turn < 3; turn += 1) a.write('k', String(turn), String(turn + 1));
      const c = on.tab('c');
      c.listen();
      c.listen(0);
      c.hear(a.write('other', null, '1'));
    }).filter(({ severity }) => severity === 'warning');
    expect(found.map(({ code }) => code)).toEqual(['S11', 'S10']);
  });
});
