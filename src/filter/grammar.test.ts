import fc from 'fast-check';
import { fieldNamed, fields } from './fields/all';
import { readFilter } from './filter';
import { isMistake, parseText } from './parse';
import { printFilter } from './print';
import type { FilterNode, Term, Value } from './syntax';

function isField(name: string): boolean {
  return fieldNamed(name) !== undefined;
}

const nowhere = { from: 0, to: 0 };

const word = fc
  .string({ unit: fc.constantFrom('a', 'b', 'o', 'r', '*', '[', '.', '>', 'ü', '/x', '{', '=', '()') })
  .filter((text) => !/^$|^(or|and|not)$|^(or|and|not)\(|^[-(/]|\/$/i.test(text));
const value: fc.Arbitrary<Value> = fc.oneof(
  word.map((text): Value => ({ kind: 'word', text, place: nowhere })),
  fc.string({ unit: 'grapheme' }).map((text): Value => ({ kind: 'quoted', text, place: nowhere })),
  fc
    .constantFrom('a+', '[/"]b', '\\/', 'x y', '(or)')
    .map((text): Value => ({ kind: 'pattern', text, place: nowhere })),
);
const term: fc.Arbitrary<Term> = fc.oneof(
  value.map((one): Term => ({ kind: 'term', name: null, values: [one], place: nowhere })),
  fc
    .tuple(fc.constantFrom(...fields.map(({ name }) => name)), fc.array(value, { maxLength: 3 }))
    .map(([name, values]): Term => ({ kind: 'term', name, values, place: nowhere })),
);
const { node: nodes } = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    term,
    tie('node').map((part): FilterNode => ({ kind: 'not', part })),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, parts]): FilterNode => ({ kind, parts })),
  ),
}));

function withoutPlaces(node: FilterNode): unknown {
  return JSON.parse(JSON.stringify(node, (name, part: unknown) => (/place/i.test(name) ? undefined : part)));
}

describe('the grammar', () => {
  it('reads what is printed as what it was', () => {
    fc.assert(
      fc.property(nodes, (node) => {
        const read = parseText(printFilter(node), isField);
        if (read === null || isMistake(read))
          throw new Error(`${printFilter(node)}: ${JSON.stringify(read)}`);
        expect(withoutPlaces(read)).toEqual(withoutPlaces(node));
      }),
      { numRuns: 2_000 },
    );
  });

  it('says of any text what it means, or where it cannot be read', () => {
    const units = [
      '"',
      '-',
      ':',
      ',',
      ' ',
      '/',
      '(',
      ')',
      '\\',
      '[',
      '*',
      'or',
      'and',
      'not',
      'key:',
      'size:>',
      '1',
      'a',
    ];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...units) }), (text) => {
        const { error, filter } = readFilter(text);
        if (!error) return;
        expect(filter).toBeNull();
        expect(error.from).toBeLessThan(error.to);
        expect(error.to).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['a) b', ')', 'close'],
    ['(a or b', 'b', 'unclosed'],
    ['a ()', ')', 'empty'],
    ['or a', 'or', 'before'],
    ['(a or ) b', ')', 'after'],
    ['a not', 't', 'end'],
    ['ok /x*+/', '+', 'repeat'],
    ['ok /x(?=y)/', '(?=', 'look'],
    ['/a{3,1}/', '{3,1}', 'times'],
    ['/[z-a]/', 'z-a', 'range'],
    ['/\\q/', '\\q', 'escape'],
    ['value:/((a{90}){90})/', '/((a{90}){90})/', 'large'],
    ['ok chanel:storage', 'chanel', 'field'],
    ['key:a latency:>fast', '>fast', 'number'],
    ['latency:>50parsec', 'parsec', 'unit'],
    ['since:25:99', '25:99', 'time'],
    ['a state:missed,mised', 'mised', 'choice'],
    ['path:a..b', 'a..b', 'path'],
  ])('cannot read %s at %s', (text, wrong, message) => {
    const { error } = readFilter(text);
    expect(error?.message).toBe(`filter_error_${message}`);
    expect(text.slice(error?.from, error?.to)).toBe(wrong);
  });

  it('refuses what is too long or too deep without giving up', () => {
    expect(readFilter('a'.repeat(3_000)).error?.message).toBe('filter_error_long');
    const deep = readFilter('('.repeat(1_999));
    expect(deep.error?.message).toMatch(/^filter_error_(deep|unclosed)$/);
  });

  it.each([
    'clear()',
    'http://localhost:8080/a?b=c',
    '/checkout',
    '/api/cart',
    '{"role":"admin"}',
    'user:42',
    'C:\\dir',
  ])('takes %s for a word', (text) => {
    expect(parseText(text, isField)).toMatchObject({
      kind: 'term',
      name: null,
      values: [{ kind: 'word', text }],
    });
  });
});
