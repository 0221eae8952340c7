import type { Contexts } from '../../presence/contexts';
import type { Exchange, RecordRef } from '../../exchange/types';
import type { Channel, Neighbour, Record } from '../../record/record';
import type { FindingCode, FindingValue, FindingVariant } from '../types';

/** What a detector saw, once. */
export interface Seen {
  readonly code: FindingCode;
  /** Where a code has several texts: which. To be part of the subject. */
  readonly variant?: FindingVariant;
  /** Findings of one code and subject are one, with a count. */
  readonly subject: string;
  readonly channel: Channel;
  /** In the order of the catalogue's `values`. */
  readonly values: readonly FindingValue[];
  readonly contexts: readonly string[];
  /** Not empty; the record that it is about first. */
  readonly evidence: readonly RecordRef[];
  readonly time: number;
  /** Where it is not as certain as usual. */
  readonly confidence?: 'likely' | 'hint';
  /** Where it is not as severe as usual. */
  readonly severity?: 'warning' | 'info';
  /** How often it was seen with this, where that is not once. */
  readonly count?: number;
  /** How many messages were lost with it, where the catalogue does not say that each is one. */
  readonly lost?: number;
  /**
   * Where a finding is about several things at once, a receiver's keys say: this one's name. The texts name
   * all in its place.
   */
  readonly part?: string;
  /**
   * Findings that say nothing of their own beside this one: of these codes and parts, on its channel, about
   * one of its contexts.
   */
  readonly explains?: { readonly codes: readonly FindingCode[]; readonly parts: readonly string[] };
}

/** What a detector said of something that may still change. */
export interface Claim {
  /** Says it anew; what it said before goes. */
  revise(seen: Seen): void;
  withdraw(): void;
}

/**
 * What detectors may ask (README.md). They see records in the order of their times, two seconds late, and
 * nothing that is later: whenever a viewer was opened, it says the same.
 */
export interface World {
  /**
   * Documents and objects as they were when the record happened that is seen, or at the time that was waited
   * for.
   */
  readonly contexts: Contexts;
  exchangeOf(record: RecordRef): Exchange | undefined;
  /** What sent a storage event or a message. */
  sentOf(sink: RecordRef): { readonly record: Record; readonly certain: boolean } | undefined;
  /** What a write or send certainly arrived as. */
  arrivalsOf(source: RecordRef): readonly Record[];
  /**
   * The storage event or message, in the same context, during whose dispatch a record was made; certain ones
   * only.
   */
  causeOf(record: Record): Record | undefined;
  /** The same, also where several events of that time may be the one. */
  likelyCauseOf(record: Record): Record | undefined;
  /** What was certainly made during an event's dispatch. */
  madeBy(event: Record): readonly Record[];
  /** That, and what followed it so soon that it was probably made because of it. */
  doneAfter(event: Record): readonly Record[];
  thrownBy(event: Record): Record | undefined;
  /** Documents of other origins, with when they were there: tabs that do not share anything with these. */
  neighbours(): readonly Neighbour[];
  /**
   * Until when time is known to have passed, in milliseconds since the epoch: an imported file may end
   * before.
   */
  reached(): number;
  /** Says what does not change any more. */
  report(seen: Seen): void;
  /** Says what later records may change. */
  claim(seen: Seen): Claim;
  /** Calls once all records up to that time have been seen. */
  when(time: number, call: () => void): void;
}

/** Looks for some codes; one call for each record, in order. */
export type Detector = (record: Record) => void;
export type MakeDetector = (world: World) => Detector;

/** A tab among the values of a finding. */
export function tab(context: string): FindingValue {
  return { context };
}

export function ref({ context, seq }: RecordRef): RecordRef {
  return { context, seq };
}

/** What a finding about one record says of it. */
export function about(record: Record): Pick<Seen, 'channel' | 'time' | 'contexts' | 'evidence'> {
  const { channel, time, context } = record;
  return { channel, time, contexts: [context], evidence: [ref(record)] };
}
