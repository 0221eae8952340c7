import { createNdjsonImport, type Imported } from '../../src/file/import';
import { readText, type Reading } from './file-text';

/** A file that could be read only in part, or not at all. */
export interface BrokenFile {
  /** Of the files that were read, from 0. */
  readonly file: number;
  readonly reason: string;
}

/** Several files as one capture, as far as each can be read. Rejects where the signal ends it. */
export async function readCapture(
  files: readonly File[],
  { progress, signal }: Partial<Reading> = {},
): Promise<{ readonly imported: Imported; readonly broken: readonly BrokenFile[] }> {
  const reading = createNdjsonImport();
  const broken: BrokenFile[] = [];
  const all = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const [index, file] of files.entries()) {
    if (index > 0) reading.next();
    const count = (bytes: number): void => {
      done += bytes;
      progress?.(Math.min(1, done / all));
    };
    const reason = await readText(file, reading, count, signal);
    if (reason !== null) broken.push({ file: index, reason });
  }
  return { imported: reading.end(), broken };
}
