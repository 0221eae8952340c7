import { contextEvent, takeOverEvent } from '../src/protocol/page';
import { documentUrl } from './facts';

/**
 * Asks page/ of an earlier run in this document, whose extension was updated, loaded again or removed, to
 * restore the page, before page/ of this run takes what it finds for the page's own functions. Returns the id
 * of the context that the earlier run recorded; null if there was none.
 */
export function takeOver(): string | null {
  let context: string | null = null;
  const node = new Text();
  node.addEventListener(contextEvent, (event) => {
    if (event instanceof CustomEvent && typeof event.detail === 'string') context = event.detail;
  });
  document.dispatchEvent(new MouseEvent(takeOverEvent, { relatedTarget: node }));
  return context;
}

/**
 * Whether this script runs later than at the document's start: started in an open page, or by Firefox itself
 * when the user has switched the extension off and on again (Firefox 153; not when it is updated or loaded
 * again). The initial about:blank is complete from its first moment.
 */
export function isLate(marked: boolean): boolean {
  return marked || (document.readyState !== 'loading' && documentUrl() !== 'about:blank');
}
