import { batchEvent, contextEvent, helloEvent, orderEvent, type Order } from '../src/protocol/page';
import {
  createNode,
  dispatch,
  eventDetail,
  listen,
  nativeCustomEvent,
  nativeMouseEvent,
  page,
  read,
} from './natives';

/** The private way to content/: a node that only the two worlds hold. */
export interface Link {
  /** Dispatches a batch (src/protocol/page.ts) synchronously. Returns whether content/ heard it and its extension is there. */
  send(batch: string): boolean;
  /** Id of this document's context. */
  context(): string;
}

/** Says hello; `obey` gets every order, first `accept` if there is a content script and this is the first hello of the document. */
export function connect(obey: (order: Order, link: Link) => void): void {
  const node = createNode();
  let context = '';
  const link: Link = {
    send(batch) {
      const init = { __proto__: null, detail: batch, cancelable: true } as CustomEventInit<string>;
      return !dispatch(node, new nativeCustomEvent(batchEvent, init));
    },
    context: () => context,
  };
  listen(node, contextEvent, (event) => {
    context = read(eventDetail, event) as string;
  });
  listen(node, orderEvent, (event) => {
    obey(read(eventDetail, event) as Order, link);
  });
  dispatch(
    page,
    new nativeMouseEvent(helloEvent, { __proto__: null, relatedTarget: node } as MouseEventInit),
  );
}
