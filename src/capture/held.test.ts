import type { Record } from '../record/record';
import { createHeld, type Held } from './held';

function recordsFrom(first: number, count: number): Record[] {
  return Array.from({ length: count }, (_, index) => ({
    context: 'a',
    seq: first + index,
    time: first + index,
    type: 'lifecycle',
    channel: { kind: 'document', name: '' },
    state: 'hidden',
  }));
}

function timesOf(held: Held): number[] {
  return held.all().map(({ time }) => time);
}

function upTo(last: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => last - count + 1 + index);
}

describe('what a viewer holds', () => {
  it('is all that came, up to its bound', () => {
    const held = createHeld(100);
    expect(held.add(recordsFrom(50, 50))).toEqual([]);
    held.prepend(recordsFrom(0, 50));
    expect(timesOf(held)).toEqual(upTo(99, 100));
    expect(held.leftOut()).toBe(0);
  });

  it('is the latest beyond it, and says how many older ones it let go', () => {
    const held = createHeld(100);
    held.add(recordsFrom(0, 100));
    expect(held.add(recordsFrom(100, 1))).toEqual(recordsFrom(0, 11));
    expect(timesOf(held)).toEqual(upTo(100, 90));
    expect(held.leftOut()).toBe(11);
  });

  it('has room for no older ones once it has let some go, since a hole would be before the rest', () => {
    const held = createHeld(100);
    held.add(recordsFrom(0, 50));
    expect(held.isFull(0)).toBe(false);
    held.add(recordsFrom(50, 51));
    expect(held.isFull(0)).toBe(true);
  });

  it('is full before older ones would push out others, and counts those that are not read', () => {
    const held = createHeld(100);
    held.add(recordsFrom(1_000, 10));
    let first = 1_000;
    while (!held.isFull(0)) held.prepend(recordsFrom((first -= 10), 10));
    held.leaveOut(first);
    expect(timesOf(held)).toEqual(upTo(1_009, 90));
    expect(held.leftOut()).toBe(920);
  });

  it('does not grow by a slice of older ones that is larger than its room', () => {
    const held = createHeld(100);
    held.add(recordsFrom(1_000, 80));
    held.prepend(recordsFrom(900, 100));
    expect(timesOf(held)).toEqual(upTo(1_079, 90));
    expect(held.leftOut()).toBe(90);
  });

  it('keeps the latest of what comes during a long pause, and has no hole when that is shown', () => {
    const held = createHeld(100);
    held.add(recordsFrom(0, 100));
    for (let time = 100; time < 1_000; time += 1) held.wait(recordsFrom(time, 1));
    expect(held.waiting()).toBeLessThanOrEqual(100);
    expect(held.waiting() + held.leftOut()).toBe(900);
    held.add(held.takeWaiting());
    expect(held.waiting()).toBe(0);
    expect(timesOf(held)).toEqual(upTo(999, 90));
    expect(held.leftOut()).toBe(910);
  });

  it('holds nothing, and has left nothing out, after everything was cleared', () => {
    const held = createHeld(100);
    held.add(recordsFrom(0, 200));
    held.wait(recordsFrom(200, 10));
    held.clear();
    expect([held.all(), held.waiting(), held.leftOut(), held.isFull(0)]).toEqual([[], 0, 0, false]);
  });
});
