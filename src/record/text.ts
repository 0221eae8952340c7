import type { Text } from './record';

/** UTF-16 units of a key, value or URL that are kept whole, and of the ends that are kept of a longer one. */
export const keepText = 32_768;
export const keepHead = 16_384;
export const keepTail = 256;

/** Of a document's URL (that of a data: document is the document), of its title, and of a channel's name. */
export const keepUrl = 8_192;
export const keepTitle = 1_000;
export const keepName = 8_192;

/** Keys of a storage area that are read, and UTF-16 units that are kept of them and their values. */
export const mostStored = 1_000;
export const keepStored = 262_144;

/** The text itself, or its ends where it is too long to carry. */
export function textOf(value: string): Text {
  const { length } = value;
  if (length <= keepText) return value;
  return { head: value.slice(0, keepHead), tail: value.slice(length - keepTail), length };
}
