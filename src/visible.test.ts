import fc from 'fast-check';
import { visibleRuns } from './visible';

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
        expect(all).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});
