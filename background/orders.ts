import type { PageOrder } from '../src/protocol/orders';
import type { ToContent } from '../src/protocol/background';

/** Orders to single documents, over their ports, and what the documents answered. */
export interface Orders<Port> {
  /** Whether the document has done it: false where it is gone, does not answer in time, or cannot. */
  give(port: Port, context: string, order: PageOrder): Promise<boolean>;
  /** An answer came over that port. */
  answered(port: Port, id: number, done: boolean): void;
  /** No more answers come over that port. */
  lost(port: Port): void;
}

/** A page that is busy or frozen for longer may still do it. */
const answersWithinMs = 1_000;

export function createOrders<Port>(send: (port: Port, message: ToContent) => void): Orders<Port> {
  const pending = new Map<number, { readonly port: Port; readonly end: (done: boolean) => void }>();
  let last = 0;

  return {
    give(port, context, order) {
      last += 1;
      const id = last;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          end(false);
        }, answersWithinMs);
        function end(done: boolean): void {
          clearTimeout(timer);
          pending.delete(id);
          resolve(done);
        }
        pending.set(id, { port, end });
        send(port, { type: 'order', id, context, order });
      });
    },
    answered(port, id, done) {
      const order = pending.get(id);
      if (order?.port === port) order.end(done);
    },
    lost(port) {
      for (const order of [...pending.values()]) if (order.port === port) order.end(false);
    },
  };
}
