/**
 * Between page/ (MAIN world) and content/ (ISOLATED world) of one document. Page creates a node that is never
 * in a document and hands it over in the hello, a SubmitEvent on `document` with the node as submitter,
 * before page code exists; from then on both sides dispatch CustomEvents with string detail on the node
 * (docs/architecture.md).
 */

/**
 * The hello's event type while the document is loading. A `load` event of this class does not get from a
 * document to its window (DOM, "get the parent" of a document; Firefox keeps to that for classes without a
 * native event alone), where a parent or an opener may have left a listener before the document was there.
 */
export const helloEvent = 'load';
/**
 * In a document that is complete (about:blank, a late start) its scripts may listen for `load`; nothing
 * listens for this by chance.
 */
export const lateHelloEvent = 'tabshark-hello';

/**
 * Page to content: detail is `count:` and a JSON array of that many observations, or '' to ask whether
 * content/ is there. Content cancels it, which is the answer: it was taken, and the extension is there.
 * (Firefox takes a content script away with its extension, without a word.)
 */
export const batchEvent = 'batch';

/**
 * Content to page: detail is the id of the document's context. Page to a later run of content/: the same, in
 * answer to `takeOverEvent`.
 */
export const contextEvent = 'context';

/**
 * Content to page/ of an earlier run: a MouseEvent on `document` with a node of its own as relatedTarget
 * (content/earlier-run.ts).
 */
export const takeOverEvent = 'tabshark-take-over';

/**
 * The node's `title`, which both sides read and write. Content: '' or `busy`, while the background has not
 * acknowledged two batches. Page: `held` in the place of `busy`, where it keeps notes until content orders
 * `flush`: notes of many tasks then leave together.
 */
export const busy = 'busy';
export const held = 'held';
/** Milliseconds after which page/ sends all the same what it keeps. */
export const heldAtMostMs = 1_000;

/**
 * Content to page: detail is one of these words; of `has`, a space and the number of the object follow. Page
 * cancels it, which is the answer: it has done so, or has that object.
 */
export const orderEvent = 'order';

export type Order =
  /** The hello was taken: install the hooks. */
  | 'accept'
  /** Dispatch what the outbox holds, now. */
  | 'flush'
  /** document.open() has erased the listeners of window and document: add them again. */
  | 'reopened'
  /** Take all hooks back and fall silent. */
  | 'restore'
  /** The extension is gone: the same, and its next run in this document is told where the records ended. */
  | 'orphaned'
  | 'stacks-on'
  | 'stacks-off'
  /** Is the object with that number still there? */
  | 'has';

/** At most so many observations leave the outbox as one batch. */
export const batchLimit = 500;
/** And at about so many UTF-16 units of JSON; one observation alone may be more. */
export const batchSize = 128 * 1024;
/**
 * So many units of batches wait in page/ for content/ to hear them; beyond that, what comes later is dropped,
 * and a gap says how many.
 */
export const waitingSize = 4 * 1024 * 1024;
/**
 * Content takes no batch of more UTF-16 units: whatever the page sends, what is kept of it is not that long.
 */
export const batchBound = 4 * 1024 * 1024;
