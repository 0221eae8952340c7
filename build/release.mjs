// npm run release -- VERSION: checks, tests, packages, and writes version, CHANGELOG.md, a commit and a tag.
// It publishes nothing. node build/release.mjs VERSION [--dry-run] [--test=COMMAND]
//   --dry-run       everything but the commit and the tag; the files are put back
//   --test=COMMAND  instead of npm test
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { releaseChangelog } from './changelog.mjs';
import { isGreater, versionParts } from './version.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
/** What a release changes. */
const changed = ['package.json', 'package-lock.json', 'CHANGELOG.md'];

const { version, dryRun, test } = readArguments(process.argv.slice(2));
const tag = `v${version}`;

function readArguments(given) {
  const usage = 'npm run release -- VERSION [--dry-run] [--test=COMMAND]';
  const options = given.filter((argument) => argument.startsWith('--'));
  const unknown = options.find((option) => option !== '--dry-run' && !/^--test=./.test(option));
  const names = given.filter((argument) => !argument.startsWith('--'));
  if (unknown !== undefined || names.length !== 1) stop(`Usage: ${usage}`);
  const command = options.find((option) => option.startsWith('--test='))?.slice('--test='.length);
  return { version: names[0], dryRun: options.includes('--dry-run'), test: command ?? 'npm test' };
}

function stop(reason) {
  console.error(reason);
  process.exit(1);
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}

function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

function write(file, text) {
  writeFileSync(path.join(root, file), text);
}

function run(command) {
  console.log(`> ${command}`);
  const { status } = spawnSync(command, { cwd: root, stdio: 'inherit', shell: true });
  if (status !== 0) throw new Error(`"${command}" failed.`);
}

/** The text of a package file of npm with another version. */
function withVersion(text) {
  const json = JSON.parse(text);
  json.version = version;
  if (json.packages) json.packages[''].version = version;
  return JSON.stringify(json, null, 2) + '\n';
}

/** Why there can be no release of this version; else what it changes. */
function check() {
  const parts = versionParts(version);
  if (!parts) throw new Error(`${version} is no version such as 0.2.0.`);
  const last = JSON.parse(read('package.json')).version;
  if (!isGreater(parts, versionParts(last) ?? [])) throw new Error(`${version} is not greater than ${last}.`);
  if (git('tag', '--list', tag) !== '') throw new Error(`There is a tag ${tag} already.`);
  const dirty = git('status', '--porcelain');
  if (dirty !== '') throw new Error(`The working tree is not clean:\n${dirty}`);
  return releaseChangelog(read('CHANGELOG.md'), version, new Date().toISOString().slice(0, 10));
}

// Ctrl+C ends the command that runs, and then this puts the files back.
process.on('SIGINT', () => undefined);
let before = null;
try {
  const changelog = check();
  before = new Map(changed.map((file) => [file, read(file)]));
  for (const file of ['package.json', 'package-lock.json']) write(file, withVersion(before.get(file)));
  write('CHANGELOG.md', changelog.text);
  // What is tested and packaged is what the tag names.
  run(test);
  run('npm run package');
  const others = git('diff', '--name-only', 'HEAD')
    .split('\n')
    .filter((file) => !changed.includes(file));
  if (others.length > 0) throw new Error(`Tests or builds changed ${others.join(', ')}: commit that first.`);
  if (dryRun) {
    putBack();
    console.log(`\nWould commit and tag ${tag}:\n\n${changelog.notes}\n\nThe files are as before.`);
  } else {
    git('commit', '--quiet', '--message', `Release ${version}`, '--', ...changed);
    before = null;
    git('tag', '--annotate', '--message', `${version}\n\n${changelog.notes}`, '--cleanup=verbatim', tag);
    console.log(`\n${tag} is tagged. Nothing is published: docs/releasing.md says what is left to do.`);
  }
} catch (error) {
  putBack();
  stop(error.message);
}

function putBack() {
  for (const [file, text] of before ?? []) write(file, text);
}
