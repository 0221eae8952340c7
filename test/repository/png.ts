import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './files';

/** Of a PNG: its size, and whether its pixels may be transparent. */
export function pngHeader(file: string): { size: [width: number, height: number]; alpha: boolean } {
  const png = readFileSync(path.join(root, file));
  if (png.subarray(1, 4).toString() !== 'PNG') throw new Error(`${file} is no PNG`);
  // The first chunk begins with width, height, depth and kind of colour, of which bit 4 is alpha.
  return { size: [png.readUInt32BE(16), png.readUInt32BE(20)], alpha: (png.readUInt8(25) & 4) !== 0 };
}
