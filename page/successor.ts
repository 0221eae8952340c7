import { contextEvent, takeOverEvent } from '../src/protocol/page';
import type { Link } from './link';
import { dispatch, listenFirst, nativeCustomEvent, page, read, relatedTarget } from './natives';

/**
 * The next run of content/ in this document, that of an extension which was updated or loaded again, asks
 * this run to restore the page, and is told whose records end here. As long as this run's own content/ is
 * there, nobody who asks is answered.
 */
let link: Link | null = null;
let restore: () => void;

export function awaitSuccessor(own: Link, orphaned: () => void): void {
  link = own;
  restore = orphaned;
  hearSuccessor();
}

/** Again after document.open() has erased all listeners. */
export function hearSuccessor(): void {
  listenFirst(page, takeOverEvent, onTakeOver);
}

/** Watching ends because somebody wants so: what a later run does not see is no gap. */
export function endSuccession(): void {
  link = null;
}

function onTakeOver(event: Event): void {
  const node = read(relatedTarget, event);
  if (!node || !link?.isAlone()) return;
  restore();
  const detail = link.context();
  dispatch(
    node as EventTarget,
    new nativeCustomEvent(contextEvent, { __proto__: null, detail } as CustomEventInit<string>),
  );
}
