import type { Ring } from '../src/protocol/background';
import type { Context, Record } from '../src/record';
import type { Database } from '../store/database';
import { readContexts, readOrigin, readRecords } from '../store/history';
import { breathe } from './analysed';
import { createHistory, type History } from './history';

/** An origin's history in the store: its end first, then the rest, then what is committed live. */
export interface StoredHistory {
  readonly history: History;
  take(ring: Ring): void;
  /** Documents of other origins that are open now. */
  setNeighbours(contexts: readonly Context[]): void;
  close(): void;
}

/** Records of the first read, which is painted before the rest is read, and of each further one. */
const firstSlice = 500;
const slice = 20_000;
/** Milliseconds between two looks at what only time tells: that a record does not come any more. */
const tick = 1_000;

/** `failed` hears why the store could not be read. */
export function openStoredHistory(
  database: Database,
  origin: string,
  failed: (message: string) => void,
): StoredHistory {
  const feed = createHistory(origin);
  /** The ordinal that the next live record must have; live ones are kept aside until history reaches them. */
  let next = 0;
  let early: (Ring & { type: 'committed' })[] | null = [];
  let closed = false;

  function tell(error: unknown): void {
    failed(String(error));
  }

  function live(ring: Ring & { type: 'committed' }): void {
    if (early) {
      early.push(ring);
      return;
    }
    if (ring.first > next) {
      catchUp(ring.first + ring.count).catch(tell);
    } else if (ring.first + ring.count > next) {
      const records = JSON.parse(ring.text) as Record[];
      feed.keep(records.slice(next - ring.first));
      next = ring.first + ring.count;
    }
  }

  /** Rings were missed: what they told, and what this one tells, is in the store. Others wait, so that each document's records come in their order. */
  async function catchUp(to: number): Promise<void> {
    early = [];
    try {
      feed.keep((await readRecords(database, origin, next, to)).records);
      next = to;
    } finally {
      replay();
    }
  }

  function replay(): void {
    const rings = early ?? [];
    early = null;
    for (const ring of rings) live(ring);
  }

  async function load(): Promise<void> {
    for (const context of await readContexts(database, origin)) feed.addContext(context);
    const row = await readOrigin(database, origin);
    next = row?.next ?? 0;
    let from = Math.max(0, next - firstSlice);
    feed.keep((await readRecords(database, origin, from, next)).records);
    replay();
    const oldest = next - (row?.count ?? 0);
    while (from > oldest && !closed) {
      await breathe();
      const to = from;
      from = Math.max(oldest, from - slice);
      feed.prepend((await readRecords(database, origin, from, to)).records);
    }
    await feed.loaded();
  }
  load().catch(tell);

  const ticking = setInterval(() => {
    feed.advance(Date.now());
  }, tick);

  return {
    history: feed.history,
    setNeighbours: feed.setNeighbours,
    take(ring) {
      if (ring.type === 'committed' && ring.origin === origin) live(ring);
      else if (ring.type === 'context' && ring.context.origin === origin) feed.addContext(ring.context);
      else if (ring.type === 'cleared' && ring.origin === origin) feed.clear();
    },
    close() {
      closed = true;
      clearInterval(ticking);
      feed.close();
    },
  };
}
