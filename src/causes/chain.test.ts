import { scenario, type Scenario, type Tab } from '../../test/support/scenario';
import type { Record } from '../record/record';
import { chainOf, type Chain, type ChainLimits } from './chain';
import type { CauseLink, RecordRef } from '../exchange/types';

const kinds = ['broadcast-channel', 'shared-worker'] as const;

function two(on: Scenario): [Tab, Tab] {
  const [a, b] = [on.tab('a'), on.tab('b')];
  for (const one of [a, b]) {
    one.listen();
    for (const [index, kind] of kinds.entries()) {
      one.open(kind, 'news', index + 1);
      one.listenOn(kind, 'news', index + 1);
      one.state(kind, 'news', 'started', index + 1);
    }
  }
  // What they do is not soon after that.
  on.wait(1_000);
  return [a, b];
}

/** Each step as a line: its depth, its confidence, its page and what it is. */
function told(on: Scenario, asked: RecordRef, limits?: ChainLimits): string[] {
  const { correlator } = on.analyse();
  return chainOf(correlator, asked, limits).steps.map(({ record, depth, confidence, asked: isAsked }) => {
    const type = correlator.record(record)?.type ?? '?';
    return `${depth} ${confidence ?? 'root'} ${record.context} ${type}${isAsked ? ' *' : ''}`;
  });
}

function chain(on: Scenario, asked: RecordRef, limits?: ChainLimits): Chain {
  return chainOf(on.analyse().correlator, asked, limits);
}

describe('the chain of a write', () => {
  it('goes to the other page and back, when its handler writes', () => {
    const on = scenario();
    const [a, b] = two(on);
    const event = b.hear(a.write('question', null, '1'));
    const back = a.hear(b.write('answer', null, '1', { cause: event.time }));
    expect(told(on, back)).toEqual([
      '0 root a storage-write',
      '1 certain b storage-event',
      '2 certain b storage-write',
      '3 certain a storage-event *',
    ]);
  });

  it('is likely where the handler awaited something before it wrote', () => {
    const on = scenario();
    const [a, b] = two(on);
    b.hear(a.write('question', null, '1'));
    on.wait(40);
    const back = a.hear(b.write('answer', null, '1'));
    expect(told(on, back)).toEqual([
      '0 root a storage-write',
      '1 certain b storage-event',
      '2 likely b storage-write',
      '3 certain a storage-event *',
    ]);
  });

  it('is the same from wherever one looks at it', () => {
    const on = scenario();
    const [a, b] = two(on);
    const write = a.write('question', null, '1');
    const event = b.hear(write);
    const answer = b.write('answer', null, '1', { cause: event.time });
    a.hear(answer);
    const lines = told(on, write).map((line) => line.replace(' *', ''));
    for (const one of [event, answer])
      expect(told(on, one).map((line) => line.replace(' *', ''))).toEqual(lines);
    expect(lines).toHaveLength(4);
  });

  it('goes from one channel to another, and through a worker', () => {
    const on = scenario();
    const [a, b] = two(on);
    const event = b.hear(a.write('question', null, '1'));
    const post = b.send('broadcast-channel', 'news', 'tell', 1, { cause: event.time });
    const got = a.receive('broadcast-channel', 'news', 'tell', 1);
    a.send('shared-worker', 'news', 'ask', 2, { cause: got.time });
    a.receive('shared-worker', 'news', 'answered', 2);
    expect(told(on, post)).toEqual([
      '0 root a storage-write',
      '1 certain b storage-event',
      '2 certain b send *',
      '3 certain a receive',
      '4 certain a send',
      '5 likely a receive',
    ]);
  });

  it('branches where a handler does several things', () => {
    const on = scenario();
    const [a, b] = two(on);
    const write = a.write('question', null, '1');
    const event = b.hear(write);
    const first = b.write('one', null, '1', { cause: event.time });
    const second = b.write('two', null, '1', { cause: event.time });
    a.hear(first);
    a.hear(second);
    expect(told(on, write)).toEqual([
      '0 root a storage-write *',
      '1 certain b storage-event',
      '2 certain b storage-write',
      '3 certain a storage-event',
      '2 certain b storage-write',
      '3 certain a storage-event',
    ]);
  });

  it('ends where the cause is too long ago', () => {
    const on = scenario();
    const [a, b] = two(on);
    b.hear(a.write('question', null, '1'));
    on.wait(500);
    const later = b.write('answer', null, '1');
    expect(told(on, later)).toEqual(['0 root b storage-write *']);
  });
});

/** Both answer each other for ever. */
function pingPong(on: Scenario, rounds: number): Record[] {
  const tabs = two(on);
  const records: Record[] = [];
  let cause: Record | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const [from, to] = round % 2 === 0 ? tabs : [tabs[1], tabs[0]];
    const write: Record = from.write(
      'k',
      String(round),
      String(round + 1),
      cause ? { cause: cause.time } : {},
    );
    cause = to.hear(write);
    records.push(write, cause);
  }
  return records;
}

describe('a long chain', () => {
  it('is cut on both sides of the record that it is about, and says so', () => {
    const on = scenario();
    const records = pingPong(on, 40);
    const middle = records[40];
    if (!middle) throw new Error('no record');
    const { steps, cutBefore, cutAfter } = chain(on, middle, { depth: 5, steps: 100 });
    expect(steps.map(({ record }) => record)).toEqual(
      records.slice(35, 46).map(({ context, seq }) => ({ context, seq })),
    );
    expect([cutBefore, cutAfter]).toEqual([true, true]);
    expect(steps.findIndex(({ asked }) => asked)).toBe(5);
  });

  it('is whole where the limits allow it', () => {
    const on = scenario();
    const [first] = pingPong(on, 10);
    if (!first) throw new Error('no record');
    expect(chain(on, first)).toMatchObject({ cutBefore: false, cutAfter: false });
    expect(chain(on, first).steps).toHaveLength(20);
  });

  it('keeps the way to the record, though it has more steps than are told', () => {
    const on = scenario();
    const [a, b] = two(on);
    const event = b.hear(a.write('question', null, '1'));
    for (let count = 0; count < 20; count += 1) b.write(`before ${count}`, null, '1', { cause: event.time });
    const last = b.write('last', null, '1', { cause: event.time });
    const { steps, cutAfter } = chain(on, last, { depth: 10, steps: 6 });
    expect(steps).toHaveLength(6);
    expect(steps.filter(({ asked }) => asked)).toHaveLength(1);
    expect(cutAfter).toBe(true);
  });
});

it('ends where causes form a circle', () => {
  const names = ['x', 'y', 'z'];
  const link = (context: string): CauseLink => ({ record: { context, seq: 0 }, confidence: 'likely' });
  const next = (context: string, by: number): string =>
    names[(names.indexOf(context) + by + names.length) % names.length] ?? '';
  const circle = {
    record: () => undefined,
    causes: ({ context }: RecordRef) => ({
      causedBy: link(next(context, -1)),
      caused: [link(next(context, 1))],
    }),
  };
  const { steps } = chainOf(circle, { context: 'x', seq: 0 });
  expect(steps.map(({ record, repeated }) => `${record.context} ${repeated}`)).toEqual([
    'y false',
    'z false',
    'x false',
    'y true',
  ]);
});
