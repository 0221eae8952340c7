import { bytesOf } from './bytes';
import { wholeOrigin, type Chunk, type OriginRow, type Transaction } from './database';

/** An origin's last chunk takes more records while it is below both; rewriting a row costs its size. */
const openChunk = { records: 500, size: 64 * 1024 };
/** No chunk gets more, but for a single record that is larger: readers parse a chunk whole. */
const fullChunk = { records: 1_000, size: 1024 * 1024 };

/**
 * Puts records (each as JSON) at the end of an origin's order; the result is the row as it is to be
 * afterwards.
 */
export async function appendRecords(
  transaction: Transaction,
  row: OriginRow,
  records: readonly string[],
): Promise<OriginRow> {
  const chunks = transaction.objectStore('chunks');
  const last = (await chunks.openCursor(wholeOrigin(row.origin), 'prev'))?.value;
  const open = last && last.count < openChunk.records && last.text.length < openChunk.size ? last : null;
  let { bytes } = row;
  if (open) bytes -= bytesOf(open.text);
  for (const chunk of fill(open, row, records)) {
    bytes += bytesOf(chunk.text);
    await chunks.put(chunk);
  }
  const { origin, next, count, updated } = row;
  return { origin, next: next + records.length, count: count + records.length, bytes, updated };
}

function fill(open: Chunk | null, row: OriginRow, records: readonly string[]): Chunk[] {
  const filled: Chunk[] = [];
  // An open chunk is a JSON array with something in it.
  let parts = open ? [open.text.slice(1, -1)] : [];
  let first = open?.first ?? row.next;
  let count = open?.count ?? 0;
  let size = open?.text.length ?? 0;
  const close = (): void => {
    filled.push({ origin: row.origin, first, count, text: `[${parts.join(',')}]` });
    first += count;
    parts = [];
    count = 0;
    size = 0;
  };
  for (const record of records) {
    if (count > 0 && (count >= fullChunk.records || size + record.length > fullChunk.size)) close();
    parts.push(record);
    count += 1;
    size += record.length;
  }
  if (count > 0) close();
  return filled;
}
