// node bench/soak.mjs: memory over millions of records (TABSHARK_SOAK), from two real pages to the store and
// an open viewer. Prints JSON.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBenchBrowser } from './browser.mjs';
import { committedOf } from './committed.mjs';
import { residentMegabytes } from './resident.mjs';

const wanted = Number(process.env.TABSHARK_SOAK ?? 5_000_000);
const steps = 20;
/** Writes between two looks at how far the store is. */
const burst = 5_000;
/** Records that may be on their way; the queue of a page is for 200,000. */
const mayLag = 50_000;

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
execFileSync(process.execPath, [path.join(root, 'build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
const bench = await openBenchBrowser(path.join(root, 'dist', 'chrome'));
try {
  const origin = bench.watched;
  const viewer = await bench.open(
    `chrome-extension://${bench.extensionId}/popup/popup.html?origin=${encodeURIComponent(origin)}#v=1&mode=events`,
  );
  const reader = await bench.open(`chrome-extension://${bench.extensionId}/manifest.json`);
  const listener = await bench.open(`${origin}/listener`);
  await listener.evaluate(() => addEventListener('storage', () => undefined));
  const writer = await bench.open(`${origin}/writer`);
  const heaps = {
    writer: await writer.createCDPSession(),
    listener: await listener.createCDPSession(),
    viewer: await viewer.createCDPSession(),
    background: (await bench.worker()).client,
  };

  const began = performance.now();
  const rows = [];
  let made = 0;
  let committed = 0;
  for (let step = 1; step <= steps; step += 1) {
    for (; committed < (wanted * step) / steps; committed = await committedOf(reader, origin)) {
      if (2 * made - committed < mayLag) {
        await writer.evaluate(write, made, burst);
        made += burst;
      }
    }
    rows.push({
      records: committed,
      seconds: Math.round((performance.now() - began) / 1000),
      heapMegabytes: await usedHeaps(heaps),
      residentMegabytes: residentMegabytes(bench.browser.process().pid),
    });
    console.error(JSON.stringify(rows.at(-1)));
  }
  const seconds = (performance.now() - began) / 1000;
  const { held, dropped } = await reader.evaluate(heldBy, origin);
  console.log(
    JSON.stringify(
      {
        browser: await bench.browser.version(),
        records: committed,
        recordsPerSecond: Math.round(committed / seconds),
        heldInTheStore: held,
        droppedInPagesLately: dropped,
        shownByTheViewer: await viewer.$eval('.toolbar .count', (element) => element.textContent),
        steps: rows,
      },
      null,
      2,
    ),
  );
} finally {
  await bench.close();
}

/** Runs in the page: writes that other tabs hear of, and gives way often. */
async function write(from, count) {
  for (let n = from; n < from + count; n += 1) {
    localStorage.setItem(`key ${n % 50}`, `a value, number ${n}`);
    if (n % 250 === 249) await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Megabytes of each heap after a collection; an isolated world shares its page's. */
async function usedHeaps(sessions) {
  const used = {};
  for (const [name, session] of Object.entries(sessions)) {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    used[name] = Math.round(usedSize / 1e5) / 10;
  }
  return used;
}

/** Runs in a page of the extension: how many records an origin holds, and how many of them are missing. */
async function heldBy(origin) {
  const request = indexedDB.open('tabshark');
  await new Promise((resolve) => (request.onsuccess = resolve));
  const all = request.result.transaction('chunks').objectStore('chunks').getAll();
  await new Promise((resolve) => (all.onsuccess = resolve));
  request.result.close();
  const records = all.result
    .filter((chunk) => chunk.origin === origin)
    .flatMap((chunk) => JSON.parse(chunk.text));
  const gaps = records.filter(({ type }) => type === 'gap');
  return { held: records.length, dropped: gaps.reduce((sum, { count }) => sum + count, 0) };
}
