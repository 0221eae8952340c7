import { scenario, type Tab } from '../../../../test/support/scenario';

const news = ['broadcast-channel', 'news'] as const;
const id = 'k3j9x2p0qz';

/** A tab that told its id, and one that was made of it and tells the same. */
function found(kind: 'session-storage' | 'local-storage', tells: string, held = id, teller: 'a' | 'b' = 'b') {
  const on = scenario();
  const a = on.tab('a');
  a.open(...news);
  a.listenOn(...news);
  on.wait(500);
  a.holds(kind, [['id', held]]);
  on.wait(500);
  const b = on.tab('b');
  b.open(...news);
  b.listenOn(...news);
  on.wait(500);
  b.holds(kind, [['id', held]]);
  (teller === 'a' ? a : b).send(...news, { t: 'object', k: ['from'], v: [tells], n: 1 });
  on.wait(5_000);
  return on.findings().filter(({ code }) => code === 'S20');
}

describe('an id that was set as a property of sessionStorage', () => {
  it('is told where a tab that began with a copy of it uses it too', () => {
    expect(found('session-storage', id)).toMatchObject([
      { values: ['id', { context: 'b' }, { context: 'a' }, id], confidence: 'likely' },
    ]);
  });

  it('is told where the first tab uses it, whose messages the copy takes for its own', () => {
    expect(found('session-storage', id, id, 'a')).toMatchObject([
      { values: ['id', { context: 'b' }, { context: 'a' }, id] },
    ]);
  });

  it('is nothing where the copy asks who has it, and makes another one', () => {
    const on = scenario();
    const session = { channel: { kind: 'session-storage', name: '' } };
    const [a, b] = [on.tab('a'), on.tab('b')];
    for (const one of [a, b]) {
      one.open(...news);
      one.listenOn(...news);
      one.holds('session-storage', [['id', id]]);
    }
    const text = { t: 'object' as const, k: ['from'], v: [id], n: 1 };
    b.send(...news, text);
    a.receive(...news, text);
    on.wait(150);
    b.write('id', id, 'p5m1s8u7vw', session);
    on.wait(1_000);
    a.send(...news, text);
    on.wait(5_000);
    b.live('hidden');
    expect(on.findings().filter(({ code }) => code === 'S20')).toEqual([]);
  });

  it('is nothing where the other tab has one of its own, or where all tabs share the storage', () => {
    expect(found('session-storage', 'p5m1s8u7vw')).toEqual([]);
    expect(found('local-storage', id)).toEqual([]);
  });

  it.each(['v1.2.3-build45', '2026-11-29T10:00:00Z', 'project-2024-q3'])(
    'is no version or date: %s',
    (value) => {
      expect(found('session-storage', value, value)).toEqual([]);
    },
  );
});

describe('an id that goes elsewhere than into a message of its own', () => {
  const session = { channel: { kind: 'session-storage', name: '' } };

  /** Tab b begins with a copy of what tab a holds; both use it. */
  function used(isListening: boolean, use: (one: Tab, before: string | null, after: string) => unknown) {
    const on = scenario();
    const a = on.tab('a');
    if (isListening) a.listen();
    a.write('id', null, id, session);
    use(a, null, 'one');
    const b = on.tab('b');
    if (isListening) b.listen();
    on.wait(500);
    use(b, 'one', 'two');
    on.wait(5_000);
    return on.findings().filter(({ code }) => code === 'S20');
  }

  it('is told in a key under which both save, unaware of each other', () => {
    const save = (one: Tab, before: string | null, after: string) => one.write(`draft:${id}`, before, after);
    expect(used(false, save)).toMatchObject([{ contexts: ['b', 'a'] }]);
    expect(used(true, save)).toEqual([]);
  });

  it('is told in JSON that is sent to a server', () => {
    expect(
      used(false, (one) => {
        one.open('websocket', 'ws://x/', 3);
        one.send('websocket', 'ws://x/', `{"hello":{"window":"${id}"}}`, 3);
      }),
    ).toMatchObject([{ contexts: ['b', 'a'] }]);
  });
});
