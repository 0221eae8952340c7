import type { Host } from '../../src/capture/host';

/** A capture's surroundings in a browser. */
export const browserHost: Host = {
  clock: () => performance.now(),
  breathe: () => new Promise((resolve) => setTimeout(resolve)),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
