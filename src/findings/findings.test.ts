import type { Preview } from '../record/preview';
import { findingsShape, redactCapture, withSecrets } from '../../test/support/same-findings';
import { scenario, type Captured, type Scenario, type Tab } from '../../test/support/scenario';
import type { Finding, FindingCode } from './types';

/** What happens, and the same done right. */
interface Case {
  readonly code: FindingCode;
  readonly sick: (on: Scenario) => void;
  readonly healthy: (on: Scenario) => void;
}

function two(on: Scenario, listening = true): [Tab, Tab] {
  const [a, b] = [on.tab('a'), on.tab('b')];
  if (listening) for (const one of [a, b]) one.listen();
  return [a, b];
}

function change(
  from: Tab,
  to: Tab,
  key: string | null = 'k',
  before: string | null = null,
  after: string | null = '1',
) {
  return to.hear(from.write(key, before, after));
}

/** Both have the channel open and listen to it. */
function joined(
  tabs: readonly Tab[],
  kind: 'broadcast-channel' | 'shared-worker' = 'broadcast-channel',
  name = 'news',
) {
  for (const one of tabs) {
    one.open(kind, name);
    one.listenOn(kind, name);
    if (kind === 'shared-worker') one.state(kind, name, 'started');
  }
}

function ask(of: Tab, answered: boolean, times = 1): void {
  for (let turn = 0; turn < times; turn += 1) {
    of.send('shared-worker', 'w.js', `question ${turn}`);
    if (answered) of.receive('shared-worker', 'w.js', `answer ${turn}`);
  }
}

const cases: readonly Case[] = [
  {
    code: 'S1',
    sick: (on) => {
      const [a] = two(on, false);
      a.listen();
      a.write('k', null, '1');
    },
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S2',
    sick: (on) => two(on)[0].write('k', '1', '1'),
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S3',
    sick: (on) => on.tab('a').write('k', null, '1'),
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S4',
    sick: (on) => {
      on.neighbour('https://www.x');
      on.tab('a').write('k', null, '1');
    },
    healthy: (on) => {
      on.neighbour('https://y');
      on.tab('a').write('k', null, '1');
    },
  },
  {
    code: 'S5',
    sick: (on) => {
      const a = on.tab('a');
      on.tab('b', { topOrigin: 'http://other.test' }).listen();
      a.write('k', null, '1');
    },
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S6',
    sick: (on) => {
      const a = on.tab('a');
      on.tab('b', { incognito: true }).listen();
      a.write('k', null, '1');
    },
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S7',
    sick: (on) => two(on)[0].write('k', null, '1', { channel: { kind: 'session-storage', name: '' } }),
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S8',
    sick: (on) => {
      const [a, b] = two(on);
      const event = change(a, b);
      b.write('seen', null, 'k', { cause: event.time });
      change(a, b, null, null, null);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      for (const key of ['k', null]) {
        const event = change(a, b, key, null, key);
        b.write('seen', null, String(event.time), { cause: event.time });
      }
    },
  },
  {
    code: 'S9',
    sick: (on) => {
      const [a, b] = two(on);
      const event = change(a, b);
      b.write('seen', null, 'k', { cause: event.time });
      on.wait(1_000);
      change(a, b, 'k', '1', null);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      for (const value of ['1', null]) {
        const event = change(a, b, 'k', value === null ? '1' : null, value);
        b.write('seen', null, String(event.time), { cause: event.time });
      }
    },
  },
  {
    code: 'S10',
    sick: (on) => {
      const [a, b] = two(on, false);
      on.tab('c').listen();
      change(a, b);
    },
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S11',
    sick: (on) => {
      const [a, b] = two(on);
      b.live('frozen');
      a.write('k', null, '1');
      a.write('k', '1', '2');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      b.live('frozen');
      b.live('resumed');
      change(a, b);
    },
  },
  {
    code: 'S12',
    sick: (on) => on.tab('a').write('k', null, '1', { error: { name: 'QuotaExceededError', message: '' } }),
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S14',
    sick: (on) => {
      const [a, b] = two(on);
      b.hear(a.write('k', null, '1'), { isTrusted: false });
    },
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S15',
    sick: (on) => {
      const [a, b] = two(on);
      const first = a.write('k', null, '1');
      const second = a.write('k', '1', '2');
      b.hear(first);
      b.hear(second);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      change(a, b);
      change(a, b, 'k', '1', '2');
    },
  },
  {
    code: 'S16',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      on.wait(1_000);
      const write = a.write('k', null, '1');
      a.send('broadcast-channel', 'news', 'changed');
      b.receive('broadcast-channel', 'news', 'changed');
      b.hear(write);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      on.wait(1_000);
      const write = a.write('k', null, '1');
      a.send('broadcast-channel', 'news', 'changed');
      b.hear(write);
      b.receive('broadcast-channel', 'news', 'changed');
    },
  },
  {
    code: 'S17',
    sick: (on) => {
      const [a, b] = two(on);
      const event = change(a, b);
      b.error('local-storage', '', 0, { message: 'Uncaught SyntaxError', cause: event.time });
    },
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S18',
    sick: (on) => {
      on.tab('a', { origin: 'null' }).state('local-storage', '', 'not-available', 0, {
        detail: 'SecurityError',
      });
    },
    healthy: (on) => {
      change(...two(on));
    },
  },
  {
    code: 'S19',
    sick: (on) => {
      const [a, b] = two(on);
      for (const [before, after] of [
        [null, '1'],
        ['1', '2'],
        ['2', '3'],
      ] as const)
        change(a, b, 'k', before, after);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      for (const [before, after] of [
        [null, '1'],
        ['1', '2'],
        ['2', '3'],
      ] as const) {
        change(a, b, 'k', before, after);
        on.wait(100);
      }
    },
  },
  {
    code: 'S20',
    sick: (on) => {
      hello(on, false);
    },
    healthy: (on) => {
      hello(on, true);
    },
  },
  {
    code: 'S21',
    sick: (on) => {
      const [a, b] = two(on, false);
      b.listen(1, { on: 'document' });
      change(a, b);
    },
    healthy: (on) => {
      const [a, b] = two(on, false);
      b.listen(1, { on: 'document' });
      b.listen();
      change(a, b);
    },
  },
  {
    code: 'B1',
    sick: (on) => {
      const [a] = two(on);
      joined([a]);
      a.send('broadcast-channel', 'news', 1);
      on.wait(10_000);
      a.live('hidden');
    },
    healthy: (on) => {
      const tabs = two(on);
      joined(tabs);
      tabs[0].send('broadcast-channel', 'news', 1);
      tabs[1].receive('broadcast-channel', 'news', 1);
      on.wait(10_000);
      tabs[0].live('hidden');
    },
  },
  {
    code: 'B2',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a]);
      joined([b], 'broadcast-channel', 'app:News');
      a.send('broadcast-channel', 'news', 1);
      on.wait(10_000);
      a.live('hidden');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a]);
      joined([b], 'broadcast-channel', 'weather');
      a.send('broadcast-channel', 'news', 1);
      on.wait(10_000);
      a.live('hidden');
    },
  },
  {
    code: 'B3',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a]);
      a.send('broadcast-channel', 'news', 1);
      on.wait(500);
      joined([b]);
      on.wait(10_000);
      a.live('hidden');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      a.send('broadcast-channel', 'news', 1);
      b.receive('broadcast-channel', 'news', 1);
      on.wait(10_000);
      a.live('hidden');
    },
  },
  {
    code: 'B4',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      b.close('broadcast-channel', 'news');
      a.send('broadcast-channel', 'news', 1);
      on.wait(10_000);
      a.live('hidden');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      a.send('broadcast-channel', 'news', 1);
      b.receive('broadcast-channel', 'news', 1);
      b.close('broadcast-channel', 'news');
      on.wait(10_000);
      a.live('hidden');
    },
  },
  {
    code: 'B5',
    sick: (on) => {
      const [a, b] = [on.tab('a'), on.tab('b', { topOrigin: 'http://other.test' })];
      joined([a, b]);
      a.send('broadcast-channel', 'news', 1);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      a.send('broadcast-channel', 'news', 1);
    },
  },
  {
    code: 'B6',
    sick: (on) => {
      joined([on.tab('a', { origin: 'null' })]);
    },
    healthy: (on) => {
      joined(two(on));
    },
  },
  {
    code: 'B7',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      b.live('bfcached');
      a.send('broadcast-channel', 'news', 1);
      b.live('restored');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      a.send('broadcast-channel', 'news', 1);
      b.receive('broadcast-channel', 'news', 1);
      b.live('bfcached');
    },
  },
  {
    code: 'B9',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      a.live('gone');
      a.send('broadcast-channel', 'news', 'bye');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      a.send('broadcast-channel', 'news', 'bye');
      b.receive('broadcast-channel', 'news', 'bye');
      a.live('gone');
    },
  },
  {
    code: 'B10',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      const error = { name: 'DataCloneError', message: 'could not be cloned', path: 'data.run' };
      a.send('broadcast-channel', 'news', null, 1, { error });
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      a.send('broadcast-channel', 'news', null);
    },
  },
  {
    code: 'B11',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      b.receive('broadcast-channel', 'news', null, 1, { event: 'messageerror' });
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      b.receive('broadcast-channel', 'news', null);
    },
  },
  {
    code: 'B12',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      b.live('hidden');
      b.live('frozen');
      on.wait(100);
      a.send('broadcast-channel', 'news', 'late');
      on.wait(3_000);
      b.live('resumed');
      b.receive('broadcast-channel', 'news', 'late');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      b.live('hidden');
      on.wait(100);
      a.send('broadcast-channel', 'news', 'soon');
      b.receive('broadcast-channel', 'news', 'soon');
    },
  },
  {
    code: 'W1',
    sick: (on) => {
      const [a] = two(on);
      a.open('shared-worker', 'w.js');
      a.listenOn('shared-worker', 'w.js');
    },
    healthy: (on) => {
      const [a] = two(on);
      a.open('shared-worker', 'w.js');
      a.listenOn('shared-worker', 'w.js');
      a.state('shared-worker', 'w.js', 'started');
    },
  },
  {
    code: 'W2',
    sick: (on) => {
      const [a] = two(on);
      a.open('shared-worker', 'w.js');
      a.listenOn('shared-worker', 'w.js', 1, { on: 'worker' });
    },
    healthy: (on) => {
      joined(two(on), 'shared-worker', 'w.js');
    },
  },
  {
    code: 'W3',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a], 'shared-worker', 'http://x/w.js?t=1');
      joined([b], 'shared-worker', 'http://x/w.js?t=2');
    },
    healthy: (on) => {
      const tabs = two(on);
      joined(tabs, 'shared-worker', 'http://x/w.js one');
      for (const one of tabs) {
        one.open('shared-worker', 'http://x/w.js two', 2);
        one.state('shared-worker', 'http://x/w.js two', 'started', 2);
      }
    },
  },
  {
    code: 'W4',
    sick: (on) => {
      const [a, b] = two(on);
      a.open('shared-worker', 'w.js');
      b.open('shared-worker', 'w.js', 1, { options: { t: 'object', k: ['type'], v: ['module'], n: 1 } });
      b.error('shared-worker', 'w.js');
    },
    healthy: (on) => {
      joined(two(on), 'shared-worker', 'w.js');
    },
  },
  {
    code: 'W5',
    sick: (on) => {
      const [a] = two(on);
      a.open('shared-worker', 'missing.js');
      a.error('shared-worker', 'missing.js');
    },
    healthy: (on) => {
      joined(two(on), 'shared-worker', 'w.js');
    },
  },
  {
    code: 'W6',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a, b], 'shared-worker', 'w.js');
      b.live('gone');
      joined([on.tab('b2', { tab: 1 })], 'shared-worker', 'w.js');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([b], 'shared-worker', 'w.js');
      a.write('k', null, '1');
      joined([a], 'shared-worker', 'w.js');
    },
  },
  {
    code: 'W7',
    sick: (on) => {
      const [a] = two(on);
      joined([a], 'shared-worker', 'w.js');
      ask(a, true, 4);
      ask(a, false, 3);
    },
    healthy: (on) => {
      const [a] = two(on);
      joined([a], 'shared-worker', 'w.js');
      ask(a, true, 7);
    },
  },
  {
    code: 'W10',
    sick: (on) => {
      const [a] = two(on);
      joined([a], 'shared-worker', 'w.js');
      a.close('shared-worker', 'w.js');
      ask(a, false);
    },
    healthy: (on) => {
      const [a] = two(on);
      joined([a], 'shared-worker', 'w.js');
      ask(a, true);
      a.close('shared-worker', 'w.js');
    },
  },
  {
    code: 'W11',
    sick: (on) => {
      const tabs = two(on);
      joined(tabs, 'shared-worker', 'w.js');
      ask(tabs[0], true);
      ask(tabs[1], false);
    },
    healthy: (on) => {
      const tabs = two(on);
      joined(tabs, 'shared-worker', 'w.js');
      for (const one of tabs) ask(one, true);
    },
  },
  {
    code: 'W12',
    sick: (on) => {
      on.tab('a').state('shared-worker', '', 'not-available', 0);
    },
    healthy: (on) => {
      joined(two(on), 'shared-worker', 'w.js');
    },
  },
  {
    code: 'W13',
    sick: (on) => {
      const a = on.tab('a');
      joined([a], 'shared-worker', 'w.js');
      a.live('gone');
      joined([on.tab('a2', { tab: 0 })], 'shared-worker', 'w.js');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b], 'shared-worker', 'w.js');
      a.live('gone');
      joined([on.tab('a2')], 'shared-worker', 'w.js');
    },
  },
  {
    code: 'W14',
    sick: (on) => {
      reopened(on, { extendedLifetime: 'true' });
    },
    healthy: (on) => {
      reopened(on, {});
    },
  },
  {
    code: 'V1',
    sick: (on) => {
      on.tab('a').listenOn('service-worker', '');
    },
    healthy: (on) => {
      const a = on.tab('a');
      a.listenOn('service-worker', '');
      a.state('service-worker', '', 'started');
    },
  },
  {
    code: 'V2',
    sick: (on) => {
      on.tab('a').state('service-worker', '', 'uncontrolled');
    },
    healthy: (on) => {
      const a = on.tab('a');
      a.state('service-worker', '', 'uncontrolled');
      a.state('service-worker', '', 'controllerchange', 1, { detail: 'http://x/sw.js' });
    },
  },
  {
    code: 'V3',
    sick: (on) => {
      registration(on.tab('a'), 'sw.js', null, 'new.js');
      on.wait(5_000);
    },
    healthy: (on) => {
      const a = on.tab('a');
      registration(a, 'sw.js', null, 'new.js');
      registration(a, 'new.js', null, null);
      on.wait(5_000);
    },
  },
  {
    code: 'V4',
    sick: (on) => {
      const a = on.tab('a');
      a.live('leaving');
      a.receive('service-worker', 'sw.js', 'fetched');
      a.live('gone');
    },
    healthy: (on) => {
      const a = on.tab('a');
      a.receive('service-worker', 'sw.js', 'load again');
      a.live('leaving');
      a.live('gone');
    },
  },
  {
    code: 'K1',
    sick: (on) => {
      const a = on.tab('a');
      a.open('websocket', 'ws://x/');
      a.receive('websocket', 'ws://x/', 'hello');
    },
    healthy: (on) => {
      const a = on.tab('a');
      a.open('websocket', 'ws://x/');
      a.listenOn('websocket', 'ws://x/');
      a.receive('websocket', 'ws://x/', 'hello');
    },
  },
  {
    code: 'K2',
    sick: (on) => {
      const a = on.tab('a');
      a.open('websocket', 'ws://x/');
      a.state('websocket', 'ws://x/', 'connected');
      a.close('websocket', 'ws://x/', 1, { code: 1001 });
      a.send('websocket', 'ws://x/', 'hello');
    },
    healthy: (on) => {
      const a = on.tab('a');
      a.open('websocket', 'ws://x/');
      a.state('websocket', 'ws://x/', 'connected');
      a.send('websocket', 'ws://x/', 'hello');
      a.close('websocket', 'ws://x/', 1, { code: 1001 });
      a.open('websocket', 'ws://x/', 2);
      a.state('websocket', 'ws://x/', 'connected', 2);
      a.send('websocket', 'ws://x/', 'again', 2);
    },
  },
  {
    code: 'K3',
    sick: (on) => {
      const [a] = two(on);
      a.open('websocket', 'ws://x/');
      a.state('websocket', 'ws://x/', 'connected');
      a.live('frozen');
    },
    healthy: (on) => {
      for (const one of two(on)) {
        one.open('websocket', 'ws://x/');
        one.state('websocket', 'ws://x/', 'connected');
      }
    },
  },
  {
    code: 'K4',
    sick: (on) => {
      const a = on.tab('a');
      for (const object of [1, 2, 3]) {
        a.open('websocket', 'ws://x/', object);
        a.error('websocket', 'ws://x/', object);
        a.close('websocket', 'ws://x/', object, { code: 1006 });
        on.wait(1_000);
      }
    },
    healthy: (on) => {
      const a = on.tab('a');
      for (const object of [1, 2, 3]) {
        a.open('websocket', 'ws://x/', object);
        a.state('websocket', 'ws://x/', 'connected', object);
        a.close('websocket', 'ws://x/', object, { code: 1000 });
        on.wait(1_000);
      }
    },
  },
  {
    code: 'K5',
    sick: (on) => {
      const [a, b] = two(on);
      a.open('websocket', 'ws://x/');
      a.state('websocket', 'ws://x/', 'connected');
      // Each connection ends the one that the other tab had before.
      for (const [turn, [one, other]] of [[b, a] as const, [a, b] as const, [b, a] as const].entries()) {
        const [object, last] = [turn + 2, turn === 1 ? 2 : turn === 0 ? 1 : 3];
        one.open('websocket', 'ws://x/', object);
        one.state('websocket', 'ws://x/', 'connected', object);
        other.close('websocket', 'ws://x/', last, { code: 4001 });
        on.wait(3_000);
      }
    },
    healthy: (on) => {
      const [a, b] = two(on);
      for (const [object, one] of [a, b, a, b].entries()) {
        one.open('websocket', 'ws://x/', object + 1);
        one.state('websocket', 'ws://x/', 'connected', object + 1);
      }
    },
  },
  {
    code: 'E1',
    sick: (on) => {
      streams(two(on), 'http://x/events', 3);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      streams([a], 'http://x/events', 1);
      streams([a, b], 'http://elsewhere/events', 2);
    },
  },
  {
    code: 'L1',
    sick: (on) => {
      const [a, b] = two(on);
      a.state('web-lock', 'db', 'requested', 1);
      a.state('web-lock', 'db', 'granted', 1);
      b.state('web-lock', 'db', 'requested', 2);
      on.wait(10_000);
      a.live('hidden');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      a.state('web-lock', 'db', 'requested', 1);
      a.state('web-lock', 'db', 'granted', 1);
      b.state('web-lock', 'db', 'requested', 2);
      a.state('web-lock', 'db', 'released', 1);
      b.state('web-lock', 'db', 'granted', 2);
      on.wait(10_000);
      a.live('hidden');
    },
  },
  {
    code: 'L2',
    sick: (on) => {
      giveUp(on, 2_500);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      a.state('web-lock', 'db', 'granted', 1);
      b.state('web-lock', 'db', 'requested', 2);
      on.wait(2_500);
      a.state('web-lock', 'db', 'released', 1);
      b.state('web-lock', 'db', 'granted', 2);
      b.state('web-lock', 'db', 'aborted', 2);
    },
  },
  {
    code: 'I1',
    sick: (on) => {
      const [a, b] = two(on);
      a.state('indexed-db', 'notes', 'connected', 1);
      b.state('indexed-db', 'notes', 'blocked', 1, { detail: '1 → 2' });
    },
    healthy: (on) => {
      const [a, b] = two(on);
      a.state('indexed-db', 'notes', 'connected', 1);
      b.state('indexed-db', 'notes', 'connected', 1);
    },
  },
  {
    code: 'O1',
    sick: (on) => {
      signIn(on, { openerTab: 0 });
    },
    healthy: (on) => {
      signIn(on, {});
    },
  },
  {
    code: 'A1',
    sick: (on) => {
      const detail = "Cannot read properties of undefined (reading 'request')";
      on.tab('a').state('web-lock', '', 'tried', 0, { detail });
    },
    healthy: (on) => {
      const a = on.tab('a');
      a.state('web-lock', 'db', 'requested', 1);
      a.state('web-lock', 'db', 'granted', 1);
    },
  },
  {
    code: 'R1',
    sick: (on) => {
      pingPong(on, 12);
    },
    healthy: (on) => {
      pingPong(on, 2);
    },
  },
  {
    code: 'R2',
    sick: (on) => {
      const [a] = two(on);
      for (let count = 0; count < 300; count += 1) a.write('k', String(count), String(count + 1));
    },
    healthy: (on) => {
      const [a] = two(on);
      for (let count = 0; count < 300; count += 1) {
        a.write('k', String(count), String(count + 1));
        on.wait(20);
      }
    },
  },
  {
    code: 'R3',
    sick: (on) => {
      const [a, b] = two(on);
      const first = a.write('k', '0', 'a');
      const second = b.write('k', 'a', 'b');
      b.hear(first);
      a.hear(second);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      change(a, b, 'k', '0', 'a');
      change(b, a, 'k', 'a', 'b');
    },
  },
  {
    code: 'R4',
    sick: (on) => {
      const [a, b] = two(on);
      a.state('web-lock', 'leader', 'granted', 1);
      a.send('websocket', 'ws://x/', 'tick');
      b.state('web-lock', 'leader', 'granted', 2, { detail: 'steal' });
      on.wait(500);
      a.send('websocket', 'ws://x/', 'tick');
      on.wait(5_000);
      b.live('hidden');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      a.state('web-lock', 'leader', 'granted', 1);
      a.state('web-lock', 'leader', 'released', 1);
      b.state('web-lock', 'leader', 'granted', 2);
    },
  },
  {
    code: 'R5',
    sick: (on) => {
      const [a, b] = two(on, false);
      a.write('token', 'old', 'new');
      on.wait(500);
      b.write('token', 'new', null);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      change(a, b, 'token', 'old', 'new');
      on.wait(3_000);
      b.write('token', 'new', null);
    },
  },
  {
    code: 'R6',
    sick: (on) => {
      const [a, b] = two(on, false);
      b.write('state', null, '{"user":"ann","drafts":1}');
      a.write('state', '{"user":"ann","drafts":1}', null);
      on.wait(500);
      b.write('state', null, '{"user":"ann","drafts":2}');
    },
    healthy: (on) => {
      const [a, b] = two(on, false);
      b.write('state', null, '{"user":"ann","drafts":1}');
      a.write('state', '{"user":"ann","drafts":1}', null);
      on.wait(500);
      b.write('state', null, '{"user":"bob","drafts":0}');
    },
  },
  {
    code: 'R7',
    sick: (on) => {
      const [a, b] = two(on, false);
      a.write('settings', '{"theme":"light","size":1}', '{"theme":"dark","size":1}');
      on.wait(500);
      b.write('settings', '{"theme":"dark","size":1}', '{"theme":"light","size":2}');
    },
    healthy: (on) => {
      const [a, b] = two(on, false);
      a.write('settings', '{"theme":"light","size":1}', '{"theme":"dark","size":1}');
      on.wait(500);
      b.write('settings', '{"theme":"dark","size":1}', '{"theme":"dark","size":2}');
    },
  },
  {
    code: 'R8',
    sick: (on) => {
      const [a, b] = two(on);
      a.write('busy', null, 'a');
      b.write('busy', 'a', 'b');
      on.wait(300);
      a.write('busy', 'b', null);
      b.write('busy', null, null);
    },
    healthy: (on) => {
      const [a, b] = two(on);
      for (const [one, id] of [[a, 'a'] as const, [b, 'b'] as const]) {
        one.write('busy', null, id);
        on.wait(300);
        one.write('busy', id, null);
      }
    },
  },
  {
    code: 'H1',
    sick: (on) => {
      const tabs = [on.tab('a', site), on.tab('b', site), on.tab('c', site), on.tab('d', site)] as const;
      joined(tabs);
      on.wait(1_000);
      const [a, ...others] = tabs;
      a.send('broadcast-channel', 'news', 'one');
      for (const one of others) {
        const { time: cause } = one.receive('broadcast-channel', 'news', 'one');
        if (one.id !== 'd') one.write('seen', null, 'one', { cause });
      }
      on.wait(3_000);
    },
    healthy: (on) => {
      const tabs = [on.tab('a', site), on.tab('b', site), on.tab('c', site), on.tab('d', site)] as const;
      joined(tabs);
      on.wait(1_000);
      const [a, ...others] = tabs;
      a.send('broadcast-channel', 'news', 'one');
      // One answers for all.
      for (const one of others) {
        const { time: cause } = one.receive('broadcast-channel', 'news', 'one');
        if (one.id === 'b') one.send('broadcast-channel', 'news', 'here', 1, { cause });
      }
      on.wait(3_000);
    },
  },
  {
    code: 'H2',
    sick: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      a.send('broadcast-channel', 'news', message(['type', 'value'], ['saved', 1]));
      b.send('broadcast-channel', 'news', '{"type":"saved","value":1}');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      joined([a, b]);
      a.send('broadcast-channel', 'news', message(['type', 'value'], ['saved', 1]));
      b.send('broadcast-channel', 'news', message(['type'], ['saved']));
      b.send('broadcast-channel', 'news', message(['type', 'from'], ['hello', 'b']));
      b.send('broadcast-channel', 'news', 'ping');
    },
  },
  {
    code: 'H3',
    sick: (on) => {
      const [a, b] = two(on);
      change(b, a, 'auth_token', null, '1');
      change(a, b, 'authToken', null, '2');
      on.wait(3_000);
      b.live('hidden');
    },
    healthy: (on) => {
      const [a, b] = two(on);
      change(b, a, 'tab-b', null, '1');
      change(a, b, 'tab-a', null, '2');
      change(a, b, 'cart', null, '2');
      change(b, a, 'cart-count', null, '2');
      on.wait(3_000);
      b.live('hidden');
    },
  },
];

/** Tabs that show the same page. */
const site = { url: 'http://x/' };

function message(keys: readonly string[], values: readonly (string | number)[]): Preview {
  return { t: 'object', k: keys, v: values, n: keys.length };
}

/** Each tab has so many streams of its own. */
function streams(tabs: readonly Tab[], url: string, each: number): void {
  for (const one of tabs) {
    for (let count = 0; count < each; count += 1) {
      const object = 100 * url.length + count;
      one.open('event-source', url, object);
      one.state('event-source', url, 'connected', object);
    }
  }
}

/** The only tab of a worker is loaded again. */
function reopened(on: Scenario, options: { readonly [name: string]: string }): void {
  const detail = { t: 'object', k: Object.keys(options), v: Object.values(options), n: 1 };
  for (const name of ['a', 'a2']) {
    const one = on.tab(name, { tab: 0 });
    one.open('shared-worker', 'w.js', 1, { options: detail });
    one.live('gone');
  }
}

/** A tab that came by another site, and has no opener. */
function signIn(on: Scenario, known: { readonly openerTab?: number }): void {
  on.tab('a', { tab: 0 }).listenOn('window', '', 0);
  on.tab('b', { tab: 1, ...known }).state('window', '', 'no-opener', 0, { detail: 'http://idp' });
}

/** A tab makes an id and another tells others the same one; or makes one of its own. */
function hello(on: Scenario, own: boolean): void {
  const channel = { kind: 'session-storage', name: '' };
  const a = on.tab('a');
  a.write('tab', null, 'id-1234567', { channel });
  on.wait(100);
  const b = on.tab('b');
  if (own) b.write('tab', 'id-1234567', 'id-7654321', { channel });
  const id = own ? 'id-7654321' : 'id-1234567';
  b.send('broadcast-channel', 'news', { t: 'object', k: ['from'], v: [id], n: 1 });
}

/** One waits so long for what the other holds, and gives up. */
function giveUp(on: Scenario, milliseconds: number): void {
  const [a, b] = two(on);
  a.state('web-lock', 'db', 'granted', 1);
  b.state('web-lock', 'db', 'requested', 2);
  on.wait(milliseconds);
  b.state('web-lock', 'db', 'aborted', 2);
}

/** Which workers a page's registration has; the active one controls the page. */
function registration(of: Tab, active: string, installing: string | null, waiting: string | null): void {
  const k = ['scope', 'installing', 'waiting', 'active', 'controller'];
  const v = ['http://x/', installing, waiting, active, active];
  of.state('service-worker', active, 'registration', 0, { detail: { t: 'object', k, v, n: 5 } });
}

/** Two tabs whose handlers write back. */
function pingPong(on: Scenario, times: number): void {
  const tabs = two(on);
  let cause: number | undefined;
  for (let turn = 0; turn < times; turn += 1) {
    const [from, to] = turn % 2 === 0 ? tabs : [tabs[1], tabs[0]];
    const write = from.write('k', String(turn), String(turn + 1), cause === undefined ? {} : { cause });
    cause = to.hear(write).time;
  }
}

function findingsOf(play: (on: Scenario) => unknown): readonly Finding[] {
  const on = scenario();
  play(on);
  return on.findings();
}

describe.each(cases.map((one) => [one.code, one] as const))('%s', (code, { sick, healthy }) => {
  it('is found, once, with its evidence', () => {
    const found = findingsOf(sick).filter((finding) => finding.code === code);
    expect(found).toHaveLength(1);
    expect(found[0]?.evidence.length).toBeGreaterThan(0);
  });

  it('is not found where it is done right', () => {
    expect(findingsOf(healthy).filter((finding) => finding.code === code)).toEqual([]);
  });

  it.each([
    ['as it is', (capture: Captured) => capture],
    ['full of secrets', withSecrets],
  ])('says the same once its secrets are replaced: %s', (_name, prepared) => {
    for (const play of [sick, healthy]) {
      const on = scenario();
      play(on);
      const capture = prepared(on.capture());
      const redacted = redactCapture(capture);
      expect(findingsShape(redacted, null)).toEqual(findingsShape(capture, redacted.by));
    }
  });
});
