import type { Batch } from '../src/protocol/background';
import type { Gap, Observation, Record } from '../src/record/record';
import { parseObservation, recordOf } from '../src/record/record-parse';

/**
 * The records of a batch from `nextSeq` on: what is known already is cut off; what is missing before the
 * batch or malformed in it becomes a `gap` record, one a run. A gap record stands for as many seqs as it
 * counts, of which the last is its own: every seq has its record or its gap.
 */
export function recordsOf(context: string, batch: Batch, nextSeq: number, now: number): Record[] {
  const end = batch.first + batch.count;
  const records: Record[] = [];
  if (end <= nextSeq) return records;
  /** First seq that has neither record nor gap. */
  let open = nextSeq;
  /** It stands where what is next stands, or beside the last. */
  function gap(to: number, reason: Gap['reason'], next?: Observation): void {
    const count = to - open;
    if (count <= 0) return;
    const time = next?.time ?? records.at(-1)?.time ?? now;
    const lost: Gap = { type: 'gap', time, channel: { kind: 'document', name: '' }, count, reason };
    records.push(recordOf(context, to - 1, lost));
    open = to;
  }
  const { head, tail } = readParts(batch);
  gap(batch.first, 'missing', head[0] ?? tail[0]);
  const tailFirst = end - tail.length;
  for (let seq = open; seq < end; seq++) {
    const observation = seq < tailFirst ? head[seq - batch.first] : tail[seq - tailFirst];
    if (!observation) continue;
    gap(seq, 'malformed', observation);
    records.push(recordOf(context, seq, observation));
    open = seq + 1;
  }
  gap(end, 'malformed');
  return records;
}

type Observations = readonly (Observation | undefined)[];

/**
 * The batch's observations, undefined for what is none. Parts do not tell their own counts: around parts that
 * are no JSON arrays, those before are counted from the start and those behind from the end. Where the parts
 * do not fit the batch's count, none can be given its seq.
 */
function readParts({ parts, count }: Batch): { head: Observations; tail: Observations } {
  const read = parts.map(readPart);
  const broken = read.findIndex((part) => part === null);
  const head = join(broken === -1 ? read : read.slice(0, broken));
  const tail = broken === -1 ? [] : join(read.slice(read.lastIndexOf(null) + 1));
  const fits = broken === -1 ? head.length === count : head.length + tail.length <= count;
  return fits ? { head, tail } : { head: [], tail: [] };
}

function join(parts: readonly (Observations | null)[]): Observations {
  const [only] = parts;
  return parts.length === 1 && only ? only : parts.flatMap((part) => part ?? []);
}

function readPart(text: string): Observations | null {
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) ? values.map((value) => parseObservation(value)) : null;
  } catch {
    return null;
  }
}
