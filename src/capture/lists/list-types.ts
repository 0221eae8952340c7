import type { ContextInfo, LatencyRow } from '../../exchange/types';
import type { Finding, Severity } from '../../findings/types';
import type { Channel, ChannelKind, Context } from '../../record/record';
import type { Answer, TimeWindow, View } from '../view';

/** How much is held, and in which state. */
export interface StatusQuestion {
  readonly ask: 'status';
}

export interface StatusAnswer extends Answer {
  readonly origin: string;
  /** The end of the history is there, the rest is still read or analysed. */
  readonly loading: boolean;
  readonly paused: boolean;
  /** Records that came while it is paused. */
  readonly waiting: number;
  /** How many older records it does not hold. */
  readonly leftOut: number;
  readonly records: number;
  /** UTF-16 units of what is held, roughly; 0 where nobody counted. */
  readonly size: number;
  /** Times of the oldest and the latest record; null where there is none. */
  readonly first: number | null;
  readonly last: number | null;
  /** Badges: one for each finding. */
  readonly problems: { readonly [severity in Severity]: number };
  /** Documents that are there now, and how many of them are seen only in part. */
  readonly open: number;
  readonly partial: number;
  /** What the worker could not do: read the store, say. '' where all is well. */
  readonly trouble: string;
}

/** All findings that pass: the most severe first. */
export interface FindingsQuestion {
  readonly ask: 'findings';
  /** Filter, kinds and window count; '' and null let all pass. */
  readonly filter: string;
  readonly kinds: readonly ChannelKind[] | null;
  readonly window: TimeWindow | null;
}

export interface FindingsAnswer extends Answer {
  readonly findings: readonly FindingRow[];
  /** Without the filter. */
  readonly all: number;
  /** For "Checked n messages in n tabs against n causes". */
  readonly checked: { readonly messages: number; readonly contexts: number; readonly causes: number };
}

export interface FindingRow {
  readonly finding: Finding;
  /** Every document that it is about is gone. */
  readonly past: boolean;
  /** From the first to the last record of its evidence that is held; null: there are less than two. */
  readonly span: TimeWindow | null;
}

/** Documents, in the order in which they came. */
export interface ContextsQuestion {
  readonly ask: 'contexts';
  /** As text that title or URL hold; '' and null let all pass. */
  readonly filter: string;
  readonly window: TimeWindow | null;
}

export interface ContextsAnswer extends Answer {
  readonly contexts: readonly ContextRow[];
  /** Ids of those that pass the filter and were there in the window. */
  readonly passing: readonly string[];
  /** Every document that was there, in the order in which they came. */
  readonly documents: readonly Context[];
  /** Every document that rows may name, gone ones too, with what a person knows its tab by. */
  readonly names: readonly ContextName[];
}

export interface ContextRow extends ContextInfo {
  /** Records of it that are held. */
  readonly records: number;
}

/** A tab keeps its letter when its page is loaded anew. */
export interface ContextName {
  readonly id: string;
  readonly letter: string;
  /** 0 … 7, an index of colours. */
  readonly colour: number;
  readonly title: string;
  readonly url: string;
  readonly favicon: string;
  readonly isFrame: boolean;
  /** Which document of its tab it is, from 1; `documents`: of how many. */
  readonly document: number;
  readonly documents: number;
  /** Tells it from another tab with the same title: its path, or its number; '' where the title does. */
  readonly apart: string;
  readonly gone: boolean;
}

/** Channels that were used, the busiest first. */
export interface ChannelsQuestion {
  readonly ask: 'channels';
  readonly window: TimeWindow | null;
}

export interface ChannelsAnswer extends Answer {
  readonly channels: readonly ChannelRow[];
}

export interface ChannelRow {
  readonly channel: Channel;
  /** Rows of exchanges. */
  readonly exchanges: number;
  readonly records: number;
  /** Documents that sent or got something on it. */
  readonly contexts: readonly string[];
  readonly first: number;
  readonly last: number;
}

/** How many rows a click on each chip would show: the view counts without its `kinds`. */
export interface ChipsQuestion {
  readonly ask: 'chips';
  readonly view: View;
}

export interface ChipsAnswer extends Answer {
  readonly all: number;
  /** Kinds without any are left out. */
  readonly kinds: readonly { readonly kind: ChannelKind; readonly count: number }[];
  /** With `kinds`: how many of them have a problem. */
  readonly problems: number;
  readonly complete: boolean;
}

export interface LatenciesQuestion {
  readonly ask: 'latencies';
  /** As text that kind or name of the channel hold. */
  readonly filter: string;
  /** Of what arrived in it. */
  readonly window: TimeWindow | null;
}

export interface LatenciesAnswer extends Answer {
  /** Without the filter and the window. */
  readonly all: number;
  /** Channels first, by their count; then pairs of documents. */
  readonly latencies: readonly LatencyRow[];
}

/** Values that occur, for completion in the filter: the most frequent first. */
export interface ValuesQuestion {
  readonly ask: 'values';
  /** The name of a field of the filter. */
  readonly of: string;
  /** What they begin with or hold, upper and lower case alike. */
  readonly like: string;
  readonly most: number;
}

export interface ValuesAnswer extends Answer {
  readonly values: readonly { readonly value: string; readonly count: number }[];
}
