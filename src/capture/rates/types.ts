import type { Finding } from '../../findings/types';
import type { Channel, ChannelKind } from '../../record/record';
import type { Board } from '../connections/types';
import type { Mark, Reached } from '../rows/row-types';
import type { Answer, TimeWindow } from '../view';

/** What the traffic costs: by channel, by key and by tab, in all and a second. */
export interface RatesQuestion {
  readonly ask: 'rates';
  /** '' and null: all. */
  readonly filter: string;
  readonly kinds: readonly ChannelKind[] | null;
  /** null: from the first record to the last. */
  readonly window: TimeWindow | null;
  /** What is counted in bars, and what the busiest has most of. */
  readonly of: RateOf;
  /** Parts of the window that each row has a bar for. */
  readonly bars: number;
}

export const rateUnits = ['messages', 'bytes'] as const;
export type RateOf = (typeof rateUnits)[number];

export interface RatesAnswer {
  readonly version: number;
  /** The part of the window that there are records of; null: there are none. */
  readonly window: TimeWindow | null;
  readonly all: Cost;
  /** Messages that there would be without filter and kinds. */
  readonly total: number;
  /** The most messages, or the most of their size, within any second. */
  readonly busiest: number;
  /** The busiest first. */
  readonly channels: Board<ChannelCost>;
  /** Storage keys and cookies. */
  readonly keys: Board<KeyCost>;
  /** By who sent, and what came to it. */
  readonly tabs: Board<SenderCost>;
  readonly complete: boolean;
}

export interface Cost {
  /** Writes and sends that did not fail, and what came from workers, servers and writers that no hook saw. */
  readonly messages: number;
  /** Of their values, as sizes of rows are. */
  readonly size: number;
  /**
   * Writes of the value that was there, and messages equal to the one before from the same object in the
   * window.
   */
  readonly unchanged: number;
  /** Storage events, and messages that a page listened for: one for each document and object. */
  readonly heard: number;
  /** Of these: at a time when the page had no listener. */
  readonly unlistened: number;
  /**
   * Documents in which that was so, or that were on a channel and did not listen to what was sent: one of
   * each tab.
   */
  readonly deaf: readonly string[];
  /** Messages, or their size, in each part of the window. */
  readonly bars: readonly number[];
}

export interface ChannelCost extends Cost {
  readonly channel: Channel;
}

export interface KeyCost extends Cost {
  readonly channel: Channel;
  readonly key: string;
}

export interface SenderCost extends Cost {
  /** The latest document of a tab, or who is no tab. */
  readonly who: Reached['who'];
}

/**
 * Messages (rows of exchanges), or their bytes, in `bins` equal parts of a time range; null: from the first
 * record to the last.
 */
export interface RateQuestion {
  readonly ask: 'rate';
  readonly range: TimeWindow | null;
  readonly bins: number;
  readonly of: RateOf;
  /** Into what each bin is parted. */
  readonly by: RateBy;
  /** '' and null: all. */
  readonly filter: string;
  readonly kinds: readonly ChannelKind[] | null;
}

export const rateParts = ['channel', 'tab'] as const;

export type RateBy = (typeof rateParts)[number];

export interface RateAnswer extends Answer {
  readonly range: TimeWindow | null;
  /** The number in each bin, by kind or by the colour of a tab; those without any are left out. */
  readonly parts: readonly RatePart[];
  /** The most in any bin, and within any second, of all parts together. */
  readonly most: number;
  readonly busiest: number;
  /** When findings were last seen within the range, in order. */
  readonly marks: readonly RateMark[];
  readonly complete: boolean;
}

export interface RatePart {
  /** A kind of channel, or the colour of tabs; null: what no tab sent. */
  readonly part: ChannelKind | number | null;
  readonly counts: readonly number[];
}

export interface RateMark extends Mark {
  readonly time: number;
  /** Of the finding. */
  readonly id: string;
  /** What it is about: a viewer hides findings by that. */
  readonly channel: Channel;
  readonly values: Finding['values'];
}
