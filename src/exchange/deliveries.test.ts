import { scenario, type Scenario, type Tab } from '../../test/support/scenario';
import type { RecordRef, Verdict } from './types';

const news = ['broadcast-channel', 'news'] as const;

function verdicts(on: Scenario, sent: RecordRef): { readonly [context: string]: Verdict } {
  const deliveries = on.analyse().correlator.of(sent)?.deliveries ?? [];
  return Object.fromEntries(deliveries.map(({ context, verdict }) => [context, verdict]));
}

/** Two pages, of which the second listens for storage events. */
function two(on: Scenario, known?: Parameters<Scenario['tab']>[1]): [Tab, Tab] {
  const [a, b] = [on.tab('a'), on.tab('b', known)];
  b.listen();
  on.wait(1_000);
  return [a, b];
}

describe('what became of a write in another document', () => {
  it('arrived, where the page listens', () => {
    const on = scenario();
    const [a, b] = two(on);
    const write = a.write('k', null, '1');
    b.hear(write);
    expect(verdicts(on, write)).toEqual({ a: 'not-applicable', b: 'arrived' });
  });

  it('arrived where nobody listens', () => {
    const on = scenario();
    const [a, b] = two(on);
    b.listen(0);
    const write = a.write('k', null, '1');
    b.hear(write);
    expect(verdicts(on, write)).toMatchObject({ b: 'nobody-listening' });
  });

  it('arrived, and the handler threw', () => {
    const on = scenario();
    const [a, b] = two(on);
    const write = a.write('k', null, '1');
    const event = b.hear(write);
    b.error('local-storage', '', 0, { cause: event.time, message: 'no JSON' });
    const [, second] = on.analyse().correlator.of(write)?.deliveries ?? [];
    expect(second).toMatchObject({ context: 'b', verdict: 'handler-threw', thrown: { context: 'b' } });
  });

  it('waits while the document is frozen, and is told as that with its record after it thawed', () => {
    const on = scenario();
    const [a, b] = two(on);
    b.live('frozen');
    const write = a.write('k', null, '1');
    on.wait(60_000);
    expect(verdicts(on, write)).toMatchObject({ b: 'frozen' });
    b.live('resumed');
    const event = b.hear(write);
    const [, second] = on.analyse().correlator.of(write)?.deliveries ?? [];
    expect(second).toMatchObject({ verdict: 'frozen', record: { context: 'b', seq: event.seq } });
    expect(second?.latency?.milliseconds).toBeGreaterThan(60_000);
  });

  it('can not come where the storage partition is another', () => {
    const on = scenario();
    const [a] = two(on, { topOrigin: 'http://y' });
    const write = a.write('k', null, '1');
    on.wait(10_000);
    expect(verdicts(on, write)).toMatchObject({ b: 'other-partition' });
  });

  it('was too early for a document that opened later', () => {
    const on = scenario();
    const [a] = two(on);
    const write = a.write('k', null, '1');
    on.wait(500);
    on.tab('late').listen();
    expect(verdicts(on, write)).toMatchObject({ late: 'opened-later' });
  });

  it('was too late for a document that had closed', () => {
    const on = scenario();
    const [a, b] = two(on);
    b.live('gone');
    const write = a.write('k', null, '1');
    expect(verdicts(on, write)).toMatchObject({ b: 'closed-before' });
  });

  it('is unknown where records of that time were lost', () => {
    const on = scenario();
    const [a, b] = two(on);
    const write = a.write('k', null, '1');
    b.gap(3);
    on.wait(10_000);
    b.live('hidden');
    expect(verdicts(on, write)).toMatchObject({ b: 'unknown' });
  });

  it('is not for other tabs in sessionStorage', () => {
    const on = scenario();
    const [a] = two(on);
    const write = a.write('k', null, '1', { channel: { kind: 'session-storage', name: '' } });
    expect(verdicts(on, write)).toMatchObject({ b: 'not-applicable' });
  });
});

describe('what became of a message in another document', () => {
  it('nobody listens where the channel is not open, or without a listener', () => {
    const on = scenario();
    const [a, b] = two(on);
    const c = on.tab('c');
    a.open(...news);
    c.open(...news);
    const send = a.send(...news, 'hello');
    on.wait(10_000);
    expect(verdicts(on, send)).toEqual({
      a: 'not-applicable',
      [b.id]: 'nobody-listening',
      c: 'nobody-listening',
    });
  });

  it('was too late for a channel that was closed', () => {
    const on = scenario();
    const [a, b] = two(on);
    a.open(...news);
    b.open(...news);
    b.listenOn(...news);
    b.close(...news);
    const send = a.send(...news, 'hello');
    expect(verdicts(on, send)).toMatchObject({ b: 'closed-before' });
  });
});
