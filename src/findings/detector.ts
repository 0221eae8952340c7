import type { Contexts } from '../exchange/contexts';
import type { Exchange, RecordRef } from '../exchange/types';
import type { Channel, Context, Record } from '../record';
import type { FindingCode, FindingValue } from './types';

/** What a detector saw, once. */
export interface Seen {
  readonly code: FindingCode;
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
}

/** What detectors may ask. They see records in the order of their times, some two seconds late: what belongs to a record is known by then. */
export interface World {
  readonly contexts: Contexts;
  exchangeOf(record: RecordRef): Exchange | undefined;
  /** What sent a storage event or a message. */
  sentOf(sink: RecordRef): { readonly record: Record; readonly certain: boolean } | undefined;
  /** What a write or send certainly arrived as. */
  arrivalsOf(source: RecordRef): readonly Record[];
  /** The storage event or message, in the same context, during whose dispatch a record was made; certain ones only. */
  causeOf(record: Record): Record | undefined;
  /** What was certainly made during an event's dispatch. */
  madeBy(event: Record): readonly Record[];
  thrownBy(event: Record): Record | undefined;
  /** Documents of other origins that are known to be open: tabs that do not share anything with these. */
  neighbours(): readonly Context[];
  /** Until when time is known to have passed, in milliseconds since the epoch: an imported file may end before. */
  reached(): number;
  report(seen: Seen): void;
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
