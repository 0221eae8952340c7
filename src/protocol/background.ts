import type { Context } from '../record/record';
import type { SettingsChange } from './settings';
import type { AreaKind } from '../record/storage-areas';
import type { PageOrder } from './orders';

/** Between content/ and background/, over a runtime port named `context`. */
export const contextPort = 'context';

/**
 * What a content script says of its own document; tab, frame, origin and url come from port.sender instead.
 */
export interface Claims {
  readonly context: string;
  readonly topOrigin: string;
  /**
   * Origin of the nearest document around this one that has one; '' if there is none, or the browser does not
   * say.
   */
  readonly within: string;
  readonly title: string;
  readonly url: string;
  readonly origin: string;
  readonly partial: boolean;
  readonly created: number;
  /**
   * Id of the context that an earlier run of content/ recorded in the same document until its extension was
   * updated or loaded again.
   */
  readonly replaces: string | null;
  /** It has heard what to read, and done so. */
  readonly read: boolean;
}

export type Batch = {
  /** seq of the batch's first record. */
  readonly first: number;
  /** How many records the parts hold together. */
  readonly count: number;
  /** Each a JSON array of observations. */
  readonly parts: readonly string[];
};

export type FromContent =
  | { readonly type: 'hello'; readonly claims: Claims }
  | ({ readonly type: 'batch' } & Batch)
  | { readonly type: 'title'; readonly title: string; readonly url: string }
  /** What it was asked to read is read. */
  | { readonly type: 'read' }
  /** To the order with that id: whether it was done. */
  | { readonly type: 'answer'; readonly id: number; readonly done: boolean };

export type ToContent =
  /** Every record with a lower seq than `next` is in the store. */
  | { readonly type: 'ack'; readonly next: number }
  | {
      readonly type: 'settings';
      readonly stacks: boolean;
      /** What may wait in a document: records, and UTF-16 units of their JSON. */
      readonly queue: { readonly records: number; readonly size: number };
    }
  /** Known to this document and the background alone: the document seals with it what it leaves behind. */
  | { readonly type: 'secret'; readonly secret: string }
  /**
   * Tell once what these hold; `later`: with the next record, since a clear is to leave nothing until then.
   */
  | { readonly type: 'read'; readonly areas: readonly AreaKind[]; readonly later: boolean }
  | {
      readonly type: 'order';
      readonly id: number;
      /** Id of the context that it is for. */
      readonly context: string;
      readonly order: PageOrder;
    };

/**
 * A content script leaves batches in storage.local when its page goes away before they were acknowledged,
 * under `left/CONTEXT/FIRST`: the JSON of each is sealed with the document's secret (src/sealing/), since
 * content scripts in every site's renderer read and write that storage.
 */
export const leftPrefix = 'left/';

/** Between viewers and the background, by runtime.sendMessage; the answer is `Answer`. */
export type Command =
  /**
   * Add the origin to the watch list (it takes effect as soon as the browser grants it) and start in its open
   * tabs.
   */
  | { readonly type: 'watch'; readonly origin: string }
  | { readonly type: 'unwatch'; readonly origin: string }
  | { readonly type: 'clear'; readonly origin: string }
  | { readonly type: 'reload-tabs'; readonly origin: string }
  | { readonly type: 'watch-state'; readonly origin: string }
  | { readonly type: 'change-settings'; readonly change: SettingsChange }
  /**
   * All sites that the user did not take off the list, as soon as the browser grants them; or only those on
   * it again.
   */
  | { readonly type: 'watch-all'; readonly on: boolean }
  /** To the document of one context; not ok where it was not done. */
  | { readonly type: 'order'; readonly context: string; readonly order: PageOrder };

export interface WatchState {
  /** On the watch list. */
  readonly listed: boolean;
  /** The browser grants us its pages. */
  readonly granted: boolean;
}

export type Answer =
  { readonly ok: true; readonly state: WatchState } | { readonly ok: false; readonly message: string };

/**
 * The doorbell: a BroadcastChannel of the extension's own origin on which the background tells open viewers
 * what is newly in the store. The store stays the only truth: a viewer that misses a ring reads from there.
 */
export const doorbell = 'tabshark';
export type Ring =
  /**
   * Records `first` … `first + count - 1` of the origin's order were committed; `text` is their JSON array.
   */
  | {
      readonly type: 'committed';
      readonly origin: string;
      readonly first: number;
      readonly count: number;
      readonly text: string;
    }
  | { readonly type: 'context'; readonly context: Context }
  /** All records of the origin went; the next that is committed has the ordinal `next`. */
  | { readonly type: 'cleared'; readonly origin: string; readonly next: number }
  /** The background was started: it may have been stopped before it could ring for what it had committed. */
  | { readonly type: 'started' }
  | { readonly type: 'watch-changed' }
  | { readonly type: 'settings-changed' }
  /** The store can not be written; capture goes on in memory. '' when it is well again. */
  | { readonly type: 'trouble'; readonly message: string };

/**
 * The same without the records, for pages: to receive these would cost their main thread more than to show
 * them.
 */
export const doorbellOfPages = 'tabshark pages';
export type RingOfPages =
  Exclude<Ring, { type: 'committed' }> | Omit<Extract<Ring, { type: 'committed' }>, 'text'>;
