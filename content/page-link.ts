import {
  batchEvent,
  busy,
  contextEvent,
  held,
  helloEvent,
  lateHelloEvent,
  orderEvent,
  type Order,
} from '../src/protocol/page';
import { parsePageBatch } from '../src/protocol/page-parse';
import { hasRoom, roomForBatch } from '../src/room';
import { isExtensionThere } from './browser';

/** The private way to page/ of this document; it exists once page/ has said hello. */
export interface PageLink {
  /** Whether page/ has done it; `object` goes with `has`. */
  order(order: Order, object?: number): boolean;
  /** Whether page/ is to keep what it notes; when no longer, it sends that at once. */
  hold(holds: boolean): void;
}

/**
 * What comes from page/, or from whoever holds its node: a JSON array of so many observations, not yet
 * validated.
 */
export interface PageBatches {
  /** Id of this document's context. */
  readonly context: string;
  take(text: string, count: number): void;
  /** So many are not taken, since together they are larger than page/ makes a batch. */
  refused(count: number): void;
}

/**
 * Waits for the hello of page/ and accepts it: the first whose node carries out the order to accept. Page
 * code that was there before says hello, too, but does not do that. Later hellos are not answered.
 */
export function acceptPage(
  signal: AbortSignal,
  batches: PageBatches,
  accepted: (link: PageLink) => void,
): void {
  const first = new AbortController();
  const options = { capture: true, signal: AbortSignal.any([signal, first.signal]) };

  function onHello(event: Event): void {
    const node = event instanceof SubmitEvent && event.target === document ? event.submitter : null;
    if (!node) return;
    const refused = new AbortController();
    node.addEventListener(
      batchEvent,
      (batch) => {
        // Page code may have called page/ deep in its recursion; page/ sends what is not taken once more,
        // with the stack empty.
        if (!(batch instanceof CustomEvent) || !hasRoom(roomForBatch)) return;
        if (isExtensionThere()) batch.preventDefault();
        readBatch(batch.detail, batches);
      },
      { signal: AbortSignal.any([signal, refused.signal]) },
    );
    const link: PageLink = {
      order(order, object) {
        const detail = object === undefined ? order : `${order} ${object}`;
        return !node.dispatchEvent(new CustomEvent(orderEvent, { detail, cancelable: true }));
      },
      hold(holds) {
        const isHeld = node.title === held;
        node.title = holds ? busy : '';
        if (isHeld) link.order('flush');
      },
    };
    node.dispatchEvent(new CustomEvent(contextEvent, { detail: batches.context }));
    // A hello within another one may have been accepted meanwhile.
    if (link.order('accept') && !first.signal.aborted) {
      first.abort();
      accepted(link);
    } else refused.abort();
  }

  document.addEventListener(helloEvent, onHello, options);
  document.addEventListener(lateHelloEvent, onHello, options);
}

function readBatch(detail: unknown, { take, refused }: PageBatches): void {
  const batch = parsePageBatch(detail);
  if (!batch) return;
  if (batch.text === null) refused(batch.count);
  else take(batch.text, batch.count);
}
