import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { createNdjsonImport, importLimits, type Imported } from '../src/file/import';
import { reasonOf } from '../src/reason';

/** A file that cannot be read, or not to its end; `line` is where it ended, null where it did not begin. */
export interface Unreadable {
  readonly file: string;
  readonly line: number | null;
  readonly reason: string;
}

export interface Read {
  readonly imported: Imported;
  readonly unreadable: readonly Unreadable[];
}

/** Node has room for more than a viewer. */
const limits = { ...importLimits, records: 2_000_000, text: 1_500_000_000, read: 6_000_000_000 };

/** Reads files, plain or gzip, as one capture; `-` is standard input. What is whole is read of those that end too early. */
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
      unreadable.push({ file, line: lines === null ? null : lines + 1, reason: reasonOf(error) });
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
  const feeding = feed(pieces, gunzip);
  for await (const piece of gunzip) yield piece as Uint8Array;
  await feeding;
}

async function feed(pieces: AsyncIterable<Buffer>, into: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const piece of pieces)
      if (!into.write(piece))
        await new Promise<void>((done) => void into.once('drain', done).once('close', done));
    into.end();
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}
