import type { Record } from '../record/record';
import { createInOrder } from './in-order';

function at(time: number, context: string): Record {
  return {
    type: 'lifecycle',
    state: 'visible',
    channel: { kind: 'document', name: '' },
    time,
    context,
    seq: 0,
  };
}

/** What was given on of records of one context at these times. */
function followed(delay: number) {
  const given: number[] = [];
  const inOrder = createInOrder(delay, ({ time }) => given.push(time));
  const add = (...times: number[]) => {
    inOrder.add(times.map((time) => at(time, 'a')));
  };
  return { given, inOrder, add };
}

describe('records in the order of their times', () => {
  it('are given on as soon as they are old enough, whichever context was heard of first', () => {
    const { given, inOrder } = followed(100);
    inOrder.add([at(1_000, 'a'), at(1_010, 'a')]);
    inOrder.add([at(1_005, 'b')]);
    expect(given).toEqual([]);
    inOrder.add([at(1_108, 'b')]);
    expect(given).toEqual([1_000, 1_005]);
    inOrder.advance(1_300);
    expect(given).toEqual([1_000, 1_005, 1_010, 1_108]);
    expect(inOrder.frontier).toBe(1_200);
  });

  it('are given on some at a time after a burst, and never said to be there before they are', () => {
    const { given, inOrder, add } = followed(100);
    add(...Array.from({ length: 5_000 }, (_, index) => 1_000 + index / 1_000));
    add(2_000);
    expect(given.length).toBeGreaterThan(0);
    expect(given.length).toBeLessThan(1_000);
    expect(inOrder.frontier).toBeLessThanOrEqual(1_000 + given.length / 1_000);
    for (let batch = 1; batch < 20; batch += 1) add(2_000 + batch);
    expect(given).toHaveLength(5_000);
    expect(inOrder.frontier).toBe(1_919);
  });

  it('are all given on where time passes without records', () => {
    const { given, inOrder, add } = followed(100);
    add(...Array.from({ length: 5_000 }, () => 1_000));
    inOrder.advance(1_100);
    expect(given).toHaveLength(5_000);
  });
});
