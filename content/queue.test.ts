import fc from 'fast-check';
import type { Batch } from '../src/protocol/background';
import { createQueue, type Queue } from './queue';

const wide = { records: 1_000_000, size: 1_000_000_000 };

function create(limits = wide): Queue {
  return createQueue(limits, (count, last) => JSON.stringify([{ gap: count, last }]));
}

function valuesOf(batch: Batch | null): unknown[] {
  return (batch?.parts ?? []).flatMap((part) => JSON.parse(part) as unknown[]);
}

describe('the queue of what the background has not acknowledged', () => {
  it('gives batches without holes, and nothing twice', () => {
    const queue = create();
    queue.add('[0,1]', 2);
    expect(queue.next()).toEqual({ first: 0, count: 2, parts: ['[0,1]'] });
    expect(queue.next()).toBeNull();
    queue.add('[2]', 1);
    expect(queue.next()).toEqual({ first: 2, count: 1, parts: ['[2]'] });
  });

  it('sends again, after a rewind, exactly what was not acknowledged', () => {
    const queue = create();
    for (const text of ['[0]', '[1]', '[2]']) {
      queue.add(text, 1);
      queue.next();
    }
    queue.acknowledge(1);
    queue.rewind();
    expect(queue.next()).toEqual({ first: 1, count: 2, parts: ['[1]', '[2]'] });
    queue.acknowledge(3);
    queue.rewind();
    expect(queue.next()).toBeNull();
  });

  it('drops the oldest that was never sent beyond its bounds, and says how many in their place', () => {
    const queue = create({ records: 3, size: 1_000 });
    for (let value = 0; value < 10; value += 1) queue.add(`[${value}]`, 1);
    expect(valuesOf(queue.next())).toEqual([{ gap: 7, last: '[6]' }, 7, 8, 9]);
  });

  it('keeps as many characters as it may', () => {
    const queue = create({ records: 1_000, size: 30 });
    for (let value = 0; value < 10; value += 1) queue.add(`["${String(value).repeat(6)}"]`, 1);
    expect(valuesOf(queue.next())).toEqual([{ gap: 7, last: '["666666"]' }, '777777', '888888', '999999']);
  });

  it('never drops what was sent, since the background may have it', () => {
    const queue = create({ records: 3, size: 1_000 });
    for (const text of ['[0]', '[1]']) queue.add(text, 1);
    queue.next();
    for (let value = 2; value < 6; value += 1) queue.add(`[${value}]`, 1);
    queue.rewind();
    expect(valuesOf(queue.next())).toEqual([0, 1]);
    expect(valuesOf(queue.next())).toEqual([{ gap: 3, last: '[4]' }, 5]);
  });

  it('drops at once what is beyond narrower bounds', () => {
    const queue = create();
    for (let value = 0; value < 5; value += 1) queue.add(`[${value}]`, 1);
    queue.limit({ records: 2, size: 1_000 });
    expect(valuesOf(queue.next())).toEqual([{ gap: 3, last: '[2]' }, 3, 4]);
  });

  it('has a seq for each gap and each observation that is left, and none for the dropped', () => {
    const queue = create({ records: 2, size: 1_000 });
    for (let value = 0; value < 4; value += 1) queue.add(`[${value}]`, 1);
    expect(queue.next()).toMatchObject({ first: 0, count: 3 });
    queue.acknowledge(3);
    for (let value = 4; value < 8; value += 1) queue.add(`[${value}]`, 1);
    expect(queue.next()).toMatchObject({ first: 3, count: 3 });
  });

  it('gives each value once and in order, whatever is acknowledged and rewound in between', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('add' as const), count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ do: fc.constant('send' as const) }),
      fc.record({ do: fc.constant('acknowledge' as const) }),
      fc.record({ do: fc.constant('rewind' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = create();
        const stored: unknown[] = [];
        let added = 0;
        function receive(batch: Batch | null): void {
          if (!batch) return;
          const values = valuesOf(batch);
          expect(values).toHaveLength(batch.count);
          expect(batch.first).toBeLessThanOrEqual(stored.length);
          stored.push(...values.slice(stored.length - batch.first));
        }
        for (const action of steps) {
          if (action.do === 'add') {
            const values = Array.from({ length: action.count }, (_, index) => added + index);
            added += action.count;
            queue.add(JSON.stringify(values), action.count);
          } else if (action.do === 'send') receive(queue.next());
          else if (action.do === 'acknowledge') queue.acknowledge(stored.length);
          else queue.rewind();
        }
        const rest = queue.rest();
        // From where a batch begins on it is the same, but for where batches are cut: nothing is left out,
        // nothing is there twice.
        for (const { first } of rest)
          expect(queue.rest(first).flatMap(valuesOf)).toEqual(
            rest.filter((batch) => batch.first >= first).flatMap(valuesOf),
          );
        for (const batch of rest) receive(batch);
        expect(queue.rest(stored.length)).toEqual([]);
        expect(stored).toEqual(Array.from({ length: added }, (_, index) => index));
      }),
    );
  });
});
