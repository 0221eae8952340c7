import fc from 'fast-check';
import { completed, completingAt, fieldsLike } from './complete';
import { fieldNamed } from './fields/all';
import { isMistake, parseText } from './parse';

/** `|` is where somebody types. */
function at(text: string) {
  const caret = text.indexOf('|');
  const plain = text.replace('|', '');
  return { plain, completing: completingAt(plain, caret) };
}

describe('completion', () => {
  it.each([
    ['ch|', null, 'ch'],
    ['cart -st|', null, 'st'],
    ['(ke|', null, 'ke'],
    ['key:|', 'key', ''],
    ['key:ca|', 'key', 'ca'],
    ['a -key:a,b|', 'key', 'b'],
    ['key:"my ca|', 'key', 'my ca'],
    ['code:S|', 'finding', 'S'],
    ['a |', null, ''],
  ])('%s', (text, field, like) => {
    const { completing } = at(text);
    expect(completing?.field?.name ?? null).toBe(field);
    expect(completing?.like).toBe(like);
  });

  it.each(['http://x|', '"ke|', 'latency:>5 "a|', 'ke|y:x'])('has nothing to say of %s', (text) => {
    const { completing } = at(text);
    expect(completing === null || completing.field !== null || fieldsLike(completing.like).length === 0).toBe(
      true,
    );
  });

  it.each([
    ['ch|', 'channel', 'channel:|'],
    ['a st| b', 'state', 'a state:| b'],
    ['key:ca| b', 'cart', 'key:cart |b'],
    ['key:|', 'my cart', 'key:"my cart" |'],
    ['key:"my| ', 'my cart', 'key:"my cart" |'],
    ['key:"my|" x', 'my cart', 'key:"my cart" |x'],
  ])('%s with %s is %s', (text, chosen, expected) => {
    const { plain, completing } = at(text);
    if (!completing) throw new Error('nothing');
    const { text: done, caret } = completed(plain, completing, chosen);
    expect(`${done.slice(0, caret)}|${done.slice(caret)}`).toBe(expected);
  });

  it('gives a value that is read as that very value', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const completing = completingAt('key:', 4);
        if (!completing) throw new Error('nothing');
        const { text } = completed('key:', completing, value);
        const read = parseText(text, (name) => fieldNamed(name) !== undefined);
        if (read === null || isMistake(read)) throw new Error(text);
        expect(read).toMatchObject({ kind: 'term', name: 'key', values: [{ text: value }] });
        expect(read).not.toMatchObject({ values: [{ kind: 'pattern' }] });
      }),
      { numRuns: 2_000 },
    );
  });
});
