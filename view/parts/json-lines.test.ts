import { jsonDiff } from './json-lines';

function textOf(before: unknown, after: unknown): string[] {
  const diff = jsonDiff(JSON.stringify(before), JSON.stringify(after));
  return (diff?.lines ?? []).map(({ depth, mark, key, before: old, after: now, unchanged }) =>
    [mark, depth, key ?? '', old ?? '', now ?? '', unchanged.join(',')].join(' ').trim(),
  );
}

describe('two JSON values laid over each other', () => {
  it('opens only the paths that changed, and names what did not', () => {
    const before = { items: [{ sku: 'a', qty: 1 }, { sku: 'b' }], total: 4, user: 'u' };
    const after = { items: [{ sku: 'a', qty: 2 }, { sku: 'b' }], total: 5, user: 'u' };
    expect(textOf(before, after)).toEqual([
      '~ 0   {',
      '~ 1 items  [',
      '~ 2 0  {',
      '~ 3 qty 1 2',
      '3    sku',
      '2   }',
      '2    1',
      '1   ]',
      '~ 1 total 4 5',
      '1    user',
      '0   }',
    ]);
    expect(jsonDiff(JSON.stringify(before), JSON.stringify(after))).toMatchObject({ changed: 2, total: 5 });
  });

  it('shows what came with + and what went with -', () => {
    expect(textOf({ old: 1 }, { fresh: [1, 2] })).toEqual([
      '~ 0   {',
      '+ 1 fresh  [1,2]',
      '- 1 old 1',
      '0   }',
    ]);
  });

  it.each([
    ['text', 'plain', '{"a":1}'],
    ['a number', '1', '2'],
    ['broken JSON', '{"a":', '{"a":1}'],
  ])('is none for %s', (_name, before, after) => {
    expect(jsonDiff(before, after)).toBeNull();
  });

  it('takes a change of sort as one change', () => {
    expect(textOf({ a: [1] }, { a: { b: 1 } })).toEqual(['~ 0   {', '~ 1 a [1] {"b":1}', '0   }']);
  });
});
