import type { Confidence, Severity } from './types';

/** What is the same for every finding of a code. */
export interface Code {
  readonly severity: Severity;
  readonly confidence: Confidence;
  /**
   * What the title and the explanation name ($1, $2 …), in this order; a tab is shown by its letter and
   * title.
   */
  readonly values: readonly string[];
  /** The paragraph of the standard, or where there is none the page that says it best. */
  readonly link: string;
  /** Each time that it was seen a message was lost. */
  readonly loses?: true;
  /** Names of texts beside its usual ones, each of which begins with the code. */
  readonly variants?: readonly string[];
}

/**
 * What a family declares. The texts of a code are in _locales, as `finding_CODE_title`, `_why` and `_mend`.
 */
export type Codes = Readonly<Record<string, Code>>;
