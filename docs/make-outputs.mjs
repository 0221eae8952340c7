// npm run docs: what the commands in docs/cli.md and docs/files.md print, as a terminal shows it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-docs-'));
const program = path.join(folder, 'tabshark.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['cli/main.ts'],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
});
writeFileSync(path.join(folder, 'tabshark'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
  mode: 0o755,
});
const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, LC_ALL: 'en_GB.UTF-8', NO_COLOR: '1' };

function typed(command) {
  return spawnSync('sh', ['-c', `(${command}) 2>&1`], { cwd: root, env, encoding: 'utf8' }).stdout;
}

for (const name of ['docs/cli.md', 'docs/files.md']) {
  const file = path.join(root, name);
  const text = readFileSync(file, 'utf8');
  const blocks = /^```\n\$ (.+)\n[^]*?```$/gm;
  writeFileSync(
    file,
    text.replace(blocks, (_, command) => `\`\`\`\n$ ${command}\n${typed(command)}\`\`\``),
  );
}
rmSync(folder, { recursive: true });
