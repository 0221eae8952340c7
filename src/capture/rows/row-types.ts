import type { Deed, MeasuredLatency, RecordRef, Verdict } from '../../exchange/types';
import type { FindingCode, Severity } from '../../findings/types';
import type { Channel, Record } from '../../record/record';
import type { Span } from '../../shown/span';
import type { Answer, FilterError, View } from '../view';

/** Rows `from` (included) to `to` (not included) of a view. */
export interface RowsQuestion {
  readonly ask: 'rows';
  readonly view: View;
  /** Negative numbers count from the end: -50 to Infinity are the last 50. */
  readonly from: number;
  readonly to: number;
}

export interface RowsAnswer extends Answer {
  /** Rows of the view, thin ones and expanded ones included. */
  readonly total: number;
  /** Exchanges (or records, by the mode) that pass, each folded one counted. */
  readonly passing: number;
  /** The same without filter, kinds, window and problemsOnly. */
  readonly all: number;
  /** Index of the first of `rows`. */
  readonly first: number;
  readonly rows: readonly Row[];
  /** false: the filter goes on, the newest first, and the version counts up as it does. */
  readonly complete: boolean;
  /**
   * Where in the filter it cannot be read, in UTF-16 units, and why (the name of a message); null where it
   * can.
   */
  readonly filterError: FilterError | null;
}

export type Row = ExchangeRow | DeliveryRow | PresenceRow | EventRow;

interface AnyRow {
  /** Unique in its view, and the same for as long as its records are held. */
  readonly id: string;
  readonly time: number;
  /** What its details are about. */
  readonly record: RecordRef;
  /** 0; below an expanded fold or exchange one more. */
  readonly depth: number;
}

/** Somebody that is no watched document. `unseen`: no hook saw who wrote it. */
export type Place = 'shared-worker' | 'service-worker' | 'server' | 'browser' | 'unseen';

/** A write or send, a lock request, an upgrade, a socket's life: one row with who it reached. */
export interface ExchangeRow extends AnyRow {
  readonly row: 'exchange';
  /** Id of the exchange, `context/seq` of its first record. A fold has the same with `*` behind it. */
  readonly id: string;
  /** Documents that can have sent it: one, or several where nothing tells which; none where `place` did. */
  readonly writers: readonly string[];
  /** Who sent it where no document did. */
  readonly place: Place | null;
  readonly certain: boolean;
  readonly channel: Channel;
  /** The storage key, or the name that the Channel column shows: a lock's, a worker's URL, a database's. */
  readonly subject: string;
  /** The API's own word: setItem, postMessage, storage … */
  readonly action: string;
  readonly content: readonly Span[];
  /**
   * Bytes as far as they are known, else UTF-16 units; null where there is nothing to measure. Of a fold: in
   * all.
   */
  readonly size: number | null;
  readonly reached: readonly Reached[];
  /** Instead of badges: granted, waiting, open. */
  readonly reachedNote: Span | null;
  readonly slowest: Slowest | null;
  readonly marks: readonly Mark[];
  /** It failed, made a handler throw, or has an error or a warning. */
  readonly problem: boolean;
  /** The native call threw. */
  readonly failed: boolean;
  readonly fold: Fold | null;
  /** It has deliveries, or folded rows, to show below it. */
  readonly expandable: boolean;
  readonly expanded: boolean;
}

/** Equal sends within a second, or one socket's reconnects: so many rows as one. */
export interface Fold {
  readonly kind: 'equal' | 'reconnects';
  readonly count: number;
  /** Time of the last of them. */
  readonly until: number;
  /** Ids of the folded rows, the first 1,000 of them. */
  readonly ids: readonly string[];
}

/**
 * Who got it, or should have. `sent`: into a worker or to a server, where nobody sees whether it was heard.
 */
export interface Reached {
  readonly who: { readonly context: string } | { readonly place: Place };
  readonly verdict: Verdict | 'sent';
}

export interface Slowest {
  readonly milliseconds: number;
  /** What the coarser clock can tell, in milliseconds. */
  readonly resolution: number;
  readonly approximate: boolean;
  /** The time to the reply, not to a receive. */
  readonly isReply: boolean;
}

/** A finding that this is evidence of: each code once, the most severe first. */
export interface Mark {
  readonly id: string;
  readonly code: FindingCode;
  readonly severity: Severity;
}

/** Below an expanded exchange: what one document got of it. */
export interface DeliveryRow extends AnyRow {
  readonly row: 'delivery';
  /** `exchange>context`. `record` is the receive or storage event; the send where there is none. */
  readonly id: string;
  readonly exchange: string;
  readonly who: Reached['who'];
  readonly verdict: Reached['verdict'];
  /** As of the verdict: since when it is frozen, closed, without a listener; null where that is not known. */
  readonly since: number | null;
  readonly latency: MeasuredLatency | null;
  /** What the handlers did; null where it is not known or there were none. */
  readonly deeds: readonly DeedDone[];
  /** So many more, of other kinds. */
  readonly moreDeeds: number;
  /** Milliseconds that a handler still ran after the event; null where no record shows it. */
  readonly ranFor: number | null;
  readonly threw: RecordRef | null;
  /** Findings of the receive. */
  readonly marks: readonly Mark[];
}

export type DeedDone = Deed;

export const presences = [
  'opened',
  'frozen',
  'resumed',
  'bfcached',
  'restored',
  'discarded',
  'gone',
  'listener-gone',
  'listener-added',
  'channel-closed',
  'records-lost',
] as const;

export type Presence = (typeof presences)[number];

/** A thin line: who could hear has changed. */
export interface PresenceRow extends AnyRow {
  readonly row: 'presence';
  /** `!context/seq` of its record. */
  readonly id: string;
  readonly context: string;
  readonly what: Presence;
  /** Of listener-gone, listener-added and channel-closed. */
  readonly channel: Channel | null;
  /** Milliseconds that the state before lasted, for resumed and restored; null otherwise. */
  readonly after: number | null;
  /** For records-lost: how many; null where nobody knows. */
  readonly count: number | null;
}

/** One raw record. */
export interface EventRow extends AnyRow {
  readonly row: 'event';
  /** `context/seq`. */
  readonly id: string;
  readonly context: string;
  readonly type: Record['type'];
  readonly channel: Channel;
  readonly subject: string;
  readonly action: string;
  /** out: it left the document. in: it came. */
  readonly direction: 'out' | 'in' | null;
  readonly content: readonly Span[];
  readonly size: number | null;
  /** Of a write or send: who got it. Of a receive or storage event: empty, see `writers`. */
  readonly reached: readonly Reached[];
  readonly writers: readonly string[];
  readonly place: Place | null;
  readonly certain: boolean;
  /** Id of its row among exchanges; null where it has none. */
  readonly exchange: string | null;
  readonly slowest: Slowest | null;
  readonly marks: readonly Mark[];
  readonly problem: boolean;
  readonly failed: boolean;
}

/** Where a row, or a record, is in a view. */
export interface PlaceQuestion {
  readonly ask: 'place';
  readonly view: View;
  /** The id of a row, or `context/seq` of any record: then the row that shows it. */
  readonly id: string;
}

/** The next, or the previous, row with a problem. From the end, or the beginning, where `from` is null. */
export interface ProblemQuestion {
  readonly ask: 'problem';
  readonly view: View;
  readonly from: string | null;
  readonly direction: 'next' | 'previous';
}

export interface PlaceAnswer extends Answer {
  /** -1: it is not in this view (or, while `complete` is false, not yet). */
  readonly index: number;
  /** Of the row there; null where there is none. */
  readonly id: string | null;
  readonly record: RecordRef | null;
  readonly complete: boolean;
}
