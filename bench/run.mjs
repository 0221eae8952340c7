// npm run bench [-- WORD]: what watching costs a page, the extension and the browser, and how fast records
// reach the store (docs/performance.md). WORD: only calls whose name holds it; `timeline`, `viewer`, `files`:
// only that. TABSHARK_DIST: a build that is there, instead of making one. Prints tables, then JSON. Nothing
// here passes or fails.
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureOverhead } from './overhead.mjs';
import { openBenchBrowser } from './browser.mjs';
import { measurePageLoad } from './page-load.mjs';
import { measureRates } from './rates.mjs';
import { measureFiles } from './files.mjs';
import { measureTimeline } from './timeline.mjs';
import { measureViewer } from './viewer.mjs';
import { measureFirstRecord, measureThroughput } from './throughput.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = process.env.TABSHARK_DIST ?? path.join(root, 'dist', 'chrome');
if (!process.env.TABSHARK_DIST)
  execFileSync(process.execPath, [path.join(root, 'build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
const bench = await openBenchBrowser(dist);
try {
  const [word] = process.argv.slice(2);
  const result = {
    browser: await bench.browser.version(),
    machine: `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, load ${os.loadavg()[0].toFixed(1)}`,
    date: new Date().toISOString().slice(0, 10),
    ...(await measured(word)),
  };
  for (const table of [result.timeline, result.viewer, result.files?.tasks, result.files?.viewer])
    if (table) console.table(table);
  for (const [name, shapes] of Object.entries(result.overhead?.operations ?? {})) {
    console.log(name);
    console.table(shapes);
  }
  if (word === undefined) {
    Object.assign(result, {
      pageLoad: await measurePageLoad(bench),
      firstRecord: await measureFirstRecord(bench),
      rates: await measureRates(bench),
      throughput: await measureThroughput(bench),
      timeline: await measureTimeline(bench),
      viewer: await measureViewer(bench),
      files: await measureFiles(bench),
    });
    const { pageLoad, firstRecord, rates, throughput, timeline, viewer, files } = result;
    for (const table of [pageLoad, { firstRecord }, rates, { throughput }, timeline, viewer])
      console.table(table);
    for (const table of Object.values(files)) console.table(table);
  }
  console.log(JSON.stringify(result, null, 2));
} finally {
  await bench.close();
}

/** What the word names; without one, what calls cost. */
async function measured(word) {
  if (word === 'timeline') return { timeline: await measureTimeline(bench) };
  if (word === 'files') return { files: await measureFiles(bench) };
  if (word === 'viewer') return { viewer: await measureViewer(bench) };
  return { overhead: await measureOverhead(bench, word) };
}
