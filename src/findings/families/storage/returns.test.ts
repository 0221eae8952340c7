import { scenario, type Scenario, type Tab } from '../../../../test/support/scenario';
import type { Finding } from '../../types';

const state = 'a81f-77c0-19be';

/** Two tabs, each of which can go on to another page in its place. */
function found(play: (on: Scenario, a: Tab, b: Tab, go: (url: string) => Tab) => void): readonly Finding[] {
  const on = scenario();
  const [a, b] = [on.tab('a', { tab: 1 }), on.tab('b', { tab: 2 })];
  let pages = 0;
  play(on, a, b, (url) => {
    pages += 1;
    return on.tab(`a${pages}`, { tab: 1, url });
  });
  on.wait(20_000);
  b.live('hidden');
  return on.findings().filter(({ variant }) => variant === 'R5_return');
}

it('a tab that comes back with a value that another one has overwritten is told', () => {
  const findings = found((on, a, b, go) => {
    a.write('state', null, state);
    a.live('gone');
    on.wait(900);
    b.write('state', state, 'b27d-03aa-52ee');
    on.wait(900);
    go(`http://x/callback?code=1&state=${state}`);
  });
  expect(findings).toMatchObject([
    {
      code: 'R5',
      severity: 'warning',
      contexts: ['b', 'a1'],
      values: ['state', { context: 'b' }, { context: 'a1' }, 0.9],
    },
  ]);
});

it('so is one whose value is one of several in JSON, which it takes away as it comes back', () => {
  const json = (of: string) => JSON.stringify({ state: of, nonce: `n${of}`, scope: 'openid' });
  const findings = found((on, a, b, go) => {
    a.write('txs', null, json(state));
    on.wait(900);
    b.write('txs', json(state), json('b27d-03aa-52ee'));
    a.live('gone');
    on.wait(900);
    go(`http://x/callback?code=1&state=${state}`).write('txs', json('b27d-03aa-52ee'), null);
  });
  expect(findings).toMatchObject([{ contexts: ['b', 'a1'], severity: 'warning' }]);
});

it('so is one that passes a page of the same site on its way', () => {
  const findings = found((on, a, b, go) => {
    a.write('state', null, state);
    a.live('gone');
    const signIn = go(`http://x/sign-in?state=${state}`);
    on.wait(900);
    b.write('state', state, 'b27d-03aa-52ee');
    signIn.live('gone');
    go(`http://x/callback?state=${state}`);
  });
  expect(findings).toHaveLength(1);
});

it.each<[string, (on: Scenario, a: Tab, b: Tab, go: (url: string) => Tab) => void]>([
  [
    'that nobody has overwritten',
    (_, a, b, go) => {
      a.write('state', null, state);
      b.write('other', null, 'b27d-03aa-52ee');
      a.live('gone');
      go(`http://x/callback?state=${state}`);
    },
  ],
  [
    'that it has put there again',
    (on, a, b, go) => {
      a.write('state', null, state);
      b.write('state', state, 'b27d-03aa-52ee');
      on.wait(100);
      a.write('state', 'b27d-03aa-52ee', state);
      a.live('gone');
      go(`http://x/callback?state=${state}`);
    },
  ],
  [
    'that names the page at which it works',
    (on, a, b, go) => {
      a.write('last', null, state);
      a.live('gone');
      const page = go(`http://x/project/${state}`);
      page.open('broadcast-channel', 'project');
      on.wait(900);
      b.write('last', state, 'b27d-03aa-52ee');
      page.live('gone');
      go(`http://x/project/${state}/settings`);
    },
  ],
  [
    'that is short',
    (_, a, b, go) => {
      a.write('step', null, '2');
      b.write('step', '2', '1');
      a.live('gone');
      go('http://x/wizard?step=2');
    },
  ],
])('a tab lost nothing that comes with a value %s', (_, play) => {
  expect(found(play)).toEqual([]);
});
