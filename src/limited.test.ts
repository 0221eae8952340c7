import { LimitedMap, LimitedPairs } from './limited';

const names = Array.from({ length: 20 }, (_, index) => `k${index}`);

describe('a map with a limit', () => {
  it('lets go of what was set longest ago', () => {
    const map = new LimitedMap<string, number>(10);
    names.slice(0, 10).forEach((name, index) => map.set(name, index));
    map.set('k0', 100);
    map.set('more', 1);
    expect([...map.keys()]).toEqual([...names.slice(2, 10), 'k0', 'more']);
    expect(map.get('k0')).toBe(100);
  });
});

describe('a map of pairs with a limit', () => {
  it('has what was set by both names, until it is deleted', () => {
    const pairs = new LimitedPairs<number>(10);
    pairs.set('a', 'k', 1);
    pairs.set('a', 'l', 2);
    pairs.set('b', 'k', 3);
    pairs.delete('a', 'k');
    expect([pairs.get('a', 'k'), pairs.get('a', 'l'), pairs.get('b', 'k')]).toEqual([undefined, 2, 3]);
    pairs.deleteAll('a');
    expect([pairs.get('a', 'l'), pairs.get('b', 'k')]).toEqual([undefined, 3]);
  });

  it.each([1, 3, 20])('holds no more than its limit, the latest among them, of %i first names', (firsts) => {
    const pairs = new LimitedPairs<number>(10);
    names.forEach((name, index) => {
      pairs.set(`a${index % firsts}`, name, index);
      expect(pairs.get(`a${index % firsts}`, name)).toBe(index);
    });
    const left = names.filter((name, index) => pairs.get(`a${index % firsts}`, name) !== undefined);
    expect(left).toHaveLength(10);
    expect(left.at(-1)).toBe('k19');
  });

  it('lets go of what was set longest ago, not of what is set again and again', () => {
    const pairs = new LimitedPairs<number>(10);
    for (const name of names) {
      pairs.set('kept', 'k', 1);
      pairs.set(`of ${name}`, name, 1);
    }
    expect(pairs.get('kept', 'k')).toBe(1);
    expect(pairs.get('of k0', 'k0')).toBeUndefined();
  });
});
