import type { Batch } from '../src/protocol/background';

/**
 * What this context observed and the background has not acknowledged. Bounded: where more comes than goes, the oldest that was never sent
 * is dropped, and one `gap` observation with the count stands in its place. Observations get their seq when they are first put into a
 * batch, so that seqs have no holes even then.
 */
export interface Queue {
  /** Takes a JSON array of `count` observations. */
  add(text: string, count: number): void;
  /** The next batch that was not sent yet; null if there is none. */
  next(): Batch | null;
  /** Everything with a lower seq than `next` is in the store. Returns whether a batch was completed by it. */
  acknowledge(next: number): void;
  /** What was sent and not acknowledged is to be sent again. */
  rewind(): void;
  /** All that is not acknowledged, sent or not, in batches. */
  rest(): Batch[];
}

export interface Limits {
  readonly records: number;
  /** UTF-16 units of JSON. */
  readonly size: number;
}

export const queueLimits: Limits = { records: 200_000, size: 64 * 1024 * 1024 };

/** What one message to the background may hold, unless a single part holds more. */
const batchLimits: Limits = { records: 2_000, size: 1024 * 1024 };

interface Part {
  readonly count: number;
  readonly text: string;
}

/** `gapText(count)`: a JSON array of one gap observation. */
export function createQueue(limits: Limits, gapText: (count: number) => string): Queue {
  /** Parts in a batch already, in order, the first of them from seq `first` on. */
  const sent: Part[] = [];
  let first = 0;
  /** How many of `sent` are on their way; fewer than all after a rewind. */
  let underWay = 0;
  const fresh: Part[] = [];
  let records = 0;
  let size = 0;
  let dropped = 0;

  function enforce(): void {
    let drop = 0;
    while (drop < fresh.length - 1 && (records > limits.records || size > limits.size)) {
      const part = fresh[drop];
      if (!part) break;
      records -= part.count;
      size -= part.text.length;
      dropped += part.count;
      drop += 1;
    }
    if (drop > 0) fresh.splice(0, drop);
  }

  /** Moves fresh parts for one batch over to `sent`. */
  function number(): void {
    if (dropped > 0) {
      const text = gapText(dropped);
      fresh.unshift({ count: 1, text });
      records += 1;
      size += text.length;
      dropped = 0;
    }
    const taken = fresh.splice(0, howMany(fresh, 0));
    sent.push(...taken);
  }

  function batchFrom(index: number): Batch {
    const parts = sent.slice(index, index + howMany(sent, index));
    return {
      first: first + countOf(sent.slice(0, index)),
      count: countOf(parts),
      parts: parts.map(({ text }) => text),
    };
  }

  return {
    add(text, count) {
      fresh.push({ count, text });
      records += count;
      size += text.length;
      enforce();
    },
    next() {
      if (underWay === sent.length) number();
      if (underWay === sent.length) return null;
      const batch = batchFrom(underWay);
      underWay += batch.parts.length;
      return batch;
    },
    acknowledge(next) {
      while (sent[0] && first + sent[0].count <= next) {
        const part = sent.shift();
        if (!part) break;
        first += part.count;
        records -= part.count;
        size -= part.text.length;
        underWay = Math.max(0, underWay - 1);
      }
    },
    rewind() {
      underWay = 0;
    },
    rest() {
      while (fresh.length > 0 || dropped > 0) number();
      const batches: Batch[] = [];
      for (let index = 0; index < sent.length;) {
        const batch = batchFrom(index);
        batches.push(batch);
        index += batch.parts.length;
      }
      return batches;
    },
  };
}

/** How many parts from `index` on fit into one batch; at least one if there is one. */
function howMany(parts: readonly Part[], index: number): number {
  let { records, size } = batchLimits;
  let count = 0;
  for (const part of parts.slice(index, index + batchLimits.records)) {
    records -= part.count;
    size -= part.text.length;
    if (count > 0 && (records < 0 || size < 0)) break;
    count += 1;
  }
  return count;
}

function countOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.count, 0);
}
