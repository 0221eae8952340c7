import type { ContextState } from '../../exchange/types';
import type { Channel } from '../../record/record';
import type { Mark } from '../rows/row-types';

/** Who is connected to what at an instant. */
export interface ConnectionsQuestion {
  readonly ask: 'connections';
  /** Milliseconds since the epoch; null: now. */
  readonly at: number | null;
  /** With what was closed by then. */
  readonly closed: boolean;
  /** As typed: only what has it in a name, an address or a tab's title. */
  readonly find: string;
}

export interface ConnectionsAnswer {
  readonly version: number;
  /** null where nothing is recorded. */
  readonly at: number | null;
  /** Rows that are closed by then, shown or not. */
  readonly closed: number;
  /** Rows that there would be without `find`. */
  readonly all: number;
  readonly documents: Board<DocumentBoard>;
  readonly workers: Board<ChannelBoard>;
  readonly channels: Board<ChannelBoard>;
  readonly ports: Board<ChannelBoard>;
  readonly locks: Board<LockBoard>;
  readonly sockets: Board<SocketBoard>;
  readonly services: Board<ServiceBoard>;
  readonly databases: Board<DatabaseBoard>;
}

/** The first rows, of so many. */
export interface Board<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/**
 * listening: its page has a listener. deaf: it has none. unknown: no record tells. asleep: frozen, or in the
 * back/forward cache.
 */
export type Membership = 'listening' | 'deaf' | 'unknown' | 'asleep';

/** A document on a channel. */
export interface Member {
  readonly context: string;
  readonly how: Membership;
}

/** Messages, and how many there were in each of the last seconds, the latest last. */
export interface Traffic {
  /** By documents, as far as their records are held. */
  readonly sent: number;
  readonly received: number;
  readonly bars: readonly number[];
}

export interface DocumentBoard {
  readonly context: string;
  readonly opened: number | null;
  readonly state: ContextState;
  readonly since: number | null;
  /** Listeners for storage events; null where no record tells. */
  readonly storageListeners: number | null;
  readonly channels: number;
  readonly marks: readonly Mark[];
}

/** All objects of one name: a SharedWorker's identity, a BroadcastChannel, what carried a MessagePort. */
export interface ChannelBoard extends Traffic {
  readonly channel: Channel;
  /** null: it was there before its records. */
  readonly opened: number | null;
  /** In whose document the first was opened. */
  readonly first: string;
  /** Of a SharedWorker: `classic` or `module`. */
  readonly type: string;
  /** Empty: all are closed. */
  readonly members: readonly Member[];
  /** Messages that findings say were lost. */
  readonly lost: number;
  readonly marks: readonly Mark[];
}

export interface LockBoard {
  readonly name: string;
  readonly context: string;
  readonly state: 'held' | 'waiting';
  /** Since when. */
  readonly since: number;
  readonly marks: readonly Mark[];
}

export interface SocketBoard extends Traffic {
  readonly channel: Channel;
  readonly context: string;
  readonly state: 'connecting' | 'open' | 'closed';
  readonly since: number | null;
  readonly marks: readonly Mark[];
}

/** A registration of a service worker, as its pages last told. */
export interface ServiceBoard {
  readonly scope: string;
  /** Addresses of scripts; '' where there is none. */
  readonly active: string;
  readonly waiting: string;
  readonly installing: string;
  /** Documents that it controls. */
  readonly controls: readonly string[];
  readonly marks: readonly Mark[];
}

export interface DatabaseBoard {
  readonly name: string;
  readonly members: readonly string[];
  readonly version: number | null;
  /**
   * A request to upgrade or delete it that waits for the others to close: by whom, `old → new`, and since
   * when.
   */
  readonly blocked: { readonly context: string; readonly versions: string; readonly since: number } | null;
  readonly marks: readonly Mark[];
}
