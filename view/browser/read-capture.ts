import { createNdjsonImport, type Imported } from '../../src/file/import';
import { readText } from './file-text';

/** A file that could be read only in part, or not at all. */
export interface BrokenFile {
  /** Of the files that were read, from 0. */
  readonly file: number;
  readonly reason: string;
}

/** Several files as one capture, as far as each can be read. */
export async function readCapture(
  files: readonly File[],
): Promise<{ readonly imported: Imported; readonly broken: readonly BrokenFile[] }> {
  const reading = createNdjsonImport();
  const broken: BrokenFile[] = [];
  for (const [index, file] of files.entries()) {
    if (index > 0) reading.next();
    const reason = await readText(file, reading);
    if (reason !== null) broken.push({ file: index, reason });
  }
  return { imported: reading.end(), broken };
}
