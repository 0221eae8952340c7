import {
  batchEvent,
  clockEvent,
  contextEvent,
  helloEvent,
  orderEvent,
  shiftEvent,
  type Order,
} from '../src/protocol/page';
import { isExtensionThere } from './browser';

/** The private way to page/ of this document; it exists once page/ has said hello. */
export interface PageLink {
  order(order: Order): void;
  /** The page's clock is to be shifted by so many milliseconds, in all. */
  shift(milliseconds: number): void;
}

export interface Reception {
  /** Id of this document's context. */
  readonly context: string;
  /** Gets each batch: a JSON array of `count` observations, not yet validated. */
  take(text: string, count: number): void;
  /** The page's clock has parted from the wall clock. */
  compareClocks(): void;
  /** Before page/ hooks anything. */
  accepted(link: PageLink): void;
}

/**
 * Waits for the first hello of page/ and accepts it. Later hellos (from page code, or from a second run of page/) are not answered, and not stopped
 * either: page code that uses an event of that name sees its own events as before.
 */
export function acceptPage(signal: AbortSignal, reception: Reception): void {
  const first = new AbortController();
  document.addEventListener(
    helloEvent,
    (event) => {
      const node = event instanceof MouseEvent ? event.relatedTarget : null;
      if (!node) return;
      first.abort();
      event.stopImmediatePropagation();
      node.addEventListener(
        batchEvent,
        (batch) => {
          if (!(batch instanceof CustomEvent)) return;
          if (isExtensionThere()) batch.preventDefault();
          readBatch(batch.detail, reception);
        },
        { signal },
      );
      node.addEventListener(
        clockEvent,
        () => {
          reception.compareClocks();
        },
        { signal },
      );
      const tell = (type: string, detail: string | number): void => {
        node.dispatchEvent(new CustomEvent(type, { detail }));
      };
      const link: PageLink = {
        order(order) {
          tell(orderEvent, order);
        },
        shift(milliseconds) {
          tell(shiftEvent, milliseconds);
        },
      };
      tell(contextEvent, reception.context);
      reception.accepted(link);
      link.order('accept');
    },
    { capture: true, signal: AbortSignal.any([signal, first.signal]) },
  );
}

/** `count:` and the array. What does not begin like that is not from page/. */
function readBatch(detail: unknown, { take }: Reception): void {
  if (typeof detail !== 'string') return;
  const colon = detail.indexOf(':');
  const count = Number(detail.slice(0, colon));
  if (colon > 0 && Number.isSafeInteger(count) && count > 0) take(detail.slice(colon + 1), count);
}
