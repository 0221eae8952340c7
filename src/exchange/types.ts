import type { Preview } from '../record/preview';
import type { Channel, Context, Record, Text } from '../record/record';

/** Names a record: its context and its seq. */
export interface RecordRef {
  readonly context: string;
  readonly seq: number;
}

export const verdicts = [
  /** The context got it, and its page listens, or no record tells whether it does. */
  'arrived',
  /** It came, or would have come, to a document or channel without a listener. */
  'nobody-listening',
  /** The context was frozen or in the back/forward cache; with a `record`, it arrived after the thaw. */
  'frozen',
  'other-partition',
  /** The context, or its channel's object, exists only since after the send. */
  'opened-later',
  'closed-before',
  /** It arrived, and a handler of the page threw. */
  'handler-threw',
  /**
   * Never meant for it: the sender itself, another tab's sessionStorage, another port than the one it was
   * sent to.
   */
  'not-applicable',
  /** Too early to say: its record may still be on its way. */
  'waiting',
  /** No record tells: of a worker's inside, of a context that was watched late, of a loss. */
  'unknown',
] as const;

export type Verdict = (typeof verdicts)[number];

/** What one context got of one exchange. */
export interface Delivery {
  readonly context: string;
  readonly verdict: Verdict;
  /** The receive or storage event, where one is known. */
  readonly record?: RecordRef;
  /** From the send to the receive; only where both are known and belong together for certain. */
  readonly latency?: MeasuredLatency;
  /** For `handler-threw`: the record of the exception. */
  readonly thrown?: RecordRef;
  /** Where it has a `record`: what its handlers did; null where the page has none. */
  readonly outcome?: Outcome | null;
}

/**
 * What came of a delivery in the document that got it, as far as records say. Changes of the page itself
 * leave none.
 */
export interface Outcome {
  /** The first few things that were done, in order; what was done alike is one. */
  readonly deeds: readonly Deed[];
  /** So many more, of other kinds. */
  readonly more: number;
  /** A handler was still running so many milliseconds after the event; null where no record shows it. */
  readonly ranFor: number | null;
}

/** Something that a page did. */
export interface Deed {
  readonly what: 'wrote' | 'removed' | 'cleared' | 'sent';
  readonly channel: Channel;
  /** Of a write; null for clear() and for what was sent. */
  readonly key: Text | null;
  readonly count: number;
  /** The first such record. */
  readonly record: RecordRef;
  /** certain: while the handlers ran. likely: soon after. */
  readonly confidence: CauseLink['confidence'];
}

/** A latency, and how exactly it is known. */
export interface MeasuredLatency {
  /** Never negative. */
  readonly milliseconds: number;
  /** What the coarser of the two documents' clocks can tell, in milliseconds. */
  readonly resolution: number;
  /** The clocks of the two documents differ; what is known of that is corrected. */
  readonly approximate: boolean;
}

/** A write or send together with its deliveries. */
export interface Exchange {
  /**
   * `context/seq` of the send, or of the first delivery where no send was seen (a direct property write, a
   * worker, a server).
   */
  readonly id: string;
  readonly channel: Channel;
  /** The write or send; null where it was not seen. */
  readonly send: RecordRef | null;
  /** Milliseconds since the epoch: of the send, or of the first delivery where no send was seen. */
  readonly time: number;
  /**
   * The contexts that can have sent it. One entry: it was that one. Several: any of them, and nothing tells
   * which. None: nobody that was watched, a worker or a server.
   */
  readonly writers: readonly string[];
  /** true: the records prove who sent and who got it. false: another pairing would fit them as well. */
  readonly certain: boolean;
  /** One a context that was live then, or nearly: the sender too (`not-applicable`). The oldest first. */
  readonly deliveries: readonly Delivery[];
  /** For a send to a worker or a server: what it sent next, which may be the answer. Ids of exchanges. */
  readonly answers: readonly string[];
  /** For what a worker or a server sent: the send that it may answer. */
  readonly answerTo: string | null;
}

export const contextStates = [
  'visible',
  'hidden',
  'frozen',
  /** In the back/forward cache. */
  'bfcached',
  'prerendering',
  'discarded',
  'gone',
] as const;
export type ContextState = (typeof contextStates)[number];

/** A channel's object in a page, and what the page does with it. */
export interface ObjectInfo {
  readonly context: string;
  readonly object: number;
  readonly channel: Channel;
  readonly opened: number;
  readonly closed: number | null;
  /** How many `message` listeners the page has on it; null: no record tells. */
  readonly listeners: number | null;
  /** Of a port or a service worker container: messages flow; null: no record tells. */
  readonly started: boolean | null;
  /** The last of its states, for a lock: requested, granted, released … */
  readonly state: string | null;
  /** What its constructor got. */
  readonly options: Preview | undefined;
}

/** A context with what its records say of it. */
export interface ContextInfo {
  readonly context: Context;
  readonly state: ContextState;
  /** Since when, in milliseconds since the epoch. */
  readonly since: number;
  /**
   * How many `storage` listeners the page has, `onstorage` included; null: no record tells. Records are
   * missing that were lost, or are not held any more, and what the page did before it was watched left none.
   */
  readonly storageListeners: number | null;
  /** Open objects: channels, workers, sockets, ports, locks. */
  readonly objects: readonly ObjectInfo[];
  /** false: there may be objects that no record tells of, for the same reasons. */
  readonly complete: boolean;
}

/** Milliseconds; of `count` deliveries. */
export interface Latency {
  readonly count: number;
  /** So many more have an approximate latency, and are left out. */
  readonly approximate: number;
  /** Of the clocks, in milliseconds, as known at the latest delivery. */
  readonly resolution: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface LatencyRow {
  readonly channel: Channel;
  /** Contexts of the sender and the receiver; null in the row of a whole channel. */
  readonly from: string | null;
  /** null too where replies are measured. */
  readonly to: string | null;
  /** From a send to what first answered it: a worker or a server, in which nobody sees when it arrived. */
  readonly reply: boolean;
  readonly latency: Latency;
}

/**
 * An edge of a cause chain. certain: made while the handlers of that event ran. likely: soon after it, in the
 * same context.
 */
export interface CauseLink {
  readonly record: RecordRef;
  readonly confidence: 'certain' | 'likely';
}

/** What a record was caused by and what it caused, one step each way. */
export interface Causes {
  readonly causedBy: CauseLink | null;
  readonly caused: readonly CauseLink[];
}

/**
 * Makes exchanges, contexts, latencies and cause chains out of one origin's records, incrementally. The same
 * records give the same result in whatever interleaving of contexts they come, as long as none is later than
 * `keepOpen` behind the latest.
 */
export interface Correlator {
  /**
   * Before its records; again whenever something of it changes. Contexts of other origins too, where they are
   * known.
   */
  addContext(context: Context): void;
  /** Takes records as they arrive, each context's in the order of its seq. */
  add(records: readonly Record[]): void;
  /**
   * Time has passed without records, in milliseconds since the epoch. true: there is more to do, and another
   * call does it.
   */
  advance(now: number): boolean;
  /** Lets go of everything before that time but the state of the contexts. */
  forget(before: number): void;
  /** Lets go of all records and latencies; what is known of the documents that are there stays. */
  clear(): void;
  /** The exchange that a record is part of. */
  of(ref: RecordRef): Exchange | undefined;
  get(id: string): Exchange | undefined;
  causes(ref: RecordRef): Causes;
  record(ref: RecordRef): Record | undefined;
  /** In the order in which they came; gone ones for as long as records of theirs are held. */
  contexts(): readonly ContextInfo[];
  /** Channels first, by their count. Of what arrived among these records, or of all. */
  latencies(records?: readonly Record[]): readonly LatencyRow[];
}
