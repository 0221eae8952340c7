/** The most within any second of these, which are in the order of their times; `amounts` are of each. */
export function busiestSecond(times: readonly number[], amounts: readonly number[]): number {
  let most = 0;
  let sum = 0;
  let oldest = 0;
  for (const [at, time] of times.entries()) {
    sum += amounts[at] ?? 0;
    for (; (times[oldest] ?? time) <= time - 1_000; oldest += 1) sum -= amounts[oldest] ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}
