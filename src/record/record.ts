import type { Preview } from './preview';

/**
 * What was observed in one context, one thing a record. Records are immutable, travel as JSON and are stored
 * and exported as they are (docs/records.md explains every field for readers of an export).
 */

export const channelKinds = [
  'local-storage',
  'session-storage',
  'shared-worker',
  'broadcast-channel',
  'websocket',
  'event-source',
  'message-port',
  'window',
  'service-worker',
  'web-lock',
  'indexed-db',
  'cookie',
  'document',
] as const;

export type ChannelKind = (typeof channelKinds)[number];

/**
 * What carries messages: a kind and a name that is the same in every context that shares it. The name is ''
 * for the storage areas, `window`, `cookie` and `document`; the URL, a space and the worker's name for a
 * shared worker (no serialised URL holds a space; the space is left out where the worker has no name); the
 * URL of a WebSocket or an event stream; the script URL of a service worker; the name of a BroadcastChannel,
 * lock or database.
 */
export interface Channel {
  readonly kind: ChannelKind;
  readonly name: string;
}

/**
 * A string that was too long to keep whole: its first and last characters, and its length in UTF-16 units.
 */
export interface CutText {
  readonly head: string;
  readonly tail: string;
  readonly length: number;
}

/** A storage key or value, URL or message as it was, or cut. */
export type Text = string | CutText;

/** What a native call threw. */
export interface ErrorInfo {
  readonly name: string;
  readonly message: string;
  /**
   * For a DataCloneError: where in the value the part is that could not be cloned, as an expression on
   * `data`.
   */
  readonly path?: string;
}

/** What one context saw; its place in that context's own order is `seq`, without holes, from 0. */
interface Observed {
  readonly type: string;
  /** Milliseconds since the epoch, fractional, monotonic within a context. */
  readonly time: number;
  readonly channel: Channel;
}

/** The sender's call stack, where stacks are switched on: one `function (url:line:column)` a line. */
interface WithStack {
  readonly stack?: string;
  /**
   * The stamp of the storage event, receive, versionchange or blocked, in the same context, during which this
   * happened.
   */
  readonly cause?: number;
}

export interface StorageWrite extends Observed, WithStack {
  readonly type: 'storage-write';
  readonly method: 'setItem' | 'removeItem' | 'clear';
  /** null for clear(). */
  readonly key: Text | null;
  /** null where the key was missing; null for clear(). */
  readonly oldValue: Text | null;
  /** null for removeItem and clear. */
  readonly newValue: Text | null;
  /** For clear(): how many keys there were. */
  readonly cleared?: number;
  /**
   * By a method of this window on the Storage of another one: that window's document is the writer, and this
   * one gets the event.
   */
  readonly foreign?: true;
  /** What the native call threw. The area is then unchanged. */
  readonly error?: ErrorInfo;
}

/** What a page's handlers get. */
interface Stamped {
  /** The event's time by the page's own clock, where `time` is another (background/times.ts). */
  readonly stamp?: number;
}

export interface StorageEventRecord extends Observed, Stamped {
  readonly type: 'storage-event';
  readonly key: Text | null;
  readonly oldValue: Text | null;
  readonly newValue: Text | null;
  /** Of the writing document. */
  readonly url: Text;
  /** false for an event that the page dispatched itself. */
  readonly isTrusted: boolean;
}

/** The page's object that sent, received or opened, numbered within its context. */
interface OnObject {
  readonly object: number;
}

export interface Send extends Observed, OnObject, WithStack {
  readonly type: 'send';
  readonly data: Preview;
  /** Bytes, where they are known without serialising: strings (UTF-16 units), buffers, blobs. */
  readonly size?: number;
  /**
   * The picture holds only the first parts of the data: the page sent or got so much that whole pictures
   * would have slowed it down.
   */
  readonly brief?: true;
  /** Class names of what was transferred, in order. */
  readonly transfer?: readonly string[];
  /** `object` numbers that transferred MessagePorts have in this context. */
  readonly ports?: readonly number[];
  readonly error?: ErrorInfo;
}

export interface Receive extends Observed, OnObject, Stamped {
  readonly type: 'receive';
  readonly event: 'message' | 'messageerror';
  readonly data: Preview;
  readonly size?: number;
  /** As of a send. */
  readonly brief?: true;
  readonly isTrusted: boolean;
  /** MessageEvent.origin, for window messages. */
  readonly origin?: string;
  /** For window messages: who `event.source` is to this window. */
  readonly source?: 'self' | 'parent' | 'opener' | 'top' | 'child' | 'other' | 'none';
  readonly ports?: readonly number[];
  /** Of an event of a stream that is none of `message`. */
  readonly name?: string;
}

/** A channel object was constructed, or its construction threw. */
export interface Open extends Observed, OnObject, WithStack {
  readonly type: 'open';
  /** Resolved. */
  readonly url?: Text;
  readonly options?: Preview;
  /** For a port that came in a message: the `object` of the port or channel that brought it. */
  readonly from?: number;
  readonly error?: ErrorInfo;
}

export interface Close extends Observed, OnObject {
  readonly type: 'close';
  readonly code?: number;
  readonly reason?: Text;
  readonly wasClean?: boolean;
}

/**
 * An error event on a channel's object; or, with `cause`, an exception that a handler of the page threw
 * during the dispatch of that event (`object` is 0 for a storage event).
 */
export interface ErrorRecord extends Observed, OnObject {
  readonly type: 'error';
  readonly message: Text;
  readonly cause?: number;
}

export const objectStates = [
  'started',
  'connected',
  'connecting',
  'requested',
  'granted',
  'released',
  'aborted',
  'not-available',
  'tried',
  'no-opener',
  'query',
  'transferred',
  'uncontrolled',
  'controllerchange',
  'registration',
  'versionchange',
  'blocked',
  'written',
  'changed',
  'deleted',
] as const;

/**
 * A change of state of a channel's object: a port started or transferred, a socket connected, a lock granted,
 * an upgrade blocked. `uncontrolled`: the page listens to service workers, and none controls it.
 * `registration`: the scripts of its service workers have changed. `written`: the page wrote a cookie.
 * `not-available` also: this realm lacks the channel's API, or may not use it; `tried`: the page used it all
 * the same, and got an exception. `no-opener`: the window came from another site, and has no opener.
 */
export interface State extends Observed, OnObject, WithStack, Stamped {
  readonly type: 'state';
  readonly state: (typeof objectStates)[number];
  readonly detail?: Preview;
  /**
   * Of a cookie that changed or was deleted: its value before, null where there was none; missing where
   * nothing tells.
   */
  readonly oldValue?: Text | null;
}

export const listensOn = ['worker', 'document'] as const;
export type ListensOn = (typeof listensOn)[number];

/**
 * The page's own listeners on a channel's object (or, for the storage areas, on the window) changed in
 * number.
 */
export interface Listeners extends Observed, OnObject {
  readonly type: 'listeners';
  readonly event: string;
  /** How many there are now; on* handlers count as one. */
  readonly count: number;
  /**
   * They are where nothing ever comes: on the SharedWorker and not on its port, on the document and not on
   * the window.
   */
  readonly on?: ListensOn;
}

export const lifecycleStates = [
  'created',
  'hidden',
  'visible',
  'frozen',
  'resumed',
  'bfcached',
  'restored',
  'prerendering',
  'activated',
  'leaving',
  'gone',
] as const;

/** `leaving`: it may go away (`beforeunload`), or stay. */
export interface Lifecycle extends Observed {
  readonly type: 'lifecycle';
  readonly state: (typeof lifecycleStates)[number];
}

export const gapReasons = [
  'backpressure',
  'malformed',
  'missing',
  'storage-failed',
  'extension-restarted',
  'not-noted',
] as const;

/** Records of this context were lost here. */
export interface Gap extends Observed {
  readonly type: 'gap';
  /**
   * null where nobody can know: for `extension-restarted`, between two runs of the extension in one document,
   * and for `not-noted`, where the page's own calls had left no room for ours.
   */
  readonly count: number | null;
  readonly reason: (typeof gapReasons)[number];
}

/**
 * The wall clock is ahead of the context's own clock, by another amount than before: the machine slept, a
 * clock was set, or the page's process is older than the page and has seen that. In stored records `time` is
 * corrected by the most that it was ahead so far (background/times.ts).
 */
export interface ClockRecord extends Observed {
  readonly type: 'clock';
  /** Milliseconds, in all; below 0 where the wall clock is behind. */
  readonly ahead: number;
}

/**
 * What a storage area, or the page's cookies, held when it was read: once for each area, soon after the
 * recording began. What was written meanwhile has records of its own.
 */
export interface Stored extends Observed {
  readonly type: 'stored';
  /** Keys and values. */
  readonly entries: readonly (readonly [Text, Text])[];
  /** How many more keys there were, which were too many or too long to read. */
  readonly left: number;
}

/** What page/ and content/ produce. */
export type Observation =
  | StorageWrite
  | StorageEventRecord
  | Send
  | Receive
  | Open
  | Close
  | ErrorRecord
  | State
  | Listeners
  | Lifecycle
  | Gap
  | ClockRecord
  | Stored;

/** An observation with its place: what is stored, shown and exported. */
export type Record = Observation & {
  /** Id of the document that it was observed in. */
  readonly context: string;
  readonly seq: number;
};

export type Browser = 'chromium' | 'firefox';

/** A document that was watched, as the browser told of it, not as the page did. */
export interface Context {
  readonly id: string;
  /** '' where the browser could not say: the document went away before the background knew of it. */
  readonly origin: string;
  readonly url: string;
  readonly title: string;
  /** A data: URL, or '' */
  readonly favicon: string;
  readonly tab: number | null;
  readonly frame: number | null;
  /** The browser's own id of the document, where it has one. */
  readonly document: string | null;
  /** Origin of the tab's top document: the storage partition. */
  readonly topOrigin: string;
  readonly incognito: boolean;
  /** Watching began after the page's own code: what was constructed before is only half seen. */
  readonly partial: boolean;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /**
   * When its connection to the background was lost and did not come back, in milliseconds since the epoch;
   * null while it is there. A document that went away in the usual way has told so itself (`gone`,
   * `bfcached`): one that has not was discarded or killed, or closed itself.
   */
  readonly ended: number | null;
  /**
   * Since when it is known not to come back, in milliseconds since the epoch: its tab was closed, or its
   * frame or process ended. null: not known; of a document that was discarded its tab is still there. One in
   * the back/forward cache loses its connection too, and may have this then.
   */
  readonly closed: number | null;
  /** null: recorded before this was noted. */
  readonly browser: Browser | null;
  /**
   * Milliseconds that the wall clock is ahead of its own clock, by its last `clock` record, which may not be
   * held any more; 0 where there was none.
   */
  readonly clockAhead: number;
  /** The tab from which this document's tab was opened, as the browser has it; null where there is none. */
  readonly openerTab: number | null;
}

/** A document of an origin that a person may take for this one: what is written here does not reach it. */
export type Neighbour = Pick<Context, 'origin' | 'created' | 'ended'>;
