// What one more batch costs a viewer that holds many records: pairing, verdicts, latencies and findings. Prints JSON.
import { build } from 'esbuild';
import os from 'node:os';
import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';

/** The pure code, as node can run it. */
async function load(entry) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-bench-'));
  const outfile = path.join(folder, 'entry.mjs');
  await build({ entryPoints: [entry], bundle: true, format: 'esm', outfile, logLevel: 'error' });
  const loaded = await import(outfile);
  rmSync(folder, { recursive: true });
  return loaded;
}

const area = { kind: 'local-storage', name: '' };
const channel = { kind: 'broadcast-channel', name: 'news' };
const documentChannel = { kind: 'document', name: '' };

/** Tabs that write and post in turn; each event and message reaches all the others. */
function createTraffic(tabs) {
  const seqs = new Array(tabs).fill(0);
  let time = 1_700_000_000_000;
  let turn = 0;
  const record = (tab, fields) => ({ context: `tab${tab}`, seq: seqs[tab]++, ...fields });
  const begin = [];
  for (let tab = 0; tab < tabs; tab += 1) {
    begin.push(record(tab, { type: 'lifecycle', time, channel: documentChannel, state: 'created' }));
    begin.push(
      record(tab, { type: 'listeners', time, channel: area, object: 0, event: 'storage', count: 1 }),
    );
    begin.push(record(tab, { type: 'open', time, channel, object: 1 }));
    begin.push(record(tab, { type: 'listeners', time, channel, object: 1, event: 'message', count: 1 }));
  }
  /** About so many records. */
  function batch(count) {
    const records = [];
    while (records.length < count) {
      turn += 1;
      time += 0.5;
      const from = turn % tabs;
      const key = `key${turn % 50}`;
      const change = { key, oldValue: String(turn - 50), newValue: String(turn) };
      const isWrite = turn % 3 !== 0;
      const data = turn % 5 === 0 ? 'ping' : `message ${turn}`;
      records.push(
        isWrite
          ? record(from, { type: 'storage-write', time, channel: area, method: 'setItem', ...change })
          : record(from, { type: 'send', time, channel, object: 1, data }),
      );
      for (let tab = 0; tab < tabs; tab += 1) {
        if (tab === from) continue;
        const at = time + 1 + tab / 10;
        records.push(
          isWrite
            ? record(tab, {
                type: 'storage-event',
                time: at,
                channel: area,
                ...change,
                url: `http://x/${from}`,
                isTrusted: true,
              })
            : record(tab, {
                type: 'receive',
                event: 'message',
                time: at,
                channel,
                object: 1,
                data,
                isTrusted: true,
              }),
        );
      }
    }
    return records;
  }
  return { begin, batch, now: () => time };
}

function percentile(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

const held = Number(process.env.TABSHARK_HELD ?? 1_000_000);
const { createAnalysis } = await load('src/analysis.ts');
const tabs = 5;
const analysis = createAnalysis();
const traffic = createTraffic(tabs);
for (let tab = 0; tab < tabs; tab += 1)
  analysis.addContext({
    id: `tab${tab}`,
    origin: 'http://x',
    url: `http://x/${tab}`,
    title: '',
    favicon: '',
    tab,
    frame: 0,
    document: null,
    topOrigin: 'http://x',
    incognito: false,
    partial: false,
    created: 1_699_999_999_000,
  });
analysis.add(traffic.begin);

const started = performance.now();
let count = 0;
while (count < held) {
  const records = traffic.batch(5_000);
  analysis.add(records);
  count += records.length;
}
const loading = performance.now() - started;

const times = [];
for (let run = 0; run < 200; run += 1) {
  const records = traffic.batch(1_000);
  const from = performance.now();
  analysis.add(records);
  times.push(performance.now() - from);
}
times.sort((a, b) => a - b);
console.log(
  JSON.stringify(
    {
      bench: 'exchange',
      held: count,
      loadedPerSecond: Math.round((count / loading) * 1000),
      batchOf: 1_000,
      milliseconds: {
        p50: percentile(times, 0.5),
        p95: percentile(times, 0.95),
        p99: percentile(times, 0.99),
        max: times.at(-1),
      },
      heapMegabytes: Math.round(process.memoryUsage().heapUsed / 1e6),
      findings: analysis.findings().map(({ code, count: seen }) => `${code} ${seen}`),
    },
    null,
    2,
  ),
);
