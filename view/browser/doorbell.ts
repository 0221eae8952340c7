import { doorbell, type Ring } from '../../src/protocol/background';

/** Hears what the background commits; the undo hangs up. Only pages of the extension can ring. */
export function onRing(take: (ring: Ring) => void): () => void {
  const bell = new BroadcastChannel(doorbell);
  bell.onmessage = (event: MessageEvent<Ring>) => {
    take(event.data);
  };
  return () => {
    bell.close();
  };
}
