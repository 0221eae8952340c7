import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Preview } from '../../../record/preview';
import type { ChannelKind } from '../../../record/record';
import type { Finding } from '../../types';

const sync = ['broadcast-channel', 'sync'] as const;

function found(
  [kind, name]: readonly [ChannelKind, string],
  play: (on: Scenario, a: Tab, b: Tab) => void,
): readonly Finding[] {
  const on = scenario();
  const [a, b] = [on.tab('a'), on.tab('b')];
  for (const one of [a, b]) {
    one.open(kind, name);
    one.listenOn(kind, name);
    one.state(kind, name, 'started');
  }
  on.wait(1_000);
  play(on, a, b);
  on.wait(20_000);
  b.live('hidden');
  return on.findings().filter(({ code }) => code === 'R1');
}

function message(type: string, id: number): Preview {
  return { t: 'object', k: ['type', 'id'], v: [type, id], n: 2 };
}

/** Each answers in its handler. */
function inTurns(a: Tab, b: Tab, turns: number, says: (turn: number) => readonly [Preview, Preview]): void {
  let cause: number | undefined;
  for (let turn = 0; turn < turns; turn += 1)
    for (const [from, to, data] of [
      [a, b, says(turn)[0]],
      [b, a, says(turn)[1]],
    ] as const) {
      from.send(...sync, data, 1, cause === undefined ? {} : { cause });
      cause = to.receive(...sync, data).time;
    }
}

it('handlers that send the same on are told', () => {
  const findings = found(sync, (_on, a, b) => {
    inTurns(a, b, 12, (turn) => [message('state', turn), message('state', turn)]);
  });
  expect(findings).toMatchObject([{ code: 'R1', severity: 'error', confidence: 'certain' }]);
});

it('so are handlers that answer with one and the same for ever', () => {
  const findings = found(sync, (_on, a, b) => {
    inTurns(a, b, 12, () => [message('changed', 1), message('refresh', 1)]);
  });
  expect(findings).toHaveLength(1);
});

it('one that asks for one thing after the other, and one that answers, are in no loop', () => {
  const findings = found(sync, (_on, a, b) => {
    inTurns(a, b, 60, (turn) => [message('query', turn), message('row', turn)]);
  });
  expect(findings).toEqual([]);
});

describe('through a worker or a server', () => {
  /** Both tabs hear something, and send in the handler. */
  function bothAnswer(
    of: readonly [ChannelKind, string],
    wait: number,
    answers: (turn: number) => readonly [Preview, Preview],
  ): readonly Finding[] {
    return found(of, (on, a, b) => {
      for (let turn = 0; turn < 20; turn += 1) {
        for (const one of [a, b]) {
          const { time } = one.receive(...of, answers(turn)[0]);
          one.send(...of, answers(turn)[1], 1, { cause: time });
        }
        on.wait(wait);
      }
    });
  }

  it('tabs that each ask the worker one thing after the other are in no loop', () => {
    const findings = bothAnswer(['shared-worker', 'w.js'], 20, (turn) => [
      message('row', turn),
      message('query', turn + 1),
    ]);
    expect(findings).toEqual([]);
  });

  it('nor are those that answer the pings of a server, even with the same', () => {
    for (const pong of ['ping', 'pong'])
      expect(
        bothAnswer(['websocket', 'ws://x/'], 1_000, (turn) => [message('ping', turn), message(pong, turn)]),
      ).toEqual([]);
  });

  it('tabs that send on at once what a worker passes on are', () => {
    const findings = bothAnswer(['shared-worker', 'w.js'], 20, (turn) => [
      message('state', turn),
      message('state', turn),
    ]);
    expect(findings).toHaveLength(1);
  });
});

describe('two keys, or a key and a channel', () => {
  /** Tab a sets one key in answer to the other, which tab b sets in answer to that. */
  function keysInTurns(says: (turn: number) => readonly [string, string]): readonly Finding[] {
    return found(sync, (_on, a, b) => {
      for (const one of [a, b]) one.listen();
      let cause: { cause: number } | undefined;
      let before: readonly [string | null, string | null] = [null, null];
      for (let turn = 0; turn < 20; turn += 1) {
        const [one, other] = says(turn);
        const heard = b.hear(a.write('one', before[0], one, cause));
        cause = { cause: a.hear(b.write('other', before[1], other, { cause: heard.time })).time };
        before = [one, other];
      }
    });
  }

  it('that tabs set in turns, each with its own time, are a loop', () => {
    const findings = keysInTurns((turn) => [`{"cart":2,"at":${turn}.1}`, `{"sum":7,"at":${turn}.2}`]);
    expect(findings).toMatchObject([
      { code: 'R1', values: ['one, other', { context: 'a' }, { context: 'b' }, 20, expect.any(Number)] },
    ]);
  });

  it('are none where one names each time what it answers', () => {
    expect(keysInTurns((turn) => [`{"id":${turn},"part":"x${turn}"}`, `${turn}`])).toEqual([]);
  });

  it('go round where one tab passes a change on by a channel, and the other one saves it', () => {
    const findings = found(sync, (_on, a, b) => {
      for (const one of [a, b]) one.listen();
      let cause: { cause: number } | undefined;
      for (let turn = 0; turn < 20; turn += 1) {
        a.send(...sync, `${turn}`, 1, cause);
        const heard = b.receive(...sync, `${turn}`);
        const write = b.write('cfg', turn === 0 ? null : `${turn}`, `${turn + 1}`, { cause: heard.time });
        cause = { cause: a.hear(write).time };
      }
    });
    expect(findings).toMatchObject([{ code: 'R1', channel: { kind: 'local-storage' } }]);
    expect(findings[0]?.values[0]).toBe('cfg, sync');
  });
});
