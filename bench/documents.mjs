// What an analysis still holds of documents that came, used every kind of channel, and went: `node
// --expose-gc bench/documents.mjs [count]`. Prints JSON: megabytes of heap after each quarter. It must be
// flat from the second on.
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const count = Number(process.argv[2] ?? 20_000);
const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-bench-'));
const outfile = path.join(folder, 'passing-documents.mjs');
await build({
  entryPoints: ['test/support/passing-documents.ts'],
  bundle: true,
  format: 'esm',
  outfile,
  logLevel: 'error',
});
const { createPassingDocuments } = await import(outfile);
rmSync(folder, { recursive: true });

const documents = createPassingDocuments();
const megabytes = [];
for (let quarter = 0; quarter < 4; quarter += 1) {
  documents.pass(count / 4);
  globalThis.gc();
  megabytes.push(Math.round(process.memoryUsage().heapUsed / 1e5) / 10);
}
console.log(JSON.stringify({ documents: count, megabytes, findings: documents.findings() }));
