import type { MeasuredLatency } from '../../exchange/types';
import type { ContextState, RecordRef } from '../../exchange/types';
import type { Channel, ChannelKind } from '../../record/record';
import type { Mark, Reached } from '../rows/row-types';
import type { TimeWindow } from '../view';

/** Who sent what to whom, when: lanes with arrows between them, for a picture that is `bins` pixels wide. */
export interface TimelineQuestion {
  readonly ask: 'timeline';
  /** null: from the first record to the last. */
  readonly window: TimeWindow | null;
  readonly bins: number;
  readonly filter: string;
  readonly kinds: readonly ChannelKind[] | null;
  readonly problemsOnly: boolean;
  /** Ids of lanes whose frames have lanes of their own. */
  readonly unfolded: readonly string[];
}

/** Its size is bounded by `bins` and the number of lanes, however much happened in the window. */
export interface TimelineAnswer {
  readonly version: number;
  /** null: there are no records. */
  readonly window: TimeWindow | null;
  /** From the first record to the last. */
  readonly range: TimeWindow | null;
  readonly lanes: readonly Lane[];
  readonly arrows: readonly Arrow[];
  readonly blocks: readonly Block[];
  readonly locks: readonly LockBar[];
  readonly complete: boolean;
}

/** A tab with its documents, frames included; or a worker or a server, named by its channel. */
export interface Lane {
  readonly id: string;
  readonly channel: Channel | null;
  /** A document to name the tab by; null for workers and servers. */
  readonly context: string | null;
  /** Frames of a tab that were there in the window; 0 in the lane of a frame. */
  readonly frames: number;
  /** Whether it is the lane of a frame, below that of its tab. */
  readonly isFrame: boolean;
  /** What is no visible document, in order, without overlaps. */
  readonly spans: readonly LaneSpan[];
}

export interface LaneSpan {
  readonly from: number;
  readonly to: number;
  /** absent: the tab was not there yet. */
  readonly state: ContextState | 'absent';
}

/** One message: a row of exchanges. */
export interface Arrow {
  /** As of its row. */
  readonly id: string;
  readonly record: RecordRef;
  readonly time: number;
  /** null: nobody knows who sent it. */
  readonly lane: string | null;
  readonly channel: Channel;
  readonly subject: string;
  /** What is written beside it: what sort of message it is, else the subject in brief. */
  readonly label: string;
  readonly marks: readonly Mark[];
  readonly problem: boolean;
  readonly arrivals: readonly Arrival[];
}

export interface Arrival {
  readonly lane: string;
  /** null: a worker or a server. */
  readonly context: string | null;
  readonly verdict: Reached['verdict'];
  /** When it was heard; null where it was not, or nobody saw it. */
  readonly time: number | null;
  readonly latency: MeasuredLatency | null;
  /** Milliseconds that a handler ran; null where no record shows it. */
  readonly ranFor: number | null;
  /** The finding that says why it was not heard. */
  readonly code: Mark | null;
}

/** Messages that are less than three pixels apart. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** So many of them have a problem. */
  readonly problems: number;
  /** The first of them, for a way in. */
  readonly id: string;
  /** null: not all that were looked at have the same. */
  readonly subject: string | null;
  /** Lanes and kinds of some of them, spread evenly; of all where there are few. */
  readonly lanes: readonly string[];
  readonly kinds: readonly ChannelKind[];
}

export interface LockBar {
  readonly lane: string;
  readonly name: string;
  readonly state: 'waiting' | 'held';
  readonly from: number;
  /** null: it goes on. */
  readonly to: number | null;
}
