import { scenario, type Scenario, type Tab } from '../../test/support/scenario';
import { chainOf } from './chain';
import { foldChain } from './fold-chain';
import type { RecordRef } from '../exchange/types';

function three(on: Scenario): [Tab, Tab, Tab] {
  const tabs = [on.tab('a'), on.tab('b'), on.tab('c')] as [Tab, Tab, Tab];
  for (const one of tabs) one.listen();
  on.wait(1_000);
  return tabs;
}

function folded(on: Scenario, asked: RecordRef): string[] {
  const { correlator } = on.analyse();
  return foldChain(correlator, chainOf(correlator, asked)).map(
    ({ record, depth, quiet }) => `${depth} ${record.context} ${correlator.record(record)?.type} ${quiet}`,
  );
}

describe('a folded chain', () => {
  it('counts the arrivals that led to nothing, and keeps those that led on', () => {
    const on = scenario();
    const [a, b, c] = three(on);
    const question = a.write('question', null, '1');
    const event = b.hear(question);
    c.hear(question);
    const answer = b.write('answer', null, '1', { cause: event.time });
    a.hear(answer);
    c.hear(answer);
    expect(folded(on, question)).toEqual([
      '0 a storage-write 1',
      '1 b storage-event 0',
      '2 b storage-write 2',
    ]);
  });

  it('keeps the arrival that was asked about', () => {
    const on = scenario();
    const [a, b, c] = three(on);
    const event = b.hear(a.write('question', null, '1'));
    const answer = b.write('answer', null, '1', { cause: event.time });
    a.hear(answer);
    const last = c.hear(answer);
    expect(folded(on, last)).toEqual([
      '0 a storage-write 0',
      '1 b storage-event 0',
      '2 b storage-write 1',
      '3 c storage-event 0',
    ]);
  });

  it('is empty where the table of deliveries says it all', () => {
    const on = scenario();
    const [a, b, c] = three(on);
    const write = a.write('question', null, '1');
    const event = b.hear(write);
    c.hear(write);
    expect(folded(on, write)).toEqual([]);
    expect(folded(on, event)).toEqual([]);
  });

  it('shows what a worker may have answered', () => {
    const on = scenario();
    const a = on.tab('a');
    a.open('shared-worker', 'w', 1);
    a.listenOn('shared-worker', 'w', 1);
    a.state('shared-worker', 'w', 'started', 1);
    on.wait(1_000);
    const asked = a.send('shared-worker', 'w', 'question');
    on.wait(5);
    a.receive('shared-worker', 'w', 'answer');
    expect(folded(on, asked)).toEqual(['0 a send 0', '1 a receive 0']);
  });
});
