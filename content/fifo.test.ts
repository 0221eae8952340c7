import { createFifo } from './fifo';

describe('what is first in, first out', () => {
  it('gives everything in order, while more comes', () => {
    const fifo = createFifo<number>();
    const taken: (number | undefined)[] = [];
    let added = 0;
    for (let round = 0; round < 5_000; round += 1) {
      for (let more = 0; more < 3; more += 1) fifo.push((added += 1));
      taken.push(fifo.shift(), fifo.shift());
      expect(fifo.at(0)).toBe(taken.length + 1);
      expect(fifo.length).toBe(added - taken.length);
    }
    while (fifo.length > 0) taken.push(fifo.shift());
    expect(taken).toEqual(Array.from({ length: added }, (_, index) => index + 1));
    expect(fifo.shift()).toBeUndefined();
    expect(fifo.length).toBe(0);
  });
});
