import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

const root = path.join(__dirname, '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-docs-'));

/** Blocks of a document that begin with `$ …`: a command as it is typed, and what it prints. */
const examples = ['docs/cli.md', 'docs/files.md'].flatMap((file) =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(/^```\n\$ (.+)\n([^]*?)```$/gm)].map(
    ([, command = '', output = '']) => ({ file, command, output }),
  ),
);

beforeAll(() => {
  buildSync({
    absWorkingDir: root,
    entryPoints: ['cli/main.ts'],
    outfile: path.join(folder, 'tabshark.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  const script = `#!/bin/sh\nexec "${process.execPath}" "${path.join(folder, 'tabshark.mjs')}" "$@"\n`;
  writeFileSync(path.join(folder, 'tabshark'), script, { mode: 0o755 });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a terminal shows: both outputs. `npm run docs` writes the documents. */
function typed(command: string): string {
  const env = {
    ...process.env,
    PATH: `${folder}:${process.env.PATH ?? ''}`,
    LC_ALL: 'en_GB.UTF-8',
    NO_COLOR: '1',
  };
  return spawnSync('sh', ['-c', `(${command}) 2>&1`], { cwd: root, env, encoding: 'utf8' }).stdout;
}

test('documents show commands', () => {
  expect(examples.length).toBeGreaterThan(9);
});

test.each(examples)('$file: $command prints what the document says', ({ command, output }) => {
  expect(typed(command)).toBe(output);
});
