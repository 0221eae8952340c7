import type { Code } from './code';
import { declared } from './families';
import type { FindingCode, FindingVariant } from './types';

/** The letters of codes in the order in which lists and documents have them. */
const letters = 'SBWVPKELIOARH';

/** All codes, in that order. */
export const findingCodes: readonly FindingCode[] = (Object.keys(declared) as FindingCode[]).sort(
  (one, other) => placeOf(one) - placeOf(other),
);

/** What is declared of each. docs/findings.md is made of it and of the texts. */
export const catalogue: Readonly<Record<FindingCode, Code>> = declared;

export const findingVariants = findingCodes.flatMap(
  (code) => catalogue[code].variants ?? [],
) as readonly FindingVariant[];

function placeOf(code: FindingCode): number {
  return letters.indexOf(code.charAt(0)) * 1_000 + Number(code.slice(1));
}
