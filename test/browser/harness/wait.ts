/**
 * The browser did not get there in time. A browser test that failed for nothing else runs once more, alone.
 */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/**
 * Asks again and again until `condition` gives something that is neither undefined, null nor false; fails
 * with `what` after `timeout` ms. What takes long is asked less often: an answer takes the browser's time.
 */
export async function waitFor<T>(
  what: string,
  condition: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  timeout = 30_000,
): Promise<T> {
  const start = Date.now();
  let last: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value !== undefined && value !== null && value !== false) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    const waited = Date.now() - start;
    if (waited > timeout) throw new TimedOut(`Waited ${timeout} ms for ${what}; last: ${String(last)}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(20 + waited / 10, 150)));
  }
}
