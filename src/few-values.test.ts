import fc from 'fast-check';
import { createAnalysis, type Analysis } from './analysis';
import { expectSame } from '../test/support/expect-same';
import { fewValues } from '../test/support/few-values';
import type { Record } from './record/record';

function found(analysis: Analysis) {
  return analysis
    .findings()
    .map((finding) => ({ ...finding, contexts: [...finding.contexts].sort() }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Which write an event is of is seen anew with each record; what was found two seconds after it must not
 * differ from what is found once all is there.
 */
test('what is found record by record is what is found in all of them at once, however alike they are', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { contexts, records } = fewValues(seed);
      const until = (records.at(-1)?.time ?? 0) + 20_000;
      const analyse = (pieces: readonly (readonly Record[])[]): Analysis => {
        const analysis = createAnalysis();
        for (const context of contexts) analysis.addContext(context);
        for (const piece of pieces) {
          analysis.add(piece);
          while (analysis.advance(piece.at(-1)?.time ?? 0));
          analysis.findings();
        }
        while (analysis.advance(until));
        return analysis;
      };
      expectSame(found(analyse(records.map((record) => [record]))), found(analyse([records])));
    }),
    // The same runs each time: what leaves the groups after half a minute may differ (docs/limits.md).
    { numRuns: 20, seed: 11 },
  );
}, 120_000);
