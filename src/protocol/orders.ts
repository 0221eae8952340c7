/**
 * What one document is ordered to do. An order goes from a viewer or the background to content/ of the
 * document that has the context, with an id that its answer names; content/ passes on to page/ what only that
 * can do.
 */
export type PageOrder =
  /** No longer watched: restore the page and stop. */
  | { readonly type: 'stop' }
  /** Whether the page still has the object with that number (docs/records.md). */
  | { readonly type: 'has'; readonly object: number };
