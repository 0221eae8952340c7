/** Milliseconds between two words of a progress. */
const between = 50;

/** Hands on the first of many calls, and then one at a time. */
export function seldom(tell: (part: number) => void): (part: number) => void {
  let last = -Infinity;
  return (part) => {
    const now = performance.now();
    if (now - last < between) return;
    last = now;
    tell(part);
  };
}
