import type { NdjsonImport } from '../../src/file/import';
import { reasonOf } from '../../src/reason';

/** What a reader of files says while it reads, and by what it ends early. */
export interface Reading {
  /** Of 0 to 1. */
  readonly progress: (part: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads a file in pieces, plain or gzip; `read` gets how many bytes each took. What is whole of one that ends
 * too early is read; then the reason is returned, else null.
 */
export async function readText(
  file: File,
  into: NdjsonImport,
  read: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<string | null> {
  try {
    for await (const piece of await textOf(file, read)) {
      signal?.throwIfAborted();
      into.push(piece);
      if (into.isFull()) break;
    }
    return null;
  } catch (error) {
    signal?.throwIfAborted();
    return reasonOf(error);
  }
}

/** By its first bytes (RFC 1952), whatever it is called. */
async function textOf(file: File, read: (bytes: number) => void): Promise<ReadableStream<string>> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const bytes = file.stream().pipeThrough(countingBytes(read));
  const isGzip = first === 0x1f && second === 0x8b;
  const plain = isGzip ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  return plain.pipeThrough(new TextDecoderStream());
}

function countingBytes(
  read: (bytes: number) => void,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(bytes, out) {
      read(bytes.byteLength);
      out.enqueue(bytes);
    },
  });
}
