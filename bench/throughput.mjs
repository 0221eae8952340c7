import { committedOf } from './committed.mjs';
import { median, short } from './timed-page.mjs';

const seconds = Number(process.env.TABSHARK_SECONDS ?? 10);
const comesWithin = 120_000;

/**
 * How fast a page can write to localStorage, unwatched and watched, and whether all of it is committed;
 * `reader` is a page of the extension.
 */
export async function measureThroughput(bench) {
  const reader = await bench.open(`chrome-extension://${bench.extensionId}/manifest.json`);
  const native = await writeFast(bench, bench.native);
  const before = await committedOf(reader, bench.watched);
  const watched = await writeFast(bench, bench.watched);
  const written = performance.now();
  let stored = 0;
  while (stored < watched && performance.now() - written < comesWithin)
    stored = (await committedOf(reader, bench.watched)) - before;
  return {
    seconds,
    unwatchedWritesPerSecond: Math.round(native / seconds),
    watchedWritesPerSecond: Math.round(watched / seconds),
    ratio: short(watched / native),
    lost: Math.max(0, watched - stored),
    lastCommittedAfterSeconds: short((performance.now() - written) / 1_000),
  };
}

async function writeFast(bench, origin) {
  const page = await bench.open(`${origin}/writer`);
  const count = await page.evaluate(async (forMilliseconds) => {
    const end = performance.now() + forMilliseconds;
    let n = 0;
    while (performance.now() < end) {
      for (let index = 0; index < 500; index += 1, n += 1) localStorage.setItem('n', String(n));
      await new Promise((resolve) => setTimeout(resolve));
    }
    return n;
  }, seconds * 1_000);
  await page.close();
  return count;
}

/** Milliseconds from a write after a silence to the row that a viewer in another window has painted. */
export async function measureFirstRecord(bench) {
  const viewer = await bench.open(
    `chrome-extension://${bench.extensionId}/popup/popup.html?origin=${encodeURIComponent(bench.watched)}`,
  );
  const page = await bench.open(`${bench.watched}/writer`);
  const took = [];
  for (let round = 0; round < 21; round += 1) {
    const key = `first-${round}-`;
    const painted = viewer.evaluate(paintedAt, key);
    await new Promise((resolve) => setTimeout(resolve, 700));
    const at = await page.evaluate((name) => {
      const now = performance.timeOrigin + performance.now();
      localStorage.setItem(name, '');
      return now;
    }, key);
    took.push((await painted) - at);
  }
  await Promise.all([viewer.close(), page.close()]);
  return { p50Ms: short(median(took)), maxMs: short(Math.max(...took)) };
}

/** Runs in the viewer. */
function paintedAt(key) {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.body.textContent.includes(key)) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}
