import type { RecordRef } from '../../exchange/types';
import type { Text } from '../../record/record';
import type { Span } from '../../shown/span';
import type { Mark, Reached } from '../rows/row-types';
import type { Answer, FilterError, TimeWindow } from '../view';
import type { AreaName } from './areas';

/** What one area of storage held at an instant, as far as the records show it, compared with another. */
export interface StorageQuestion {
  readonly ask: 'storage';
  /** null: now, or at the end. */
  readonly at: number | null;
  /** An earlier instant to compare with; null: none. */
  readonly since: number | null;
  /** Of the area; null, or one that is not there: the first. */
  readonly area: string | null;
  /** Keys whose last record it leaves out are not listed. */
  readonly filter: string;
  /** What is not listed, only counted. */
  readonly folded: readonly StorageChange[];
  /** Entries `from` (included) to `to` (not included). */
  readonly from: number;
  readonly to: number;
  /** Parts of the whole time that the strips of changes have. */
  readonly bins: number;
}

/** Of a key between two instants; without a comparison all are `unchanged`. */
export const storageChanges = ['changed', 'added', 'removed', 'unchanged'] as const;

export type StorageChange = (typeof storageChanges)[number];

export interface StorageAnswer extends Answer {
  /** null: there are no records. */
  readonly at: number | null;
  /** The time that strips and instants are in. */
  readonly range: TimeWindow | null;
  /** localStorage first, then sessionStorage by tab, then cookies. */
  readonly areas: readonly StorageArea[];
  /** The one that is listed; null: there is none. */
  readonly area: string | null;
  /** Entries by what became of them, folded ones too; those that the filter leaves out are not counted. */
  readonly counts: { readonly [change in StorageChange]: number };
  /** Keys without the filter. */
  readonly all: number;
  /** Listed ones, without the folded. */
  readonly total: number;
  readonly first: number;
  /** By what became of them, then by key. */
  readonly entries: readonly StorageEntry[];
  readonly filterError: FilterError | null;
}

export interface StorageArea extends AreaName {
  /** At the instant: keys, and UTF-16 units of keys and values. */
  readonly keys: number;
  readonly size: number;
  /** Keys that were there before the recording, and were not read. */
  readonly left: number;
}

export interface StorageEntry {
  readonly key: string;
  readonly change: StorageChange;
  /** The value, or what became of it. */
  readonly content: readonly Span[];
  /** Of key and value, in UTF-16 units: of a removed one, before that. */
  readonly size: number;
  readonly writer: StorageWriter;
  /** Of the last write; null: before the records begin. */
  readonly time: number | null;
  /** How often it was written, as far as records show, up to then. */
  readonly writes: number;
  /** Tabs that had not heard of the value at the instant. */
  readonly unheard: readonly Reached[];
  /** Findings that the last write is evidence of. */
  readonly marks: readonly Mark[];
  /** Who wrote it when, in the whole time; in the order of time, one of each part and writer. */
  readonly strip: readonly StripMark[];
}

export interface StorageWriter {
  /** Documents that can have written it; none where nobody that was watched did, or nothing tells. */
  readonly contexts: readonly string[];
  readonly certain: boolean;
  /**
   * write: as `contexts` say, or somebody unseen, or a server. before: before the recording began. unseen:
   * meanwhile, and no record shows who.
   */
  readonly how: 'write' | 'clear' | 'before' | 'unseen';
}

export interface StripMark {
  /** Index of its part of the time. */
  readonly bin: number;
  /** null: nothing tells who. */
  readonly context: string | null;
  readonly removed: boolean;
}

/** Everything that became of one key, the newest first. */
export interface KeyQuestion {
  readonly ask: 'key';
  readonly area: string;
  readonly key: string;
  readonly at: number | null;
  readonly since: number | null;
  readonly from: number;
  readonly to: number;
}

export interface KeyAnswer extends Answer {
  /** At the instants; null: it is not there, and for `before` also where nothing is compared. */
  readonly value: Text | null;
  readonly before: Text | null;
  /**
   * How often it was written, by whom: the most first. Those by nobody that is known are in `writes` alone.
   */
  readonly writes: number;
  readonly writers: readonly { readonly context: string; readonly count: number }[];
  readonly total: number;
  readonly first: number;
  readonly rows: readonly KeyRow[];
  /** Index of what it was at the instants; -1: there is nothing as old. */
  readonly current: number;
  readonly compared: number;
}

export interface KeyRow {
  /** null: before the records begin. */
  readonly time: number | null;
  readonly writer: StorageWriter;
  readonly content: readonly Span[];
  /** The value after it, in UTF-16 units; null: it is gone. */
  readonly size: number | null;
  readonly reached: readonly Reached[];
  readonly marks: readonly Mark[];
  readonly record: RecordRef;
  /** Id of its row among exchanges; null where it has none. */
  readonly exchange: string | null;
}

/** The next or the previous change of a key, or of any in an area. */
export interface StepQuestion {
  readonly ask: 'step';
  readonly area: string;
  /** null: of any. */
  readonly key: string | null;
  /** null: the end. */
  readonly at: number | null;
  readonly direction: 'next' | 'previous';
}

export interface StepAnswer extends Answer {
  /** null: there is none. */
  readonly time: number | null;
}
