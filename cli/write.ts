import { createWriteStream, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/**
 * Writes a result: to a file that appears when it is whole, gzip where its name ends so, or to standard
 * output.
 */
export async function write(pieces: Iterable<string>, out: string | null): Promise<void> {
  if (out === null) return writeOut(pieces);
  const kind = statSync(out, { throwIfNoEntry: false });
  // A device or a pipe cannot be replaced; a link to a file stays one.
  if (kind && !kind.isFile()) return writeTo(out, pieces, out);
  const target = kind ? realpathSync(out) : out;
  const aside = `${target}.${process.pid}.part`;
  const stops = (['SIGINT', 'SIGTERM'] as const).map((signal) => {
    const stop = (): void => {
      rmSync(aside, { force: true });
      process.exit(128 + constants.signals[signal]);
    };
    process.once(signal, stop);
    return () => process.off(signal, stop);
  });
  try {
    await writeTo(aside, pieces, out);
    renameSync(aside, target);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  } finally {
    for (const undo of stops) undo();
  }
}

async function writeTo(place: string, pieces: Iterable<string>, named: string): Promise<void> {
  const file = createWriteStream(place);
  const source = Readable.from(gathered(pieces));
  await (named.endsWith('.gz') ? pipeline(source, createGzip(), file) : pipeline(source, file));
}

/** Who reads it may stop before its end: `tabshark … | head`. */
async function writeOut(pieces: Iterable<string>): Promise<void> {
  for (const piece of gathered(pieces)) {
    const error = await new Promise<NodeJS.ErrnoException | null | undefined>((written) => {
      process.stdout.write(piece, written);
    });
    if (error?.code === 'EPIPE') return;
    if (error) throw error;
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
