import type { Batch } from '../src/protocol/background';
import type { Gap, Observation, Record } from '../src/record';
import { parseObservation } from '../src/record-parse';

/**
 * The records of a batch from `nextSeq` on: what is known already is cut off, what is missing before the batch or malformed in it becomes one `gap`
 * record, so that seqs have no holes. A gap record stands for all the seqs up to the next record's: the last of them is its own.
 */
export function recordsOf(context: string, batch: Batch, nextSeq: number, now: number): Record[] {
  const end = batch.first + batch.count;
  if (end <= nextSeq) return [];
  const records: Record[] = [];
  if (batch.first > nextSeq)
    records.push(gap(context, batch.first - 1, batch.first - nextSeq, 'missing', now));
  const observations = batch.parts.flatMap(parsePart);
  if (observations.length !== batch.count) {
    const lost = end - Math.max(batch.first, nextSeq);
    records.push(gap(context, end - 1, lost, 'malformed', now));
    return records;
  }
  observations.forEach((observation, index) => {
    const seq = batch.first + index;
    if (seq < nextSeq) return;
    records.push(observation ? { context, seq, ...observation } : gap(context, seq, 1, 'malformed', now));
  });
  return records;
}

/** A JSON array of observations; null in place of what is none, nothing for what is no array. */
function parsePart(text: string): (Observation | null)[] {
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) ? values.map((value) => parseObservation(value) ?? null) : [];
  } catch {
    return [];
  }
}

function gap(context: string, seq: number, count: number, reason: Gap['reason'], time: number): Record {
  return { context, seq, type: 'gap', time, channel: { kind: 'document', name: '' }, count, reason };
}
