import { committedOf } from './committed.mjs';
import { median, openTimed, short } from './timed-page.mjs';

/** Records that are stored before viewers open, and that come in a second while one is open. */
const stored = Number(process.env.TABSHARK_STORED ?? 50_000);
const rate = Number(process.env.TABSHARK_RATE ?? 5_000);
const seconds = 10;
const openings = 7;
/** Milliseconds between two bursts of writes. */
const beat = 100;

/**
 * A viewer of a site with many records: milliseconds until its first row is painted, and CPU of its main thread until it has read all;
 * then, while records come, CPU of its main thread a second, and its longest task.
 */
export async function measureViewer(bench) {
  const reader = await bench.open(`chrome-extension://${bench.extensionId}/manifest.json`);
  const page = await bench.open(`${bench.watched}/writer`);
  await page.evaluate(writeAtRate, stored, beat, (rate * beat) / 1_000);
  while ((await committedOf(reader, bench.watched)) < stored)
    await new Promise((resolve) => setTimeout(resolve, 200));

  const url = `chrome-extension://${bench.extensionId}/popup/popup.html?origin=${encodeURIComponent(bench.watched)}`;
  const painted = [];
  const cpu = [];
  let viewer;
  for (let round = 0; round < openings; round += 1) {
    await viewer?.page.close();
    viewer = await openTimed(bench, 'about:blank');
    await viewer.page.evaluateOnNewDocument(noteFirstRow);
    cpu.push(await viewer.cpuOf(() => viewer.page.goto(url), 6_000));
    painted.push(await viewer.page.evaluate(() => globalThis.firstRow));
  }
  await viewer.page.evaluate(noteLongestTask);
  const live = await viewer.cpuOf(
    () => page.evaluate(writeAtRate, rate * seconds, beat, (rate * beat) / 1_000),
    0,
  );
  const longest = await viewer.page.evaluate(() => globalThis.longestTask);
  await Promise.all([reader.close(), page.close(), viewer.page.close()]);
  return {
    'stored records': stored,
    'first row, ms': short(median(painted)),
    'the longest of the openings, ms': short(Math.max(...painted)),
    'opening and reading all, CPU ms': short(median(cpu) / 1_000),
    [`${rate} records a second, CPU ms a second`]: short(live / 1_000 / seconds),
    // 0: none was longer than 50 milliseconds.
    'meanwhile the longest task, ms': short(longest),
  };
}

/** Runs in a page: so many writes, some each so many milliseconds. */
async function writeAtRate(count, every, each) {
  const start = performance.now();
  for (let done = 0, beats = 1; done < count; beats += 1) {
    for (const end = Math.min(count, done + each); done < end; done += 1)
      localStorage.setItem(`key ${done % 50}`, `{"value":${done},"by":"bench"}`);
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, start + beats * every - performance.now())),
    );
  }
}

/** Runs in the viewer before its own code. */
function noteFirstRow() {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.row')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (globalThis.firstRow = performance.now())));
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** Runs in the viewer. */
function noteLongestTask() {
  globalThis.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      globalThis.longestTask = Math.max(globalThis.longestTask, duration);
  }).observe({ type: 'longtask' });
}
