import { doorbell, doorbellOfPages, type Ring, type RingOfPages } from '../../src/protocol/background';

/**
 * Hears what the background commits, in a worker; the undo hangs up. Only pages of the extension can ring.
 */
export function onRing(take: (ring: Ring) => void): () => void {
  return hear(doorbell, take);
}

/** The same in a page, which gets no records. */
export function onRingOfPages(take: (ring: RingOfPages) => void): () => void {
  return hear(doorbellOfPages, take);
}

interface Rings {
  readonly [doorbell]: Ring;
  readonly [doorbellOfPages]: RingOfPages;
}

function hear<Name extends keyof Rings>(name: Name, take: (ring: Rings[Name]) => void): () => void {
  const bell = new BroadcastChannel(name);
  bell.onmessage = (event: MessageEvent<Rings[Name]>) => {
    take(event.data);
  };
  return () => {
    bell.close();
  };
}
