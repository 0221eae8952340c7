import type { Batch } from '../src/protocol/background';
import { createFifo } from './fifo';

/**
 * What this context observed and the background has not acknowledged. Bounded: where more comes than goes,
 * the oldest that was never sent is dropped, and one `gap` observation with the count stands in its place.
 * Observations get their seq when they are first put into a batch, so that seqs have no holes even then.
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
  /** All that is not acknowledged, sent or not, from the seq `from` on, in batches. */
  rest(from?: number): Batch[];
  /** Other bounds, from now on. */
  limit(limits: Limits): void;
}

export interface Limits {
  readonly records: number;
  /** UTF-16 units of JSON. */
  readonly size: number;
}

/** What one message to the background may hold, unless a single part holds more. */
const batchLimits: Limits = { records: 2_000, size: 1024 * 1024 };

interface Part {
  readonly count: number;
  readonly text: string;
}

/**
 * `gapText(count, last)`: a JSON array of one gap observation, for `count` that were dropped; `last` is the
 * part that held the last of them.
 */
export function createQueue(bounds: Limits, gapText: (count: number, last: string) => string): Queue {
  let limits = bounds;
  /** Parts in a batch already, in order, the first of them from seq `first` on. */
  const sent: Part[] = [];
  let first = 0;
  /** How many of `sent` are on their way; fewer than all after a rewind. */
  let underWay = 0;
  const fresh = createFifo<Part>();
  /** Of all parts. */
  let records = 0;
  let size = 0;
  let dropped = 0;
  let lastDropped = '';

  function take({ count, text }: Part): void {
    records += count;
    size += text.length;
  }

  function give({ count, text }: Part): void {
    records -= count;
    size -= text.length;
  }

  function enforce(): void {
    while (fresh.length > 1 && (records > limits.records || size > limits.size)) {
      const part = fresh.shift();
      if (!part) break;
      give(part);
      dropped += part.count;
      lastDropped = part.text;
    }
  }

  /** Moves fresh parts for one batch over to `sent`. */
  function number(): void {
    if (dropped > 0) {
      const gap = { count: 1, text: gapText(dropped, lastDropped) };
      take(gap);
      sent.push(gap);
      dropped = 0;
      lastDropped = '';
    }
    for (let count = howMany((index) => fresh.at(index)); count > 0; count -= 1) {
      const part = fresh.shift();
      if (part) sent.push(part);
    }
  }

  function batchFrom(index: number): Batch {
    const parts = sent.slice(index, index + howMany((next) => sent[index + next]));
    return {
      first: first + countOf(sent.slice(0, index)),
      count: countOf(parts),
      parts: parts.map(({ text }) => text),
    };
  }

  return {
    add(text, count) {
      const part = { count, text };
      fresh.push(part);
      take(part);
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
        give(part);
        underWay = Math.max(0, underWay - 1);
      }
    },
    rewind() {
      underWay = 0;
    },
    rest(from = 0) {
      while (fresh.length > 0 || dropped > 0) number();
      const batches: Batch[] = [];
      let seq = first;
      let index = 0;
      for (const { count } of sent) {
        if (seq >= from) break;
        seq += count;
        index += 1;
      }
      while (index < sent.length) {
        const batch = batchFrom(index);
        batches.push(batch);
        index += batch.parts.length;
      }
      return batches;
    },
    limit(wanted) {
      limits = wanted;
      enforce();
    },
  };
}

/** How many parts fit into one batch; at least one if there is one. */
function howMany(partAt: (index: number) => Part | undefined): number {
  let { records, size } = batchLimits;
  let count = 0;
  for (let part = partAt(0); part; part = partAt(count)) {
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
