import { doorbell, type Ring } from '../src/protocol/background';
import type { Committed } from '../store/commit';

/** Tells open viewers what is new in the store, on a BroadcastChannel that only pages of the extension share. */
const bell = new BroadcastChannel(doorbell);

export function ring(message: Ring): void {
  bell.postMessage(message);
}

/** UTF-16 units of records that one ring may carry. */
const maxText = 1024 * 1024;

export function ringCommitted({ origin, first, records }: Committed): void {
  let from = 0;
  let texts: string[] = [];
  let size = 0;
  const send = (): void => {
    if (texts.length === 0) return;
    ring({
      type: 'committed',
      origin,
      first: first + from,
      count: texts.length,
      text: `[${texts.join(',')}]`,
    });
    from += texts.length;
    texts = [];
    size = 0;
  };
  for (const record of records) {
    const text = JSON.stringify(record);
    if (size + text.length > maxText) send();
    texts.push(text);
    size += text.length;
  }
  send();
}
