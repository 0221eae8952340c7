import { zipSync } from 'fflate';

/** Zip has local time without a zone: noon of the first day that it knows reads the same everywhere. */
const mtime = new Date(1980, 0, 1, 12);

/**
 * The same bytes for the same files, whatever the machine: sorted names, one time, no modes, and a deflate in
 * JavaScript.
 * @param {Iterable<readonly [name: string, content: Uint8Array]>} files names with `/`
 * @returns {Uint8Array}
 */
export function zip(files) {
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime });
}
