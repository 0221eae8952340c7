import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';

const url = 'ws://x/feed';

function codesOf(play: (on: Scenario) => void): string[] {
  const on = scenario();
  play(on);
  return on
    .findings()
    .map(({ code }) => code)
    .filter((code) => code === 'K4' || code === 'K5')
    .sort();
}

let objects = 0;

/** A socket that is connected; how it ends. */
function connect(tab: Tab, query = ''): (code: number) => void {
  objects += 1;
  const object = objects;
  tab.open('websocket', url + query, object);
  tab.state('websocket', url + query, 'connected', object);
  return (code) => {
    tab.close('websocket', url + query, object, { code });
  };
}

function fail(tab: Tab, code = 1006): void {
  objects += 1;
  tab.open('websocket', url, objects);
  tab.error('websocket', url, objects);
  tab.close('websocket', url, objects, { code });
}

/** Two tabs whose sockets end each other, so many times. */
function inTurns(on: Scenario, code: number, times: number, before?: (tab: Tab) => void): void {
  const [a, b] = [on.tab('a'), on.tab('b')];
  let [one, other] = [a, b];
  let end = connect(one);
  for (let turn = 0; turn < times; turn += 1) {
    on.wait(3_000);
    before?.(other);
    const next = connect(other, `?token=${turn}`);
    end(code);
    end = next;
    [one, other] = [other, one];
  }
}

describe('a page that connects again and again (K4)', () => {
  it.each<[string, (on: Scenario) => void]>([
    [
      'to a server that is not there, waiting longer each time',
      (on) => {
        const a = on.tab('a');
        for (const wait of [1_000, 8_000, 60_000, 1_000]) {
          fail(a);
          on.wait(wait);
        }
      },
    ],
    [
      'with another token each time, cut right after',
      (on) => {
        const a = on.tab('a');
        for (const token of ['1', '2', '3']) {
          connect(a, `?token=${token}`)(1006);
          on.wait(100);
        }
      },
    ],
    [
      'and is refused with a code of the server’s own',
      (on) => {
        const a = on.tab('a');
        for (let turn = 0; turn < 3; turn += 1) connect(a)(4401);
      },
    ],
    [
      'to a server that ends each connection at once, in the regular way',
      (on) => {
        const a = on.tab('a');
        for (let turn = 0; turn < 6; turn += 1) {
          connect(a)(1000);
          on.wait(500);
        }
      },
    ],
    [
      'because a proxy cuts what is quiet for a minute',
      (on) => {
        const a = on.tab('a');
        for (let turn = 0; turn < 3; turn += 1) {
          const end = connect(a);
          on.wait(60_000);
          end(1006);
        }
      },
    ],
  ])('is told: %s', (_, play) => {
    expect(codesOf(play)).toEqual(['K4']);
  });

  it.each<[string, (on: Scenario) => void]>([
    [
      'a server that was started anew',
      (on) => {
        const a = on.tab('a');
        connect(a)(1006);
        fail(a);
        connect(a);
      },
    ],
    [
      'sockets that ask once and are closed',
      (on) => {
        const a = on.tab('a');
        for (let turn = 0; turn < 10; turn += 1) {
          const end = connect(a);
          a.send('websocket', url, 'ask', objects);
          a.receive('websocket', url, 'answer', objects);
          end(1000);
        }
      },
    ],
    [
      'a view that is mounted twice',
      (on) => {
        const a = on.tab('a');
        connect(a)(1005);
        connect(a)(1005);
        connect(a);
      },
    ],
    [
      'failures that are days apart',
      (on) => {
        const a = on.tab('a');
        for (let day = 0; day < 5; day += 1) {
          fail(a);
          on.wait(24 * 3_600_000);
        }
      },
    ],
    [
      'one failure in each of several tabs',
      (on) => {
        for (const name of ['a', 'b', 'c']) fail(on.tab(name));
      },
    ],
  ])('is not told: %s', (_, play) => {
    expect(codesOf(play)).toEqual([]);
  });
});

describe('tabs whose sockets end each other (K5)', () => {
  it.each([4001, 1008, 1006, 1000])('are told, whatever the code: %i', (code) => {
    expect(
      codesOf((on) => {
        inTurns(on, code, 6);
      }),
    ).toEqual(['K5']);
  });

  it('are told where a tab hears of its connection after the other of its end', () => {
    expect(
      codesOf((on) => {
        const tabs = [on.tab('a'), on.tab('b')] as const;
        let last = 0;
        for (let turn = 0; turn < 6; turn += 1) {
          objects += 1;
          const [one, other] = turn % 2 ? [tabs[1], tabs[0]] : tabs;
          one.open('websocket', url, objects);
          if (last > 0) other.close('websocket', url, last, { code: 4001 });
          on.wait(20);
          one.state('websocket', url, 'connected', objects);
          last = objects;
          on.wait(200);
        }
      }),
    ).toEqual(['K5']);
  });

  it('are not told where the tab that is shown takes the connection over', () => {
    expect(
      codesOf((on) => {
        inTurns(on, 1000, 6, (tab) => {
          tab.live('hidden');
          tab.live('visible');
        });
      }),
    ).toEqual([]);
  });

  it('are not told where the server cuts every socket', () => {
    expect(
      codesOf((on) => {
        const tabs = [on.tab('a'), on.tab('b')];
        for (let turn = 0; turn < 8; turn += 1) {
          const ends = tabs.map((tab) => connect(tab));
          on.wait(700);
          for (const end of ends) end(1006);
          on.wait(900);
        }
      }),
    ).not.toContain('K5');
  });

  it('are not told of one tab that lost its socket once', () => {
    expect(
      codesOf((on) => {
        inTurns(on, 4001, 1);
      }),
    ).toEqual([]);
  });
});
