import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** Writes a result: to a file that appears when it is whole, gzip where its name ends so, or to standard output. */
export async function write(pieces: Iterable<string>, out: string | null): Promise<void> {
  if (out === null) {
    for (const piece of gathered(pieces))
      if (!process.stdout.write(piece)) await new Promise<void>((done) => process.stdout.once('drain', done));
    return;
  }
  const aside = `${out}.${process.pid}.part`;
  try {
    const file = createWriteStream(aside, { flags: 'wx' });
    const source = Readable.from(gathered(pieces));
    await (out.endsWith('.gz') ? pipeline(source, createGzip(), file) : pipeline(source, file));
    renameSync(aside, out);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** Lines together: each write takes its time. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let held = '';
  for (const piece of pieces) {
    held += piece;
    if (held.length < 65_536) continue;
    yield held;
    held = '';
  }
  if (held !== '') yield held;
}
