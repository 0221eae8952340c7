import fc from 'fast-check';
import { batchBound, batchLimit } from './page';
import { parsePageBatch } from './page-parse';

describe('a batch of page/', () => {
  it('is taken as the outbox sends it, whatever is in its array', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: batchLimit }), fc.string(), (count, text) => {
        expect(parsePageBatch(`${count}:${text}`)).toEqual({ count, text });
      }),
    );
  });

  it('is nothing else: what is taken is the text that it came as', () => {
    const prefix = fc.oneof(
      fc.string(),
      fc.constantFrom('', '0', '-1', '1e2', '0x10', ' 5', '5 ', '5.0', '501', '1e9', 'NaN', 'Infinity', '٣'),
    );
    const detail = fc.oneof(
      fc.anything(),
      fc.tuple(prefix, fc.string()).map(([begin, end]) => `${begin}:${end}`),
    );
    fc.assert(
      fc.property(detail, (value) => {
        const parsed = parsePageBatch(value);
        if (parsed === undefined) return;
        expect(`${parsed.count}:${parsed.text}`).toBe(value);
        expect(parsed.count).toBeGreaterThanOrEqual(1);
        expect(parsed.count).toBeLessThanOrEqual(batchLimit);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is only counted where it is larger than a batch may be', () => {
    expect(parsePageBatch(`7:${'x'.repeat(batchBound)}`)).toEqual({ count: 7, text: null });
    expect(parsePageBatch('x'.repeat(100 * 1024 * 1024))).toBeUndefined();
  });
});
