/** A page whose main thread's CPU time can be read: microseconds since the thread began. */
export async function openTimed(bench, url) {
  const page = await bench.open(url);
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  async function threadMicros() {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime').value * 1e6;
  }
  return {
    page,
    threadMicros,
    /** Microseconds of it that `work` takes, and what it has set going in so many milliseconds afterwards. */
    async cpuOf(work, settles) {
      const before = await threadMicros();
      await work();
      await new Promise((resolve) => setTimeout(resolve, settles));
      return (await threadMicros()) - before;
    },
  };
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function short(value) {
  return Math.round(value * 100) / 100;
}
