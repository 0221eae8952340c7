import type { Finding } from '../../findings/types';
import type { About } from '../about';
import type { Mistake, Value } from '../syntax';

/** Messages that explain a field, or say why a filter cannot be read. */
export type FilterMessage = `filter_${'help' | 'error'}_${string}`;

/** One `name:` of the filter language: all that is known of it. */
export interface Field {
  readonly name: string;
  readonly also?: readonly string[];
  /** The name of the message that explains it. */
  readonly help: FilterMessage;
  /** Whole terms; each can be read. */
  readonly examples: readonly string[];
  /** What decides beyond the record: when that changes, it is asked again. */
  readonly asks: 'record' | 'findings' | 'exchange';
  /** What can stand behind the colon, where that is fixed. */
  readonly values?: readonly string[];
  /** What a record has of it, for completion. */
  occurs?(about: About): Iterable<string>;
  read(value: Value, now: number): Test | Mistake;
}

export interface Test {
  record(about: About): boolean;
  /** `title`: as it is shown. */
  finding(finding: Finding, title: string): boolean;
}
