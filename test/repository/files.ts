import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');

const notOurs = ['node_modules', 'dist', '.git', '.tmp', 'package-lock.json'];
const text = /\.(ts|tsx|mjs|js|json|md|html|css|svg)$/;

/** All text files of the repository, or of one of its folders, relative to its root. */
export function textFiles(folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (notOurs.includes(file)) return [];
    if (entry.isDirectory()) return textFiles(file);
    return text.test(file) ? [file] : [];
  });
}

export function contentOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

export function packageJson(): {
  version: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
} {
  return JSON.parse(contentOf('package.json')) as ReturnType<typeof packageJson>;
}
