import fc from 'fast-check';
import { drawnNext } from './row-elements';

const nothing = { ids: [], elements: [] };

describe('the elements of rows', () => {
  it('stay in their order where all rows are others', () => {
    const before = drawnNext(nothing, ['a', 'b', 'c']);
    expect(drawnNext(before, ['d', 'e', 'f']).elements).toEqual(before.elements);
  });

  it('go along with rows that stay, and from rows that went to rows that come', () => {
    const before = drawnNext(nothing, ['a', 'b', 'c', 'd']);
    const [a, b, c, d] = before.elements;
    expect(drawnNext(before, ['c', 'd', 'e', 'f']).elements).toEqual([c, d, a, b]);
    expect(drawnNext(before, ['x', 'a', 'b', 'c']).elements).toEqual([d, a, b, c]);
  });

  it('are never two rows’ at once, and a row that stays keeps its own', () => {
    const rows = fc.uniqueArray(fc.nat(30).map(String), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(rows), (lists) => {
        let before = drawnNext(nothing, []);
        for (const ids of lists) {
          const next = drawnNext(before, ids);
          expect(new Set(next.elements).size).toBe(ids.length);
          for (const id of ids.filter((one) => before.ids.includes(one)))
            expect(next.elements[ids.indexOf(id)]).toBe(before.elements[before.ids.indexOf(id)]);
          before = next;
        }
      }),
    );
  });
});
