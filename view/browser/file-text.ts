import type { NdjsonImport } from '../../src/file/import';
import { reasonOf } from '../../src/reason';

/** Reads a file in pieces, plain or gzip. What is whole of one that ends too early is read; then the reason is returned, else null. */
export async function readText(file: File, into: NdjsonImport): Promise<string | null> {
  try {
    for await (const piece of await textOf(file)) {
      into.push(piece);
      if (into.isFull()) break;
    }
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** By its first bytes (RFC 1952), whatever it is called. */
async function textOf(file: File): Promise<ReadableStream<string>> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const bytes = file.stream();
  const isGzip = first === 0x1f && second === 0x8b;
  const plain = isGzip ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  return plain.pipeThrough(new TextDecoderStream());
}
