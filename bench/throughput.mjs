import { committedOf } from './committed.mjs';

/** Records a second from a page's own calls to the committed store. */
const writes = 50_000;

export async function measureThroughput(bench) {
  const reader = await bench.open(`chrome-extension://${bench.extensionId}/manifest.json`);
  const page = await bench.open(`${bench.watched}/writer`);
  const before = await committedOf(reader, bench.watched);
  const start = performance.now();
  await page.evaluate(async (count) => {
    for (let n = 0; n < count; n += 1) {
      localStorage.setItem('n', String(n));
      if (n % 500 === 499) await new Promise((resolve) => setTimeout(resolve));
    }
  }, writes);
  const written = performance.now();
  let after = before;
  while (after - before < writes && performance.now() - written < 60_000)
    after = await committedOf(reader, bench.watched);
  const end = performance.now();
  return {
    records: after - before,
    writingSeconds: (written - start) / 1000,
    lastCommittedAfterSeconds: (end - written) / 1000,
    recordsPerSecond: Math.round((after - before) / ((end - start) / 1000)),
  };
}
