import { batchEvent, helloEvent, orderEvent, type Order } from '../src/protocol/page';

/** The private way to page/ of this document; it exists once page/ has said hello. */
export interface PageLink {
  order(order: Order): void;
}

/**
 * Waits for the first hello of page/ and accepts it; `take` gets each batch: a JSON array of `count` observations, not yet validated. Later hellos
 * (from page code, or from a second run of page/) are not answered, and not stopped either: page code that uses an event of that
 * name sees its own events as before.
 */
export function acceptPage(
  signal: AbortSignal,
  take: (text: string, count: number) => void,
  accepted: (link: PageLink) => void,
): void {
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
          if (batch instanceof CustomEvent) readBatch(batch.detail, take);
        },
        { signal },
      );
      const link: PageLink = {
        order: (order) => node.dispatchEvent(new CustomEvent(orderEvent, { detail: order })),
      };
      link.order('accept');
      accepted(link);
    },
    { capture: true, signal: AbortSignal.any([signal, first.signal]) },
  );
}

/** `count:` and the array. What does not begin like that is not from page/. */
function readBatch(detail: unknown, take: (text: string, count: number) => void): void {
  if (typeof detail !== 'string') return;
  const colon = detail.indexOf(':');
  const count = Number(detail.slice(0, colon));
  if (colon > 0 && Number.isSafeInteger(count) && count > 0) take(detail.slice(colon + 1), count);
}
