/** Records a second from a page's own calls to the committed store. */
const writes = 50_000;

export async function measureThroughput(bench) {
  const reader = await bench.open(`chrome-extension://${bench.extensionId}/manifest.json`);
  const page = await bench.open(`${bench.watched}/writer`);
  const before = await reader.evaluate(stored, bench.watched);
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
    after = await reader.evaluate(stored, bench.watched);
  const end = performance.now();
  return {
    records: after - before,
    writingSeconds: (written - start) / 1000,
    lastCommittedAfterSeconds: (end - written) / 1000,
    recordsPerSecond: Math.round((after - before) / ((end - start) / 1000)),
  };
}

/** Runs in a page of the extension: the next ordinal of an origin, which counts all records ever committed. */
async function stored(origin) {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open('tabshark');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const row = await new Promise((resolve) => {
    const request = database.transaction('origins').objectStore('origins').get(origin);
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return row?.next ?? 0;
}
