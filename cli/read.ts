import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createNdjsonImport, importLimits, type Imported } from '../src/file/import';

/** A file that cannot be read, or not to its end; `line` is where it ended, null where it did not begin. */
export interface Unreadable {
  readonly file: string;
  readonly line: number | null;
  readonly error: unknown;
}

export interface Read {
  readonly imported: Imported;
  readonly unreadable: readonly Unreadable[];
}

/** Node has room for more than a viewer. */
const limits = { ...importLimits, records: 2_000_000, text: 1_500_000_000, read: 6_000_000_000 };

/**
 * Reads files, plain or gzip, as one capture; `-` is standard input. What is whole is read of those that end
 * too early.
 */
export async function readCapture(files: readonly string[]): Promise<Read> {
  const reading = createNdjsonImport(limits);
  const unreadable: Unreadable[] = [];
  for (const [index, file] of files.entries()) {
    if (index > 0) reading.next();
    let lines: number | null = null;
    try {
      for await (const piece of textOf(file)) {
        for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1))
          lines = (lines ?? 0) + 1;
        reading.push(piece);
        if (reading.isFull()) break;
      }
    } catch (error) {
      unreadable.push({ file, line: lines === null ? null : lines + 1, error });
    }
  }
  return { imported: reading.end(), unreadable };
}

async function* textOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of bytesOf(file)) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  yield decoder.decode();
}

/** By its first bytes, whatever its name: gzip begins with 1f 8b (RFC 1952). */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const source: AsyncIterable<Buffer, undefined> = file === '-' ? process.stdin : createReadStream(file);
  const pieces: Pieces = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const { value, done } = await pieces.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  const all = restOf(head, pieces);
  if (head[0] !== 0x1f || head[1] !== 0x8b) yield* all;
  else yield* unzipped(all);
}

type Pieces = AsyncIterator<Buffer, undefined>;

async function* restOf(head: Buffer, pieces: Pieces): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (;;) {
    const { value, done } = await pieces.next();
    if (done === true) return;
    yield value;
  }
}

async function* unzipped(pieces: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const source = Readable.from(pieces);
  source.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  for await (const piece of gunzip) yield piece as Uint8Array;
}
