import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { captureText } from './capture-text.mjs';
import { residentMegabytes } from './resident.mjs';
import { short } from './timed-page.mjs';

const many = Number(process.env.TABSHARK_RECORDS ?? 200_000);
const most = Number(process.env.TABSHARK_MOST ?? 1_000_000);
/** Megabytes that the heap of a task with all of them may have: one that held them would not end. */
const heap = 256;
const task = fileURLToPath(new URL('files-task.mjs', import.meta.url));

/**
 * Opening, saving, gzip and redaction of captures by the core, each in a process of its own; then opening by
 * a viewer.
 */
export async function measureFiles(bench) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tabshark-bench-'));
  try {
    const plain = path.join(folder, 'many.ndjson');
    const zipped = path.join(folder, 'many.ndjson.gz');
    const million = path.join(folder, 'most.ndjson.gz');
    await pipeline(Readable.from(captureText(many)), createWriteStream(plain));
    await pipeline(Readable.from(captureText(many)), createGzip(), createWriteStream(zipped));
    await pipeline(Readable.from(captureText(most)), createGzip({ level: 1 }), createWriteStream(million));
    const tasks = {};
    const megabytes = short((await stat(plain)).size / 1e6);
    tasks[`open ${many} records, ${megabytes} MB`] = await measured('open', plain);
    tasks[`open ${many} records, gzip`] = await measured('open', zipped);
    tasks[`open the first of ${most} records, gzip`] = await measured('open', million);
    tasks[`save ${many} records`] = await measured('save', many);
    tasks[`save ${many} records, gzip`] = await measured('gzip', many);
    tasks[`redact ${many} records`] = await measured('redact', many);
    tasks[`redact ${most} records, gzip, heap of ${heap} MB`] = await measured('redact-gzip', most, heap);
    return { tasks, viewer: await measureOpening(bench, plain) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measured(what, of, megabytes = null) {
  const flags = megabytes === null ? [] : [`--max-old-space-size=${megabytes}`];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, task, what, String(of)]);
  return JSON.parse(stdout);
}

/**
 * By a viewer: until its notice says that it was read, and until it is analysed; with the largest renderer
 * meanwhile (Linux).
 */
export async function measureOpening(bench, file) {
  const page = await bench.open(`chrome-extension://${bench.extensionId}/popup/popup.html`);
  const pid = bench.browser.process().pid;
  const memory = () => residentMegabytes(pid).renderer ?? 0;
  try {
    const before = memory();
    let peak = before;
    const sampling = setInterval(() => (peak = Math.max(peak, memory())), 200);
    const chooser = await page.waitForSelector('input[type=file]');
    const began = performance.now();
    await chooser.uploadFile(file);
    await page.waitForSelector('.notice.imported', { timeout: 300_000 });
    const read = performance.now() - began;
    await page.waitForFunction(
      () => document.querySelectorAll('.row.exchange').length > 10 && !document.querySelector('.waits'),
      { timeout: 300_000 },
    );
    const all = performance.now() - began;
    clearInterval(sampling);
    return {
      [`a viewer opens ${many} records`]: {
        'read, s': short(read / 1_000),
        'rows and analysis, s': short(all / 1_000),
        'renderers before, MB': before,
        'renderers at most, MB': peak,
      },
    };
  } finally {
    await page.close();
  }
}
