import type { RecordRef } from '../exchange/types';
import type { Channel } from '../record';

/** In the order of the catalogue (docs/findings.md). */
export const findingCodes = [
  'S1',
  'S2',
  'S3',
  'S4',
  'S5',
  'S6',
  'S7',
  'S8',
  'S9',
  'S10',
  'S11',
  'S12',
  'S13',
  'S14',
  'S15',
  'S16',
  'S17',
  'S18',
  'S19',
  'S20',
  'S21',
  'B1',
  'B2',
  'B3',
  'B4',
  'B5',
  'B6',
  'B7',
  'B9',
  'B10',
  'B11',
  'B12',
  'W1',
  'W2',
  'W3',
  'W4',
  'W5',
  'W6',
  'W7',
  'W10',
  'W11',
  'W12',
  'W13',
  'W14',
  'V1',
  'V2',
  'V3',
  'V4',
  'P1',
  'P2',
  'K1',
  'K2',
  'K3',
  'K4',
  'K5',
  'E1',
  'L1',
  'L2',
  'I1',
  'O1',
  'A1',
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'H1',
  'H2',
  'H3',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/**
 * Texts of their own beside a code's usual one. B12: the page was awake. K4: an event stream that is not
 * tried again. R3: what it had heard was saved again. R6: the value is an empty one. R8: whoever held it is
 * gone; holds it for long; was the only one that sent. S10: it began to listen later.
 */
export const findingVariants = [
  'B12_busy',
  'K4_ended',
  'R3_echo',
  'R6_empty',
  'R8_held',
  'R8_left',
  'R8_silent',
  'S10_late',
] as const;
export type FindingVariant = (typeof findingVariants)[number];

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
