import type { Exchange, RecordRef } from '../../exchange/types';
import type { Finding } from '../../findings/types';
import type { Channel, Context, Record } from '../../record/record';
import type { Span } from '../../shown/span';
import type { DeliveryRow, EventRow, ExchangeRow, Mark, Place } from './row-types';
import type { Answer, View } from '../view';

interface MayBeRead extends Answer {
  /** false: older records are still read, and what is not held may be among them. */
  readonly complete: boolean;
}

/** One row of exchanges with everything that is known of it. */
export interface ExchangeQuestion {
  readonly ask: 'exchange';
  /** Of its row, or of any of its records. */
  readonly id: string;
}

export interface ExchangeAnswer extends MayBeRead {
  /** null: it is not held, or not any more. */
  readonly row: ExchangeRow | null;
  readonly details: Details | null;
}

/** One raw record with everything that is known of it. */
export interface RecordQuestion {
  readonly ask: 'record';
  readonly record: RecordRef;
}

export interface RecordAnswer extends MayBeRead {
  readonly row: EventRow | null;
  readonly details: Details | null;
}

/** Which records belong to what a person looks at, for a file of them. */
export interface MembersQuestion {
  readonly ask: 'members';
  /**
   * The rows of a view with their deliveries; or some records with what caused them, what they caused, and
   * answers.
   */
  readonly of: { readonly view: View } | { readonly records: readonly RecordRef[] };
}

export interface MembersAnswer extends Answer {
  readonly records: Members;
  /** false: the filter goes on. */
  readonly complete: boolean;
}

/** The seqs of records, by document. */
export type Members = readonly { readonly context: string; readonly seqs: readonly number[] }[];

/** Raw records by their names. */
export interface RecordsQuestion {
  readonly ask: 'records';
  readonly records: readonly RecordRef[];
}

export interface RecordsAnswer extends MayBeRead {
  /** In the order of the question; null: it is not held, or not any more. */
  readonly records: readonly (RecordSeen | null)[];
}

/** A raw record with who sent it, who it reached, and the findings that it is evidence of. */
export interface RecordSeen {
  readonly record: Record;
  readonly exchange: Exchange | null;
  readonly findings: readonly Finding[];
}

/** Raw records `from` (included) to `to` (not included) of a view of events, as `rows` counts them. */
export interface EventsQuestion {
  readonly ask: 'events';
  readonly view: View;
  readonly from: number;
  readonly to: number;
}

export interface EventsAnswer extends Answer {
  readonly total: number;
  /** Without the filter. */
  readonly all: number;
  /** Index of the first of `records`. */
  readonly first: number;
  readonly records: readonly RecordSeen[];
  readonly complete: boolean;
}

export interface Details {
  /** As it was recorded: key, values, data, stack, error. */
  readonly record: Record;
  /** The document that it was observed in. */
  readonly context: Context | null;
  readonly exchange: Exchange | null;
  /** As the rows below the exchange are. */
  readonly deliveries: readonly DeliveryRow[];
  /** Records of the same exchange, the receives included; for a lock or a socket its whole life. In order. */
  readonly records: readonly RecordRef[];
  readonly chain: Chain;
  /** Those that it is evidence of, the most severe first. */
  readonly findings: readonly Finding[];
  /** For sends to a worker or a server, and what came back: ids of exchanges that may be the answers. */
  readonly answers: readonly string[];
  readonly answerTo: string | null;
  /** For a cookie that changed: the page's write that did it. */
  readonly cookieWriter: RecordRef | null;
  /** For a lock or a socket: who held it, or was connected, and who waited, at that time. */
  readonly holding: readonly string[];
  readonly waiting: readonly string[];
  /** What a server told other tabs as well. */
  readonly sameFrame: readonly RecordRef[];
}

/**
 * Cause and effect, read from top to bottom; each step leads to its row. Empty where the deliveries say as
 * much.
 */
export interface Chain {
  readonly steps: readonly ChainStep[];
  /** There is more before the first, or behind the last. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

export interface ChainStep {
  readonly record: RecordRef;
  /** Of its row among exchanges; null where it has none. */
  readonly exchange: string | null;
  readonly time: number;
  /** Milliseconds after the record that was asked about; negative before it. */
  readonly offset: number;
  readonly depth: number;
  readonly confidence: 'certain' | 'likely' | null;
  readonly asked: boolean;
  /** It leads back into the chain: what follows is there already. */
  readonly repeated: boolean;
  /** So many of its arrivals led to nothing, and are no steps of their own. */
  readonly quiet: number;
  readonly context: string;
  readonly place: Place | null;
  readonly channel: Channel;
  readonly subject: string;
  readonly action: string;
  readonly direction: 'out' | 'in' | null;
  readonly content: readonly Span[];
  readonly marks: readonly Mark[];
}
