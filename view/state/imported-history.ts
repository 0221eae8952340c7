import type { RefusedLine } from '../../src/file/import';
import { visibleText } from '../../src/shown/visible';
import type { CaptureWorker, ImportedClients } from '../browser/capture-client';
import type { Reading } from '../browser/file-text';
import { n, t } from '../browser/i18n';
import { underscored } from '../words/underscored';
import { createHistory, type History } from './history';

/** What a file holds of one origin. */
export interface ImportedHistory {
  readonly history: History;
  readonly file: string;
  /** To be read again, where it is saved. */
  readonly files: readonly File[];
  /** What could not be taken from the file; '' where all was. */
  readonly note: string;
}

/**
 * Has the worker read files as one capture, each as far as it can be read; a history for each origin in it.
 * Rejects where none can.
 */
export async function importFiles(
  captures: CaptureWorker,
  files: readonly File[],
  reading: Reading,
): Promise<ImportedHistory[]> {
  const imported = await captures.importFiles(files, reading);
  const names = files.map(({ name }) => name);
  const note = noteOf(imported, names);
  const file = names.join(', ');
  if (imported.captures.length === 0) throw new Error(note || t('import_empty', visibleText(file)));
  return imported.captures.map(({ origin, client }) => ({
    history: createHistory(origin, client),
    file,
    files,
    note,
  }));
}

/** What a person is to know of what was read; '' where all is well. */
function noteOf({ refused, missing, browsers, broken }: ImportedClients, names: readonly string[]): string {
  const sentences: string[] = [];
  const nameOf = (file: number): string => visibleText(names[file] ?? '');
  if (names.length > 1)
    sentences.push(t(browsers > 1 ? 'import_several' : 'import_together', n(names.length)));
  for (const { file, reason } of broken)
    sentences.push(
      names.length > 1 ? t('import_broken_file', nameOf(file), reason) : t('import_broken', reason),
    );
  if (refused.count > 0) {
    const lines = refused.lines.map((one) =>
      names.length > 1 ? `${nameOf(one.file)}: ${lineText(one)}` : lineText(one),
    );
    sentences.push(t('import_refused', n(refused.count), lines.join(', ')));
  }
  if (missing > 0) sentences.push(t('import_missing', n(missing)));
  return sentences.join(' ');
}

function lineText({ line, reason }: RefusedLine): string {
  return t('import_line', n(line), t(`import_${underscored(reason)}`));
}
