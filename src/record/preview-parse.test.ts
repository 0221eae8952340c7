import { parsePreview } from './preview-parse';
import { keepText } from './text';

describe('a value that comes as JSON can say it', () => {
  const of = (v: unknown) => parsePreview(JSON.parse(JSON.stringify({ t: 'json', v })));

  it('becomes the tree that any value becomes', () => {
    expect(of({ b: [1, null, 'text'], 7: {}, t: 'cut' })).toEqual({
      t: 'object',
      k: ['7', 'b', 't'],
      v: [{ t: 'object', k: [], v: [], n: 0 }, { t: 'array', v: [1, null, 'text'], n: 3 }, 'cut'],
      n: 3,
    });
  });

  it('keeps a property with the name of a prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1}}');
    expect(of(value)).toMatchObject({ k: ['__proto__'], v: [{ k: ['a'] }] });
  });

  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

  it.each<[string, unknown]>([
    ['is too deep', nested(60)],
    ['has too many parts', Array.from({ length: 30_000 }, () => 1)],
    ['has a longer text than is kept', ['x'.repeat(keepText + 1)]],
    ['has a longer name than is kept', { ['x'.repeat(keepText + 1)]: 1 }],
  ])('is refused where it %s', (_, value) => {
    expect(of(value)).toBeUndefined();
  });

  it('is one at the root alone', () => {
    expect(parsePreview({ t: 'array', v: [{ t: 'json', v: {} }], n: 1 })).toBeUndefined();
  });
});
