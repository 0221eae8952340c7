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
import { hasRoom, roomForSure } from '../src/room';
import {
  cancel,
  createNode,
  cut,
  dispatch,
  eventDetail,
  find,
  isLoading,
  listen,
  nativeCustomEvent,
  nativeSubmitEvent,
  page,
  read,
  readTitle,
  writeTitle,
} from './natives';

/** The private way to content/: a node that only the two worlds hold. */
export interface Link {
  /**
   * Dispatches a batch (src/protocol/page.ts) synchronously. Returns whether content/ took it and its
   * extension is there.
   */
  send(batch: string): boolean;
  /** Whether content/ asks for what is noted later; from then on it is told that there is something. */
  mustWait(): boolean;
  /**
   * Whether it is certain that content/ or its extension is not there any more. A batch that was not taken
   * proves nothing: Blink calls no listener in more than 44 nested callbacks, and content/ takes nothing
   * where the stack is nearly full. Both would have kept our own listener from it, too.
   */
  isAlone(): boolean;
  /** Id of this document's context. */
  context(): string;
}

/**
 * Says hello; `obey` gets every order, with the number of an object or 0, and says whether it was done. The
 * first is `accept` if there is a content script and this is the first hello of the document.
 */
export function connect(obey: (order: Order, link: Link, object: number) => boolean): void {
  const node = createNode();
  let context = '';
  /**
   * Whether our own listener, which comes after that of content/, has heard what isAlone() asks, with more
   * room on the stack than content/ needs.
   */
  let reached: boolean | null = null;
  const link: Link = {
    send(batch) {
      const init = { __proto__: null, detail: batch, cancelable: true } as CustomEventInit<string>;
      try {
        return !dispatch(node, new nativeCustomEvent(batchEvent, init));
      } catch {
        // The stack is full.
        return false;
      }
    },
    mustWait() {
      const title = readTitle(node);
      if (title === busy) writeTitle(node, held);
      return title === busy || title === held;
    },
    isAlone() {
      reached = false;
      const isTaken = link.send('');
      const isSure = reached;
      reached = null;
      return !isTaken && isSure;
    },
    context: () => context,
  };
  listen(node, contextEvent, (event) => {
    context = read(eventDetail, event) as string;
    listen(node, batchEvent, () => {
      if (reached !== null) reached = hasRoom(roomForSure);
    });
  });
  listen(node, orderEvent, (event) => {
    const detail = read(eventDetail, event) as string;
    const space = find(detail, ' ');
    const order = space < 0 ? detail : cut(detail, 0, space);
    if (obey(order as Order, link, space < 0 ? 0 : +cut(detail, space + 1))) cancel(event);
  });
  dispatch(
    page,
    new nativeSubmitEvent(isLoading() ? helloEvent : lateHelloEvent, {
      __proto__: null,
      submitter: node,
    } as SubmitEventInit),
  );
}
