import type { Preview } from '../../../record/preview';
import { scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

const news = ['broadcast-channel', 'news'] as const;
const page = { url: 'http://x/' };

type Act = (one: Tab, cause: number, turn: number) => void;

/** The first of some tabs posts, the others get it and may do something. */
function found(
  count: number,
  times: number,
  act: Act,
  of: (turn: number) => Preview = String,
): readonly Finding[] {
  const on = scenario();
  const tabs = Array.from({ length: count }, (_, at) => on.tab('abcdef'.charAt(at), page));
  for (const one of tabs) {
    one.open(...news);
    one.listenOn(...news);
  }
  const [first, ...others] = tabs;
  for (let turn = 0; turn < times; turn += 1) {
    on.wait(3_000);
    first?.send(...news, of(turn));
    for (const one of others) act(one, one.receive(...news, of(turn)).time, turn);
  }
  on.wait(5_000);
  first?.live('hidden');
  return on.findings().filter(({ code }) => code === 'H1');
}

function store(one: Tab, cause: number, turn: number): void {
  one.write('seen', String(turn), String(turn + 1), { cause });
}

describe('a tab that did nothing where others acted', () => {
  it('is found where most act', () => {
    const findings = found(4, 1, (one, cause, turn) => {
      if (one.id !== 'd') store(one, cause, turn);
    });
    expect(findings).toMatchObject([
      { severity: 'warning', confidence: 'likely', values: ['news', { context: 'd' }, { context: 'b' }] },
    ]);
  });

  it('is found where both of two usually act', () => {
    const findings = found(3, 3, (one, cause, turn) => {
      if (one.id !== 'c' || turn < 2) store(one, cause, turn);
    });
    expect(findings).toMatchObject([
      { severity: 'warning', values: ['news', { context: 'c' }, { context: 'b' }] },
    ]);
  });

  it('is a hint where one of two never acts', () => {
    const findings = found(3, 2, (one, cause, turn) => {
      if (one.id !== 'c') store(one, cause, turn);
    });
    expect(findings).toMatchObject([{ severity: 'info', confidence: 'hint' }]);
  });
});

describe('healthy pages get no such finding', () => {
  it.each<[string, number, number, Act]>([
    ['all act', 4, 2, store],
    ['nobody does', 4, 2, () => undefined],
    [
      'one answers for all',
      4,
      5,
      (one, cause) => {
        if (one.id === 'b') one.send(...news, 'here', 1, { cause });
      },
    ],
    [
      'one of two answers',
      3,
      5,
      (one, cause) => {
        if (one.id === 'b') one.send(...news, 'here', 1, { cause });
      },
    ],
    [
      'each message is for another tab',
      3,
      6,
      (one, cause, turn) => {
        if (one.id === 'bc'.charAt(turn % 2)) store(one, cause, turn);
      },
    ],
    [
      'one acts a little later, after an await',
      4,
      1,
      (one, cause, turn) => {
        if (one.id === 'd') one.write('later', null, '1');
        else store(one, cause, turn);
      },
    ],
    [
      'one that leads stores it for all',
      3,
      5,
      (one, cause, turn) => {
        if (turn === 0 && one.id === 'b') one.state('web-lock', 'any', 'granted', 5);
        if (one.id === 'b') store(one, cause, turn);
      },
    ],
  ])('%s', (_, count, times, act) => {
    expect(found(count, times, act)).toEqual([]);
  });
});
