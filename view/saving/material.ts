import type { Material, Progress } from '../../src/file/saving';
import { openDatabase } from '../../store/database';
import { readContexts, readOrigin, readRecords } from '../../store/history';
import { readCapture } from '../browser/read-capture';
import type { Source } from './protocol';

/** Records that are read at once. */
const slice = 5_000;

/** `progress`: how much of files is read, which are read at once. */
export function materialOf(source: Source, progress: Progress): Promise<Material> {
  return source.from === 'store' ? ofStore(source) : ofFiles(source.files, progress);
}

async function ofStore({
  origin,
  neighbours,
  extension,
}: Source & { readonly from: 'store' }): Promise<Material> {
  const until = Date.now();
  const database = await openDatabase(() => undefined);
  const row = await readOrigin(database, origin);
  const next = row?.next ?? 0;
  const count = row?.count ?? 0;
  return {
    contexts: await readContexts(database, origin),
    neighbours,
    until,
    extension,
    count,
    async *slices() {
      for (let from = next - count; from < next; from += slice)
        yield (await readRecords(database, origin, from, Math.min(next, from + slice))).records;
    },
  };
}

/** The files are read again, so that a viewer need not hold what it cannot show. */
async function ofFiles(files: readonly File[], progress: Progress): Promise<Material> {
  const { imported, broken } = await readCapture(files, { progress });
  const { contexts, inFile, neighbours, until, extension } = imported;
  // It was there when it was opened: somebody has moved or changed it.
  if (inFile.length === 0 && broken[0]) throw new Error(broken[0].reason);
  return {
    contexts,
    neighbours,
    until,
    extension,
    count: inFile.length,
    async *slices() {
      for (let from = 0; from < inFile.length; from += slice)
        yield await Promise.resolve(inFile.slice(from, from + slice));
    },
  };
}
