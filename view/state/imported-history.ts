import type { RefusedLine } from '../../src/file/import';
import { visibleText } from '../../src/visible';
import type { CaptureWorker, ImportedClients } from '../browser/capture-client';
import { n, t } from '../browser/i18n';
import { underscored } from '../parts/underscored';
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

/** Has the worker read a file of records; a history for each origin in it. Rejects where the file can not be read. */
export async function importFile(captures: CaptureWorker, file: File): Promise<ImportedHistory[]> {
  const imported = await captures.importFile(file);
  const note = noteOf(imported);
  if (imported.captures.length === 0) throw new Error(note || t('import_empty', visibleText(file.name)));
  return imported.captures.map(({ origin, client }) => ({
    history: createHistory(origin, client),
    file: file.name,
    files: [file],
    note,
  }));
}

function noteOf({ broken, refused, missing }: ImportedClients): string {
  const sentences: string[] = [];
  if (broken !== null) sentences.push(t('import_broken', broken));
  if (refused.count > 0)
    sentences.push(t('import_refused', n(refused.count), refused.lines.map(lineText).join(', ')));
  if (missing > 0) sentences.push(t('import_missing', n(missing)));
  return sentences.join(' ');
}

function lineText({ line, reason }: RefusedLine): string {
  return t('import_line', n(line), t(`import_${underscored(reason)}`));
}
