/**
 * Between page/ (MAIN world) and content/ (ISOLATED world) of one document. Page creates a node that is never in a document and
 * hands it over in the hello, a MouseEvent on `document` with the node as relatedTarget, before page code exists; from then
 * on both sides dispatch CustomEvents with string detail on the node (docs/architecture.md).
 */

/** The hello's event type. It is not a secret: only the first hello is taken, and it is sent before page code runs. */
export const helloEvent = 'tabshark-hello';

/** Page to content: detail is `count:` and a JSON array of that many observations. */
export const batchEvent = 'batch';

/** Content to page: detail is one of these words. */
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
  | 'stacks-on'
  | 'stacks-off';

/** At most so many observations leave the outbox as one batch. */
export const batchLimit = 500;
/** And at about so many UTF-16 units of JSON; one observation alone may be more. */
export const batchSize = 128 * 1024;
/** Content takes no batch of more UTF-16 units: whatever the page sends, what is kept of it is not that long. */
export const batchBound = 4 * 1024 * 1024;
