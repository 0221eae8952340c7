/**
 * Whether so many more calls of a small function fit onto the stack: page code may call ours when it is
 * nearly full. The calls made here are not inlined, since they are recursive.
 */
export function hasRoom(calls: number): boolean {
  try {
    return descend(calls);
  } catch {
    return false;
  }
}

function descend(left: number): boolean {
  return left === 0 || descend(left - 1);
}

/** More than content/ calls when it takes a batch. */
export const roomForBatch = 256;
/**
 * More than `roomForBatch` is in another world: a call takes twice as much of the stack before it is compiled
 * as it does afterwards.
 */
export const roomForSure = 2_000;
