/**
 * A line as pieces that a viewer colours and Node joins: text as the page had it, a sentence of ours by the
 * name of its message in _locales, the badge of a document, a time.
 */
export type Span = TextSpan | MessageSpan | ContextSpan | DurationSpan;

export type Look =
  | 'plain'
  /** Punctuation and what did not change. */
  | 'quiet'
  /** A key or a path. */
  | 'key'
  | 'string'
  | 'number'
  | 'old'
  | 'new'
  /** What a native call threw. */
  | 'error';

export interface TextSpan {
  /** May hold anything that a page wrote: show it as text, through visibleText. */
  readonly text: string;
  readonly look: Look;
}

export interface MessageSpan {
  readonly message: SaidName;
  /** Of `$1`, `$2` …; a number is shown as the reader's language writes it. */
  readonly values: readonly (string | number)[];
}

/** A document, shown as the badge of its tab. */
export interface ContextSpan {
  readonly context: string;
}

export interface DurationSpan {
  readonly milliseconds: number;
}

/** Names in _locales of what the core may say in a line; each of them is there in every language. */
export const saidNames = [
  'said_more',
  'said_same_value',
  'said_same_value_elsewhere',
  'said_removed_was',
  'said_removed_missing',
  'said_cleared_none',
  'said_cleared_one',
  'said_cleared_many',
  'said_cleared',
  'said_cut',
  'said_cut_for_speed',
  'said_opened',
  'said_connecting',
  'said_connected',
  'said_closed',
  'said_worker_started',
  'said_lock_waiting',
  'said_lock_waiting_for',
  'said_lock_then',
  'said_lasted',
  'said_lock_waited_for',
  'said_lock_held',
  'said_lock_holding',
  'said_lock_stole',
  'said_lock_released',
  'said_lock_aborted',
  'said_lock_not_available',
  'said_lock_query',
  'said_upgrade_blocked_by',
  'said_upgrade_blocked',
  'said_deletion_blocked_by',
  'said_deletion_blocked',
  'said_versionchange',
  'said_granted',
  'said_waiting',
  'said_not_granted',
  'said_open',
  'said_failed',
  'said_registration',
  'said_controllerchange',
  'said_uncontrolled',
  'said_not_available',
  'said_tried',
  'said_transferred',
  'said_no_opener',
  'said_cookie_deleted',
  'said_lost_records',
  'said_lost_records_unknown',
  'said_clock_ahead',
  'said_clock_behind',
] as const;
export type SaidName = (typeof saidNames)[number];
