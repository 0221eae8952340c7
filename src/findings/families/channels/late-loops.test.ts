import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

function found(play: (on: Scenario, a: Tab, b: Tab) => void): readonly Finding[] {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  for (const one of [a, b]) {
    one.listen();
    one.open('broadcast-channel', 'sync');
    one.listenOn('broadcast-channel', 'sync');
  }
  on.wait(1_000);
  play(on, a, b);
  on.wait(20_000);
  b.live('hidden');
  return on.findings().filter(({ code }) => code === 'R1');
}

function state(at: number): string {
  return `{"user":"ann","at":${1_700_000_000_000 + at}}`;
}

/** Each tab saves what it heard so many milliseconds after it heard it. */
function saveInTurns(
  on: Scenario,
  [a, b]: readonly [Tab, Tab],
  turns: number,
  waits: readonly number[],
): void {
  let last = a.write('store', state(0), state(1));
  for (let turn = 0; turn < turns; turn += 1) {
    const one = turn % 2 === 0 ? b : a;
    one.hear(last);
    on.wait(waits[turn % waits.length] ?? 0);
    last = one.write('store', state(turn + 1), state(turn + 2));
  }
}

function post(on: Scenario, from: Tab, to: Tab, data: (at: number) => object): void {
  const entries = Object.entries(data(on.records.length));
  const preview = {
    t: 'object' as const,
    k: entries.map(([key]) => key),
    v: entries.map(([, value]) => value as string | number),
    n: entries.length,
  };
  from.send('broadcast-channel', 'sync', preview);
  to.receive('broadcast-channel', 'sync', preview);
}

it.each([
  ['a debounce', [60]],
  ['a long debounce', [1_000]],
  ['requests that take now more, now less', [20, 90, 55]],
])('tabs that answer each other after %s are told, with their rate', (_, waits) => {
  const [finding, ...more] = found((on, a, b) => {
    saveInTurns(on, [a, b], 24, waits);
  });
  expect(finding).toMatchObject({ code: 'R1', variant: 'R1_later', severity: 'error', confidence: 'likely' });
  expect(finding?.values[0]).toBe('store');
  expect(more).toEqual([]);
});

it('tabs that answer each other on a channel are told too', () => {
  const findings = found((on, a, b) => {
    for (let turn = 0; turn < 10; turn += 1) {
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        post(on, from, to, (at) => ({ type: 'cart', items: 'tea', rev: at }));
        on.wait(40);
      }
    }
  });
  expect(findings.map(({ variant }) => variant)).toEqual(['R1_later']);
});

/** Each puts back its own so many milliseconds after it heard of the other's. */
function insistInTurns(on: Scenario, [a, b]: readonly [Tab, Tab], turns: number, wait: number): void {
  a.write('theme', null, 'dark');
  let last = b.write('theme', 'dark', 'light');
  for (let turn = 0; turn < turns; turn += 1) {
    const [one, before, after] = turn % 2 === 0 ? [a, 'light', 'dark'] : [b, 'dark', 'light'];
    one.hear(last);
    on.wait(wait);
    last = one.write('theme', before, after);
  }
}

it('tabs that each put back their own as soon as they hear of the other’s are told', () => {
  const findings = found((on, a, b) => {
    insistInTurns(on, [a, b], 24, 40);
  });
  expect(findings).toMatchObject([{ code: 'R1', severity: 'error', confidence: 'likely' }]);
});

it('tabs that answer each other by way of a server are told', () => {
  const findings = found((on, a, b) => {
    for (let turn = 0; turn < 20; turn += 1) {
      const [from, to] = turn % 2 === 0 ? [a, b] : [b, a];
      from.send('websocket', 'ws://x/notes', `{"note":1,"v":${turn + 1}}`);
      on.wait(10);
      to.receive('websocket', 'ws://x/notes', `{"note":1,"v":${turn + 1}}`);
      on.wait(30);
    }
  });
  expect(findings).toMatchObject([{ code: 'R1', variant: 'R1_later' }]);
});

describe('none of these answers what it hears', () => {
  it('two users who each want their own', () => {
    expect(
      found((on, a, b) => {
        insistInTurns(on, [a, b], 24, 300);
      }),
    ).toEqual([]);
  });

  it('tabs that send back what the server alone says', () => {
    const findings = found((on, a, b) => {
      for (let turn = 0; turn < 40; turn += 1) {
        const one = turn % 2 === 0 ? a : b;
        one.receive('websocket', 'ws://x/notes', `{"ping":${turn}}`);
        on.wait(40);
        one.send('websocket', 'ws://x/notes', `{"ping":${turn}}`);
        on.wait(40);
      }
    });
    expect(findings).toEqual([]);
  });

  it('a few answers are a conversation', () => {
    expect(
      found((on, a, b) => {
        saveInTurns(on, [a, b], 8, [60]);
      }),
    ).toEqual([]);
  });

  it('tabs that each tell of themselves in turns, by a clock', () => {
    for (const id of ['a0b1', 5]) {
      const other = typeof id === 'string' ? 'c2d3' : 9;
      const findings = found((on, a, b) => {
        for (let turn = 0; turn < 20; turn += 1) {
          post(on, a, b, (at) => ({ type: 'here', id, at }));
          on.wait(500);
          post(on, b, a, (at) => ({ type: 'here', id: other, at }));
          on.wait(500);
        }
      });
      expect(findings).toEqual([]);
    }
  });

  it('a clock that ticks before anybody is there to answer', () => {
    const findings = found((on, a, b) => {
      for (let turn = 0; turn < 3; turn += 1) a.send('broadcast-channel', 'sync', turn);
      for (let turn = 0; turn < 20; turn += 1) {
        post(on, a, b, (at) => ({ type: 'tick', at }));
        on.wait(500);
        post(on, b, a, (at) => ({ type: 'tick', at }));
        on.wait(500);
      }
    });
    expect(findings).toEqual([]);
  });

  it('one that asks again and again, and one that answers', () => {
    const findings = found((on, a, b) => {
      for (let turn = 0; turn < 40; turn += 1) {
        post(on, a, b, (at) => ({ type: 'get', id: at }));
        on.wait(30);
        post(on, b, a, (at) => ({ type: 'row', id: at }));
        on.wait(30);
      }
    });
    expect(findings).toEqual([]);
  });

  it('one tab whose user changes more and more', () => {
    const findings = found((on, a, b) => {
      for (let turn = 0; turn < 40; turn += 1) {
        b.hear(a.write('store', state(turn), state(turn + 1)));
        on.wait(100);
      }
    });
    expect(findings).toEqual([]);
  });
});

it.each<[string, (turn: number) => string]>([
  ['the time of the latest activity', (turn) => `${1_700_000_000_000 + turn}`],
  ['that time as JSON', (turn) => `{"active":${1_700_000_000_000 + turn}}`],
  ['a count', (turn) => `${turn}`],
])('two tabs that set %s in turns are in no loop', (_, value) => {
  const findings = found((on, a, b) => {
    for (let turn = 0; turn < 24; turn += 1) {
      const [from, to] = turn % 2 === 0 ? [a, b] : [b, a];
      to.hear(from.write('last', value(turn), value(turn + 1)));
      on.wait(330);
    }
  });
  expect(findings).toEqual([]);
});
