import type { Mistake } from '../filter/syntax';
import type { ChannelKind } from '../record/record';

export interface Answer {
  readonly version: number;
}

/** What a person looks at: two questions with an equal view mean the same list. */
export interface View {
  /** `exchanges`: a row for what was sent, with who it reached. `events`: a row for each raw record. */
  readonly mode: 'exchanges' | 'events';
  /** As typed. One that cannot be read filters nothing: `filterError` of the answer says so. */
  readonly filter: string;
  /** null: all. Empty: none. */
  readonly kinds: readonly ChannelKind[] | null;
  /** Only what has an error or a warning, failed, or made a handler throw. */
  readonly problemsOnly: boolean;
  readonly window: TimeWindow | null;
  /** null: by time, the oldest first. Thin rows (`presence`) are there only then. */
  readonly sort: Sort | null;
  /** Ids of rows whose deliveries, or whose folded rows, are shown below them. */
  readonly expanded: readonly string[];
  /** Whether equal sends and reconnects fold into one row. */
  readonly fold: boolean;
}

/** Both times belong to it. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

export type SortColumn = 'time' | 'from' | 'channel' | 'content' | 'size' | 'reached' | 'slowest' | 'finding';

export interface Sort {
  readonly by: SortColumn;
  readonly descending: boolean;
}

export type FilterError = Mistake;
