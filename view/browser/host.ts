import type { Host } from '../../src/capture/host';

/** A capture's surroundings in a browser. */
export const browserHost: Host = {
  clock: () => performance.now(),
  // setTimeout would let 4 milliseconds pass each time.
  breathe: () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    }),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
