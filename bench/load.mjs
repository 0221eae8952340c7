import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The pure code, as node can run it. */
export async function load(entry) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-bench-'));
  const outfile = path.join(folder, 'entry.mjs');
  await build({ entryPoints: [entry], bundle: true, format: 'esm', outfile, logLevel: 'error' });
  const loaded = await import(outfile);
  rmSync(folder, { recursive: true });
  return loaded;
}
