import type { Host } from '../../src/capture/host';

/** Waits for its message: setTimeout would let 4 milliseconds pass each time. */
const turns = new MessageChannel();
const waiting: (() => void)[] = [];
turns.port1.onmessage = () => {
  waiting.shift()?.();
};

/** A capture's surroundings in a browser. */
export const browserHost: Host = {
  clock: () => performance.now(),
  breathe: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      turns.port2.postMessage(null);
    }),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
