import { isOpaqueOf } from '../src/presence/owner';
import type { Record } from '../src/record/record';
import { bytesOf } from './bytes';
import type { Transaction } from './database';
import { leftOf, type Still } from './still';

/** The origin of all documents that have none (HTML, "opaque origin"). */
const opaque = 'null';

/**
 * Deletes the records of a site's documents that have no origin. Those of other sites' are among them: they
 * get new ordinals, as if they had come after all that was there. Returns the first of those, null if there
 * was nothing to delete.
 */
export async function clearOpaque(
  transaction: Transaction,
  site: string,
  still: Still,
): Promise<number | null> {
  const cleared = new Set<string>();
  let contexts = await transaction.objectStore('contexts').index('origin').openCursor(opaque);
  while (contexts) {
    const row = contexts.value;
    if (isOpaqueOf(row.context, site)) {
      cleared.add(row.id);
      const left = leftOf(row, still);
      await (left ? contexts.update(left) : contexts.delete());
    }
    contexts = await contexts.continue();
  }
  const row = await transaction.objectStore('origins').get(opaque);
  if (!row || cleared.size === 0) return null;
  const first = row.next;
  let { next } = row;
  let bytes = 0;
  const last = new Map<string, number>();
  let chunks = await transaction
    .objectStore('chunks')
    .openCursor(IDBKeyRange.bound([opaque, 0], [opaque, first], false, true));
  while (chunks) {
    const kept = (JSON.parse(chunks.value.text) as Record[]).filter(({ context }) => !cleared.has(context));
    await chunks.delete();
    if (kept.length > 0) {
      const text = JSON.stringify(kept);
      await transaction.objectStore('chunks').put({ origin: opaque, first: next, count: kept.length, text });
      for (const [index, { context }] of kept.entries()) last.set(context, next + index);
      next += kept.length;
      bytes += bytesOf(text);
    }
    chunks = await chunks.continue();
  }
  await transaction.objectStore('origins').put({ ...row, next, count: next - first, bytes });
  for (const [id, ordinal] of last) {
    const other = await transaction.objectStore('contexts').get(id);
    if (other) await transaction.objectStore('contexts').put({ ...other, last: ordinal });
  }
  return first;
}
