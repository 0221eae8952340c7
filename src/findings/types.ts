import type { RecordRef } from '../exchange/types';
import type { declared } from './families';
import type { Channel } from '../record/record';

type Declared = typeof declared;

export type FindingCode = keyof Declared;

/**
 * Texts of their own beside a code's usual one. B12: the page was awake. K4: an event stream that is not
 * tried again. R1: an answer comes later than its handler; it comes from the page that is loaded next. R3:
 * what it had heard was saved again. R5: it began with its defaults. R6: the value is an empty one. R8:
 * whoever held it is gone; holds it for long; was the only one that sent. S10: it began to listen later.
 */
export type FindingVariant = {
  [code in FindingCode]: Declared[code] extends { readonly variants: readonly (infer V)[] } ? V : never;
}[FindingCode];

/** certain: the records prove it. likely: they fit it. hint: a page can not see it. */
export type Confidence = 'certain' | 'likely' | 'hint';

/**
 * error: something broke. warning: a message did not do what it was sent for. info: how the platform works,
 * worth knowing here.
 */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** A cause or a pattern that the records show; one for each code and subject, however often it was seen. */
export interface Finding {
  /** Unique and stable while its records are held. */
  readonly id: string;
  readonly code: FindingCode;
  readonly variant?: FindingVariant;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly channel: Channel;
  /**
   * What the texts name, in the order of their placeholders: a key, a channel's name, a count, the id of a
   * context (as `{ context }`).
   */
  readonly values: readonly FindingValue[];
  /** How often, and when first and last, in milliseconds since the epoch. */
  readonly count: number;
  /** How many messages did not arrive because of it. */
  readonly lost: number;
  readonly first: number;
  readonly last: number;
  /** The contexts that it is about. */
  readonly contexts: readonly string[];
  /**
   * The records of the latest time it was seen, in the order that the texts speak of them; never empty. They
   * may be forgotten since.
   */
  readonly evidence: readonly RecordRef[];
  /** The first records of earlier times that are held, the latest of them last; 20 at most. */
  readonly earlier: readonly RecordRef[];
}

export type FindingValue = string | number | { readonly context: string } | { readonly word: FindingWord };

/** What a text names in the reader's language: the name of a message in _locales. */
export type FindingWord =
  | 'word_frozen'
  | 'word_bfcached'
  | 'word_discarded'
  | 'word_gone'
  | 'word_upgrade'
  | 'word_deletion'
  | 'word_before_open'
  | 'word_after_close';
