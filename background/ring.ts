import { doorbell, doorbellOfPages, type Ring, type RingOfPages } from '../src/protocol/background';
import type { Committed } from '../store/commit';

/**
 * Tell open viewers what is new in the store, on BroadcastChannels that only pages of the extension share.
 */
const bell = new BroadcastChannel(doorbell);
const bellOfPages = new BroadcastChannel(doorbellOfPages);

export function ring(message: Ring): void {
  bell.postMessage(message);
  bellOfPages.postMessage(withoutRecords(message));
}

function withoutRecords(message: Ring): RingOfPages {
  if (message.type !== 'committed') return message;
  const { type, origin, first, count } = message;
  return { type, origin, first, count };
}

/** UTF-16 units of records that one ring may carry. */
const maxText = 1024 * 1024;

export function ringCommitted({ origin, first, records }: Committed): void {
  let from = 0;
  let size = 0;
  const send = (to: number): void => {
    if (to === from) return;
    const part = from === 0 && to === records.length ? records : records.slice(from, to);
    ring({ type: 'committed', origin, first: first + from, count: part.length, text: `[${part.join(',')}]` });
    from = to;
    size = 0;
  };
  records.forEach((record, index) => {
    if (size + record.length > maxText) send(index);
    size += record.length;
  });
  send(records.length);
}
