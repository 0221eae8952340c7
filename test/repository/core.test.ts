import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { packageJson, root } from './files';

const compiler = createRequire(__filename).resolve('typescript/bin/tsc');

const probes = {
  document: 'export const title = document.title;',
  window: 'export const { name } = window;',
  chrome: 'export const { runtime } = chrome;',
  process: 'export const { env } = process;',
  setTimeout: 'setTimeout(() => undefined, 1);',
  'node:fs': "export { readFileSync } from 'node:fs';",
};
const allowed = "export const host = new URL('http://localhost').host.at(0);";

/** What the compiler says of these files by the rules of src/. */
function check(files: readonly string[]): string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tabshark-core-'));
  try {
    files.forEach((code, index) => {
      writeFileSync(path.join(folder, `${index}.ts`), code);
    });
    const config = {
      extends: path.join(root, 'src/tsconfig.json'),
      include: ['*.ts', path.join(root, 'src/globals.d.ts')],
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    return stdout.split('\n').filter((line) => line.includes('error'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('src/ runs in every browser context and in Node: the compiler refuses what one of them lacks', () => {
  const errors = check([...Object.values(probes), allowed]);
  expect(errors).toHaveLength(Object.keys(probes).length);
  for (const name of Object.keys(probes))
    expect(errors).toContainEqual(expect.stringMatching(new RegExp(`Cannot find .*'${name}'`)));
}, 60_000);

it('npm run check compiles src/ by its own rules', () => {
  expect(packageJson().scripts.check).toContain('tsc -p src');
});
