/**
 * Bytes that both browsers write for a string: one a UTF-16 unit where all are Latin-1, else two. Chromium
 * compresses what it writes to the disk, so a store may take less there.
 */
export function bytesOf(text: string): number {
  return beyondLatin1.test(text) ? text.length * 2 : text.length;
}

const beyondLatin1 = /[^\0-\xff]/;
