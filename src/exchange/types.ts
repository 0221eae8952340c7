import type { Record } from '../record';

/** Names a record: its context and its seq. */
export interface RecordRef {
  readonly context: string;
  readonly seq: number;
}

/** What one context got of one exchange. */
export interface Delivery {
  readonly context: string;
  readonly verdict:
    | 'arrived'
    | 'nobody-listening'
    | 'frozen'
    | 'other-partition'
    | 'opened-later'
    | 'closed-before'
    | 'handler-threw'
    | 'not-applicable'
    | 'unknown';
  /** The receive or storage event, where one is known. */
  readonly record?: RecordRef;
  /** Milliseconds from the send to the receive. */
  readonly latency?: number;
}

/** A write or send together with its deliveries. */
export interface Exchange {
  /** `context/seq` of the send, or of the first delivery where no send was seen (a direct property write). */
  readonly id: string;
  readonly channel: Record['channel'];
  /** The write or send; null where it was not seen. */
  readonly send: RecordRef | null;
  /**
   * The contexts that can have sent it. One entry: it was that one. Several: any of them, and nothing tells which.
   * None: nobody that was watched.
   */
  readonly writers: readonly string[];
  /** true: the records prove who sent and who got it. false: another pairing would fit them as well. */
  readonly certain: boolean;
  readonly deliveries: readonly Delivery[];
}

/** Pairs records incrementally. */
export interface Correlator {
  /** Takes records as they arrive, in any interleaving of contexts; returns the ids of the exchanges that changed. */
  add(records: readonly Record[]): readonly string[];
  /** The exchange that a record is part of. */
  of(ref: RecordRef): Exchange | undefined;
  get(id: string): Exchange | undefined;
}
