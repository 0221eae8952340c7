import fc from 'fast-check';
import { cpuTimeOf } from '../../test/support/cpu-time';
import { isMistake, parsePattern } from './parse';
import { matcherOf, seenOfText } from './regexp';

function matcher(source: string): (text: string) => boolean {
  const value = { kind: 'pattern', text: source, place: { from: 0, to: source.length + 2 } } as const;
  const pattern = parsePattern(value);
  if (isMistake(pattern)) throw new Error(`${source}: ${pattern.message}`);
  const made = matcherOf(pattern);
  if (!made) throw new Error(`${source}: too large`);
  return made;
}

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\w',
  '\\d',
  '^',
  '$',
  '\\b',
  '\\B',
  'c',
  '[a-c]',
);
const { pattern: patterns } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4 },
    atom,
    tie('pattern').map((inner) => `(${inner})`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?'))
      .map(([inner, times]) => `(${inner})${times}`),
  ),
  pattern: fc.array(tie('part'), { maxLength: 3 }).map((parts) => parts.join('')),
}));
const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', ' ', '-', '1', '\n'), maxLength: 12 });

describe('a regular expression', () => {
  it('finds what the browser’s own finds', () => {
    fc.assert(
      fc.property(patterns, texts, (source, text) => {
        expect(matcher(source)(text)).toBe(new RegExp(source, 'i').test(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each(['(a+)+$', '(a|a)*c', '(a*)*b', '(.*)*x', '(a|aa)+$', '(\\w+\\s?)+$', '((a?){9}){9}c'])(
    'does not hang: /%s/',
    (source) => {
      const text = `${'a'.repeat(seenOfText)}!`;
      expect(cpuTimeOf(() => matcher(source)(text))).toBeLessThan(1_000);
    },
  );

  it('sees the beginning of a long text', () => {
    expect(matcher('b')(`${'a'.repeat(seenOfText - 1)}b`)).toBe(true);
    expect(matcher('b')(`${'a'.repeat(seenOfText)}b`)).toBe(false);
  });

  it('is refused where it is too large', () => {
    expect(() => matcher('((a{50}){50}){50}')).toThrow('too large');
  });
});
