import fc from 'fast-check';
import { createCorrelator } from '../exchange/correlate';
import { contextOf } from '../../test/support/record-samples';
import { observation } from '../../test/support/record-arbitraries';
import { createTabNames } from '../shown/tab-names';
import { aboutOf } from './about';
import { readFilter } from './filter';
import { narrows } from './narrows';

describe('a filter that somebody types on', () => {
  it.each([
    ['car', 'cart'],
    ['cart', 'channel:storage cart'],
    ['channel:storage', 'channel:storage key:a'],
    ['CART', 'carton tab:A'],
    ['a b', 'b ab'],
  ])('narrows what passed: %s → %s', (wide, next) => {
    expect(narrows(next, wide)).toBe(true);
  });

  it.each([
    ['cart', 'car'],
    ['cart', 'cat'],
    ['cart', '-cart'],
    ['-car', '-cart'],
    ['channel:storage', 'channel:storage or channel:broadcast'],
    ['key:a', 'key:ab'],
    ['/a/', '/ab/'],
    ['a*', 'ab*'],
    ['until:5m', 'until:5m cart'],
    ['finding:S10', 'finding:S10 cart'],
    ['state:missed', 'state:missed cart'],
    ['', 'cart'],
    ['(', '( a'],
  ])('does not surely narrow: %s → %s', (wide, next) => {
    expect(narrows(next, wide)).toBe(false);
  });

  it('passes nothing that did not pass before', () => {
    const term = fc.constantFrom(
      's',
      'st',
      'e',
      'message',
      'channel:storage',
      '-channel:storage',
      'size:>1',
      'a or e',
    );
    const filter = fc.array(term, { minLength: 1, maxLength: 3 }).map((terms) => terms.join(' '));
    fc.assert(
      fc.property(filter, filter, observation, (next, wide, seen) => {
        fc.pre(narrows(next, wide));
        const record = { ...seen, context: 'c', seq: 0 };
        const names = createTabNames();
        names.add(contextOf('c', { title: 'Test' }));
        const about = aboutOf(record, { exchanges: createCorrelator, names }, () => [], false);
        const passes = (text: string) => readFilter(text).filter?.record(about) ?? true;
        expect(!passes(next) || passes(wide)).toBe(true);
      }),
    );
  });
});
