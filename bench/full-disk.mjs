// node bench/full-disk.mjs FOLDER: what a disk that is really full does to the store. FOLDER is an empty one
// on a small file system of its own: mount -t tmpfs -o size=70m tmpfs FOLDER. TABSHARK_BURST: writes every
// 0.3 s. A page writes until the viewer tells of it, and on; then there is room again. Prints JSON.
import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBenchBrowser } from './browser.mjs';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('node bench/full-disk.mjs FOLDER');
/** Bytes that are left to the browser once it runs. */
const room = 3_000_000;
const burst = Number(process.env.TABSHARK_BURST ?? 500);
const maxWrites = 50_000;

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
execFileSync(process.execPath, [path.join(root, 'build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
const bench = await openBenchBrowser(path.join(root, 'dist', 'chrome'), path.join(folder, 'profile'));
try {
  const page = await bench.open(`${bench.watched}/writer`);
  const viewer = await bench.open(
    `chrome-extension://${bench.extensionId}/popup/popup.html?origin=${encodeURIComponent(bench.watched)}`,
  );
  /** The viewer loads itself anew when the browser has closed its store. */
  const alert = () =>
    viewer.evaluate(() => document.querySelector('[role=alert]')?.textContent ?? '').catch(() => '');
  const ballast = path.join(folder, 'ballast');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - room)));

  let written = 0;
  const thrown = [];
  async function writeSome() {
    thrown.push(...(await page.evaluate(write, written, burst)));
    written += burst;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }

  while (!(await alert()) && written < maxWrites) await writeSome();
  const told = await alert();
  const writtenWhenTold = written;
  for (let more = 0; more < 4; more += 1) await writeSome();

  rmSync(ballast);
  const end = Date.now() + 60_000;
  const last = () => viewer.evaluate(storedWrites).catch(() => ({}));
  while (((await last()).last !== written - 1 || (await alert())) && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 200));
  const stored = await last();
  console.log(
    JSON.stringify(
      {
        browser: await bench.browser.version(),
        told,
        writtenWhenTold,
        written,
        thrown,
        stored,
        after: await alert(),
      },
      null,
      2,
    ),
  );
} finally {
  await bench.close();
}

/** Runs in the page: values that compress badly. */
function write(from, count) {
  const thrown = [];
  for (let index = from; index < from + count; index += 1) {
    const noise = Array.from({ length: 40 }, () => Math.random().toString(36).slice(2)).join('');
    try {
      sessionStorage.setItem('full', `${index} ${noise}`);
    } catch (error) {
      thrown.push(String(error));
    }
  }
  return thrown;
}

/** Runs in the viewer: the writes in the store, and what its gaps count. */
async function storedWrites() {
  const opening = indexedDB.open('tabshark');
  const isOpen = await new Promise((resolve) => {
    opening.onsuccess = () => resolve(true);
    opening.onerror = () => resolve(false);
  });
  if (!isOpen) return {};
  const reading = opening.result.transaction('chunks').objectStore('chunks').getAll();
  await new Promise((resolve) => (reading.onsuccess = resolve));
  opening.result.close();
  const records = reading.result.flatMap(({ text }) => JSON.parse(text));
  const values = records.flatMap(({ type, newValue }) =>
    type === 'storage-write' ? [parseInt(typeof newValue === 'string' ? newValue : newValue.head)] : [],
  );
  return {
    first: values.at(0),
    last: values.at(-1),
    inOrder: values.every((value, index) => value === values[0] + index),
    gaps: records.flatMap(({ type, reason, count }) => (type === 'gap' ? [{ reason, count }] : [])),
  };
}
