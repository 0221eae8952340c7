import { previewText } from './preview-text';

describe('a preview in one line', () => {
  it.each([
    ['text', 'text'],
    [null, 'null'],
    [{ t: 'object', k: ['a', 'not an identifier'], v: ['x', 1], n: 2 }, '{a: "x", "not an identifier": 1}'],
    [{ t: 'array', v: [1, { t: 'hole' }], n: 5 }, '[1, (empty), … 3]'],
    [{ t: 'map', k: ['k'], v: [{ t: 'set', v: [1], n: 1 }], n: 1 }, 'Map(1) {"k" => Set(1) {1}}'],
    [{ t: 'date', v: 0 }, 'Date 1970-01-01T00:00:00.000Z'],
    [{ t: 'date', v: 1e300 }, 'Invalid Date'],
    [{ t: 'bigint', v: '1' }, '1n'],
    [{ t: 'blob', n: 3, type: 'text/plain', name: 'a.txt' }, 'File "a.txt"(3, text/plain)'],
  ] as const)('writes %j as a console would', (preview, text) => {
    expect(previewText(preview)).toBe(text);
  });

  it('is cut at its limit', () => {
    expect(
      previewText({ t: 'array', v: Array.from({ length: 1000 }, (_, index) => index), n: 1000 }, 20).length,
    ).toBeLessThan(30);
  });
});
