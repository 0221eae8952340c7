import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

const hub = ['shared-worker', 'http://x/hub.js'] as const;

function found(play: (on: Scenario, a: Tab, b: Tab) => void): readonly Finding[] {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  for (const one of [a, b]) {
    one.open(...hub);
    one.listenOn(...hub);
    one.state(...hub, 'started');
  }
  play(on, a, b);
  on.wait(20_000);
  b.live('hidden');
  return on.findings().filter(({ code }) => code === 'W7' || code === 'W11');
}

function ask(on: Scenario, one: Tab, times: number, isAnswered = true, type = 'load'): void {
  for (let turn = 0; turn < times; turn += 1) {
    one.send(...hub, { t: 'object', k: ['type', 'id'], v: [type, turn], n: 2 });
    if (isAnswered) one.receive(...hub, { t: 'object', k: ['id'], v: [turn], n: 1 });
    on.wait(300);
  }
}

it('a port that is answered no more, while another one is, was dropped', () => {
  const findings = found((on, a, b) => {
    ask(on, a, 3);
    ask(on, b, 3);
    ask(on, b, 1, false);
    ask(on, a, 2);
    ask(on, b, 3, false);
    ask(on, a, 1);
  });
  expect(findings).toMatchObject([
    { code: 'W7', variant: 'W7_port', severity: 'warning', contexts: ['b', 'a'] },
  ]);
});

it.each<[string, (on: Scenario, a: Tab, b: Tab) => void]>([
  [
    'that it still waits for what takes longer',
    (on, a, b) => {
      ask(on, a, 3);
      ask(on, b, 3);
      ask(on, b, 4, false, 'report');
      ask(on, a, 2);
    },
  ],
  [
    'that nobody else asked meanwhile',
    (on, a, b) => {
      ask(on, a, 3);
      ask(on, b, 3);
      b.live('frozen');
    },
  ],
  [
    'that it gets something else',
    (on, a, b) => {
      ask(on, a, 3);
      ask(on, b, 3);
      for (let turn = 0; turn < 5; turn += 1) {
        ask(on, b, 1, false);
        b.receive(...hub, 'news');
        ask(on, a, 1);
      }
    },
  ],
])('a port was not dropped: %s', (_, play) => {
  expect(found(play)).toEqual([]);
});

describe('a worker that answers one of two tabs', () => {
  function oneOfTwo(isLate: boolean): readonly Finding[] {
    return found((on, a, b) => {
      ask(on, b, 1, false);
      ask(on, a, 3);
      on.wait(3_000);
      if (isLate) b.receive(...hub, { t: 'object', k: ['id'], v: [0], n: 1 });
    });
  }

  it('leaves the other one out', () => {
    expect(oneOfTwo(false)).toMatchObject([{ code: 'W11', severity: 'warning' }]);
  });

  it('does not where its answer takes a while', () => {
    expect(oneOfTwo(true)).toEqual([]);
  });
});

it('a worker that passes on what one tab says to another answers neither', () => {
  const publish = (one: Tab, topic: string, n: number): void => {
    one.send(...hub, { t: 'object', k: ['type', 'topic', 'n'], v: ['publish', topic, n], n: 3 });
  };
  const findings = found((on, a, b) => {
    for (let turn = 0; turn < 6; turn += 1) {
      publish(a, 'prices', turn);
      publish(b, 'nobody', turn);
      b.receive(...hub, { t: 'object', k: ['topic', 'n'], v: ['prices', turn], n: 2 });
      on.wait(400);
    }
  });
  expect(findings).toEqual([]);
});
