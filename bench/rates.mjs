import { readdirSync, readFileSync } from 'node:fs';
import { short } from './timed-page.mjs';

const seconds = 5;
/** Of /proc/PID/stat on Linux. */
const tickMs = 10;

/**
 * Microseconds of CPU a write that the extension's process and the browser's take, beyond what they take
 * where the page is not watched.
 */
export async function measureRates(bench) {
  const result = {};
  for (const perSecond of [10, 100, 1_000]) {
    const native = await cpuAt(bench, bench.native, perSecond);
    const watched = await cpuAt(bench, bench.watched, perSecond);
    const micros = (kind) => short(((watched[kind] - native[kind]) * 1_000) / watched.writes);
    result[`${perSecond} a second`] = {
      extensionMicros: micros('extension'),
      browserMicros: micros('browser'),
    };
  }
  const { writes, extension, browser } = await cpuOfPuts(bench, 10);
  result['floor: 10 bare puts a second'] = {
    extensionMicros: short((extension * 1_000) / writes),
    browserMicros: short((browser * 1_000) / writes),
  };
  return result;
}

/** What the same number of transactions takes in which the background puts one small row and does no more. */
async function cpuOfPuts(bench, perSecond) {
  const worker = await bench.worker();
  const before = cpuOf(bench.browser.process().pid);
  const writes = await worker.evaluate(put, perSecond, seconds);
  const after = cpuOf(bench.browser.process().pid);
  return { writes, extension: after.extension - before.extension, browser: after.browser - before.browser };
}

/** Runs in the background. */
async function put(perSecond, forSeconds) {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open('bench-floor', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows');
    request.onsuccess = () => resolve(request.result);
  });
  let count = 0;
  while (count < perSecond * forSeconds) {
    const transaction = database.transaction('rows', 'readwrite', { durability: 'relaxed' });
    transaction.objectStore('rows').put(`a value of 20 B ${count}`, 1);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    count += 1;
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond));
  }
  database.close();
  indexedDB.deleteDatabase('bench-floor');
  return count;
}

async function cpuAt(bench, origin, perSecond) {
  const page = await bench.open(`${origin}/`);
  await page.evaluate(write, 50, 1);
  const before = cpuOf(bench.browser.process().pid);
  const writes = await page.evaluate(write, perSecond, seconds);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const after = cpuOf(bench.browser.process().pid);
  await page.close();
  return {
    writes,
    extension: after.extension - before.extension,
    browser: after.browser - before.browser,
  };
}

/** Runs in the page. */
async function write(perSecond, forSeconds) {
  const start = performance.now();
  let count = 0;
  while (count < perSecond * forSeconds) {
    for (const due = ((performance.now() - start) / 1_000) * perSecond; count < due; count += 1)
      localStorage.setItem('rate', `a value of 20 B ${count}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond));
  }
  return count;
}

/** Milliseconds that the browser's own process and those of extensions have used. */
function cpuOf(browserPid) {
  const used = { browser: milliseconds(browserPid), extension: 0 };
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (!readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--extension-process')) continue;
      if (isBelow(name, browserPid)) used.extension += milliseconds(name);
    } catch {
      // It has ended meanwhile.
    }
  }
  return used;
}

function isBelow(pid, ancestor) {
  for (let at = Number(pid); at > 1; at = Number(fieldsOf(at)[1])) if (at === ancestor) return true;
  return false;
}

function milliseconds(pid) {
  const fields = fieldsOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** From the state on, which is the third of them: the name before it may hold anything. */
function fieldsOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
