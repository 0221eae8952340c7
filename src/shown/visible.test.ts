import fc from 'fast-check';
import { visibleJson, visibleRuns, visibleText } from './visible';

function shown(text: string, lines = false): string {
  return visibleRuns(text, lines)
    .map((run) => (run.escaped ? `<${run.text}>` : run.text))
    .join('');
}

describe('showing a page’s text', () => {
  it('leaves ordinary text of any script as it is', () => {
    expect(visibleRuns('héllo 你好 😀')).toEqual([{ text: 'héllo 你好 😀', escaped: false }]);
  });

  it('escapes controls, invisible and turning characters, and halves of pairs', () => {
    expect(shown('a\u0000b\u202ec\ud800d\u200be')).toBe('a<\\0>b<\\u202e>c<\\ud800>d<\\u200b>e');
  });

  it.each([
    ...['\u3164', '\u115f', '\uffa0', '\u034f', '\ufe0f', '\u{e0100}', '\u2800', '\u17b4', '\u180b'],
    ...['\u00a0', '\u2003', '\u3000', '\u00ad', '\u2064', '\u{1d173}', '\u{e0041}'],
  ])('escapes what fonts show as nothing, and spaces that are none: %j', (unseen) => {
    expect(shown(`a${unseen}b`)).toMatch(/^a<\\u[{]?[0-9a-f]+[}]?>b$/);
  });

  it('leaves the usual space', () => {
    expect(shown('a b')).toBe('a b');
  });

  it('keeps text of another direction to itself where there is no markup to do it', () => {
    expect(visibleText('a\u202eb')).toBe('a\\u202eb');
    expect(visibleText('עברית')).toBe('\u2068עברית\u2069');
  });

  it('writes JSON that reads the same with nothing unseen in it', () => {
    const value = { 'k\u202e': ['\u3164\u{e0100}', 'plain text', '\n'] };
    const text = visibleJson(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).not.toMatch(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u);
  });

  it('keeps line breaks where they are wanted', () => {
    expect(shown('a\nb\tc', true)).toBe('a\nb\tc');
    expect(shown('a\nb')).toBe('a<\\n>b');
  });

  it('shows nothing that could turn what follows around, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const all = visibleRuns(text)
          .map((run) => run.text)
          .join('');
        expect(all).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Z}/u);
      }),
    );
  });
});
