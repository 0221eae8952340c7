import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The files below a folder, without those of the given names, relative to it and with `/`.
 * @param {string} folder
 * @param {readonly string[]} [without]
 * @returns {string[]}
 */
export function filesBelow(folder, without = [], prefix = '') {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    if (without.includes(entry.name)) return [];
    const file = path.posix.join(prefix, entry.name);
    return entry.isDirectory() ? filesBelow(folder, without, file) : [file];
  });
}

/**
 * The sources: what Git knows, or in an unpacked source archive everything but what .gitignore names.
 * @param {string} root
 * @returns {string[]}
 */
export function sourceFiles(root) {
  if (existsSync(path.join(root, '.git'))) {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached'], { cwd: root, encoding: 'utf8' });
    return listed.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)));
  }
  const ignored = readFileSync(path.join(root, '.gitignore'), 'utf8').trim().split(/\s+/);
  return filesBelow(
    root,
    ignored.map((name) => name.replace(/\/$/, '')),
  );
}
