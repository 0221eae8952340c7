// npm run package: the packages for both stores and the source archive, of what is built in dist/.
// node build/package.mjs [--out=FOLDER]
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow, sourceFiles } from './files.mjs';
import { zip } from './zip.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const named = process.argv.find((argument) => argument.startsWith('--out='))?.slice('--out='.length);
const out = named === undefined ? path.join(root, 'dist', 'packages') : path.resolve(named);
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));

const chrome = path.join(root, 'dist', 'chrome');
const firefox = path.join(root, 'dist', 'firefox');
const packages = {
  [`tabshark-${version}-chrome.zip`]: [chrome, filesBelow(chrome)],
  [`tabshark-${version}-firefox.xpi`]: [firefox, filesBelow(firefox)],
  [`tabshark-${version}-source.zip`]: [root, sourceFiles(root)],
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const [name, [folder, files]] of Object.entries(packages)) {
  const bytes = zip(
    await Promise.all(files.map(async (file) => [file, await readFile(path.join(folder, file))])),
  );
  await writeFile(path.join(out, name), bytes);
  console.log(`${createHash('sha256').update(bytes).digest('hex')}  ${name}`);
}
