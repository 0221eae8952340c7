// node bench/files-task.mjs open FILE | save COUNT | gzip COUNT | redact COUNT | redact-gzip COUNT: how long
// it takes, the most memory, and what came of it, as JSON. A process of its own: the most memory is that of
// its whole life.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { materialOf } from './capture-text.mjs';
import { load } from './load.mjs';
import { short } from './timed-page.mjs';

const [what = '', of = ''] = process.argv.slice(2);
const { createNdjsonImport } = await load('src/file/import.ts');
const { openImported } = await load('src/capture/open-file.ts');
const { savedText } = await load('src/file/saving.ts');
const began = process.cpuUsage();
const start = performance.now();
const outcome = what === 'open' ? await open(of) : await save(Number(of));
const { user, system } = process.cpuUsage(began);
const result = {
  s: short((performance.now() - start) / 1_000),
  'CPU, s': short((user + system) / 1e6),
  'at most, MB': Math.round(process.resourceUsage().maxRSS / 1_024),
  ...outcome,
};
process.stdout.write(JSON.stringify(result));

/** As a viewer does: read, then paired and searched for findings. */
async function open(file) {
  const reading = createNdjsonImport();
  const bytes = createReadStream(file);
  const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  for await (const piece of text.setEncoding('utf8')) {
    reading.push(piece);
    if (reading.isFull()) break;
  }
  const imported = reading.end();
  const { captures, done } = openImported(imported);
  await done;
  const { findings } = captures[0].ask({ ask: 'findings', filter: '', kinds: null, window: null });
  return { records: imported.inFile.length, findings: findings.length };
}

/** As the worker does that saves; the file goes nowhere. */
async function save(count) {
  const isRedacted = what.startsWith('redact');
  const wishes = isRedacted ? { names: [], patterns: [], keep: [], add: [] } : null;
  const options = { chosen: null, wishes, format: 'ndjson' };
  const text = savedText(materialOf(count), options, String, () => undefined);
  const bytes = ReadableStream.from(encoded(text));
  const isZipped = what.endsWith('gzip');
  let size = 0;
  for await (const piece of isZipped ? bytes.pipeThrough(new CompressionStream('gzip')) : bytes)
    size += piece.byteLength;
  return { records: count, 'file, MB': short(size / 1e6) };
}

async function* encoded(text) {
  const encoder = new TextEncoder();
  for await (const piece of text) yield encoder.encode(piece);
}
