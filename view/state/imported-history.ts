import { createNdjsonImport, type Imported, type RefusedLine } from '../../src/file/import';
import type { Record } from '../../src/record';
import { readText } from '../browser/file-text';
import { createHistory, type History } from './history';
import { n, t } from '../browser/i18n';
import { underscored } from '../parts/underscored';
import { visibleText } from '../../src/visible';

/** What a file holds of one origin. */
export interface ImportedHistory {
  readonly history: History;
  readonly file: string;
  /** To be read again, where it is saved. */
  readonly files: readonly File[];
  /** What could not be taken from the file; '' where all was. */
  readonly note: string;
}

/** Reads a file of records in pieces; a history for each origin in it. Rejects where the file can not be read. */
export async function importFile(file: File): Promise<ImportedHistory[]> {
  const reader = createNdjsonImport();
  const trouble = await readText(file, reader);
  const broken = trouble === null ? '' : t('import_broken', trouble);
  const imported = reader.end();
  const note = [broken, noteOf(imported)].filter((sentence) => sentence !== '').join(' ');
  const byContext = Map.groupBy(imported.records, ({ context }) => context);
  const histories = [...Map.groupBy(imported.contexts, ({ origin }) => origin)].map(([origin, contexts]) => {
    const records = contexts.flatMap(({ id }) => byContext.get(id) ?? []);
    return { history: historyOf(origin, contexts, records, imported), file: file.name, files: [file], note };
  });
  if (histories.length === 0) throw new Error(note || t('import_empty', visibleText(file.name)));
  return histories;
}

function historyOf(
  origin: string,
  contexts: Imported['contexts'],
  records: Record[],
  { neighbours, until }: Imported,
): History {
  const feed = createHistory(origin);
  for (const context of contexts) feed.addContext(context);
  feed.setNeighbours(neighbours);
  feed.prepend(records.sort((a, b) => a.time - b.time));
  void feed.loaded().then(() => feed.finish(until));
  return feed.history;
}

function noteOf({ refused, missing }: Imported): string {
  const sentences: string[] = [];
  if (refused.count > 0)
    sentences.push(t('import_refused', n(refused.count), refused.lines.map(lineText).join(', ')));
  if (missing > 0) sentences.push(t('import_missing', n(missing)));
  return sentences.join(' ');
}

function lineText({ line, reason }: RefusedLine): string {
  return t('import_line', n(line), t(`import_${underscored(reason)}`));
}
