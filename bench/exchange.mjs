// What one more batch costs a viewer that holds many records: pairing, verdicts, latencies and findings; and
// what it takes to ask for the exchanges of the rows on the screen. `node bench/exchange.mjs [scenario …]`;
// TABSHARK_HELD: how many records. Prints JSON. Each batch is measured in a task of its own, as a viewer gets
// them.
import { execFileSync } from 'node:child_process';
import { setImmediate as nextTask } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { load } from './load.mjs';
import { createTraffic, names } from './traffic.mjs';

const held = Number(process.env.TABSHARK_HELD ?? 1_000_000);
const batchOf = 1_000;
const runs = 200;
const visibleRows = 60;

/** Wall time, and the CPU time of all threads: on a busy machine only the latter tells. */
function measure(call) {
  const cpu = process.cpuUsage();
  const from = performance.now();
  call();
  const wall = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1_000 };
}

function percentiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part) =>
    Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(2));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function heapMegabytes() {
  global.gc();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}

async function run(name) {
  const { createAnalysis } = await load('src/analysis.ts');
  let analysis = createAnalysis();
  const traffic = createTraffic(name);
  for (const context of traffic.contexts) analysis.addContext(context);
  const all = [];
  const loading = { wall: 0, cpu: 0 };
  while (all.length < held) {
    const records = traffic.batch(5_000);
    for (const record of records) all.push(record);
    const { wall, cpu } = measure(() => analysis.add(records));
    loading.wall += wall;
    loading.cpu += cpu;
  }

  const batches = [];
  const frames = [];
  for (let count = 0; count < runs; count += 1) {
    const records = traffic.batch(batchOf);
    for (const record of records) all.push(record);
    await nextTask();
    batches.push(measure(() => analysis.add(records)));
    const rows = all.slice(-visibleRows);
    frames.push(measure(() => rows.forEach((row) => analysis.correlator.of(row))));
  }
  const findings = analysis.findings().map(({ code, count }) => `${code} ${count}`);
  const total = heapMegabytes();
  analysis = null;
  const records = heapMegabytes();
  return {
    scenario: name,
    held: all.length,
    loadedPerSecond: Math.round((held / loading.wall) * 1_000),
    microsecondsOfCpuARecord: Number(((loading.cpu / held) * 1_000).toFixed(2)),
    batchOf,
    wallMilliseconds: percentiles(batches.map(({ wall }) => wall)),
    cpuMilliseconds: percentiles(batches.map(({ cpu }) => cpu)),
    frameOf60RowsMilliseconds: percentiles(frames.map(({ wall }) => wall)),
    heapMegabytes: { records, index: total - records },
    findings,
  };
}

const self = fileURLToPath(import.meta.url);
if (process.argv[2] === '--one') console.log(JSON.stringify(await run(process.argv[3]), null, 2));
else {
  // A process for each: none pays for another's garbage.
  const asked = process.argv.slice(2);
  for (const name of asked.length > 0 ? asked : names)
    process.stdout.write(execFileSync(process.execPath, ['--expose-gc', self, '--one', name]));
}
