import { leastNodes, maxNodes } from './preview';

/**
 * How many parts of messages are looked at: so many a millisecond, and so many that are saved up. When they
 * are spent, pictures of messages with more than a few parts are brief until the largest can be paid for
 * again: a search that cannot be finished would be wasted.
 */
const aMillisecond = 20;
const most = 4_000;

let left = most;
let latest = 0;
let isSpent = false;

/** How many parts a message of that time may have. */
export function affordable(time: number): number {
  if (time > latest) {
    left += (time - latest) * aMillisecond;
    if (left > most) left = most;
    latest = time;
  }
  if (isSpent && left < maxNodes) return leastNodes;
  isSpent = false;
  return left > maxNodes ? maxNodes : left > leastNodes ? left : leastNodes;
}

export function pay(parts: number): void {
  left = left > parts ? left - parts : 0;
}

/** A message had more parts than were affordable. */
export function overdraw(): void {
  left = 0;
  isSpent = true;
}
