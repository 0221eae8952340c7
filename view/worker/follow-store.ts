import { maxHeld } from '../../src/capture/held';
import type { Ring } from '../../src/protocol/background';
import type { Context, Record } from '../../src/record/record';
import { storedRecords } from '../../src/record/stored-records';
import type { Database } from '../../store/database';
import { readContexts, readOrigin, readRecords } from '../../store/history';
import { browserHost } from '../browser/host';

/** Who takes what is read: a capture. */
export interface Feed {
  addContext(context: Context): void;
  /** Records as they come. */
  add(records: readonly Record[]): void;
  /** Older ones than all before; the list becomes the feed's own. */
  prepend(records: Record[]): void;
  /** There is no room for older ones than so many beside those that it has. */
  isFull(more: number): boolean;
  /** So many older ones are not read. */
  leaveOut(count: number): void;
  /** There are no older ones. */
  loaded(): Promise<void>;
  /** Time has passed, in milliseconds since the epoch. */
  advance(now: number): void;
  clear(): void;
}

/** Reads an origin's history out of the store: its end first, then the rest, then what is committed live. */
export interface Following {
  /** Settles once the end of the history is there, or cannot be read. */
  readonly begun: Promise<void>;
  /** The rows of that are on their way: the rest may be read. */
  shown(): void;
  take(ring: Ring): void;
  close(): void;
}

/** Records of the first read, which is painted before the rest is read, and of each further one. */
const firstSlice = 500;
const slice = 20_000;
/** The rest waits for those rows, but not longer: a page that shows something else asks for none. */
const shownWithinMs = 300;
/** Milliseconds between two looks at what only time tells: that a record does not come any more. */
const tick = 1_000;

/** What tells of records that came, went or were missed. */
type LiveRing = Extract<Ring, { type: 'committed' | 'cleared' | 'started' }>;

/** `failed` hears why the store could not be read; '' once it could. */
export function followStore(
  database: Database,
  origin: string,
  feed: Feed,
  failed: (message: string) => void,
): Following {
  /** The ordinal that the next live record must have. */
  let next = 0;
  /**
   * Rings that wait until what was read before them is there, so that each document's records come in their
   * order.
   */
  let early: LiveRing[] | null = null;
  /** How often everything was cleared: what was read before that is not to be shown after it. */
  let clears = 0;
  let closed = false;

  let troubled = false;

  function tell(error: unknown): void {
    troubled = true;
    failed(String(error));
  }

  function readWell(): void {
    if (troubled) failed('');
    troubled = false;
  }

  function live(ring: LiveRing): void {
    if (early) early.push(ring);
    else if (ring.type === 'started') reading(catchUpWithStore).catch(tell);
    else if (ring.type === 'cleared') clear(ring.next);
    else if (ring.first > next) reading(() => catchUp(ring.first + ring.count)).catch(tell);
    else if (ring.first + ring.count > next) {
      feed.add(storedRecords(ring.text).slice(next - ring.first));
      next = ring.first + ring.count;
    }
  }

  async function reading(read: () => Promise<void>): Promise<void> {
    early = [];
    try {
      await read();
      readWell();
    } finally {
      const rings = early;
      early = null;
      for (const ring of rings) live(ring);
    }
  }

  function clear(from: number): void {
    clears += 1;
    next = from;
    feed.clear();
  }

  /** Rings were missed: what they told is in the store. */
  async function catchUp(to: number): Promise<void> {
    const from = Math.max(next, to - maxHeld);
    feed.leaveOut(from - next);
    feed.add((await readRecords(database, origin, from, to)).records);
    next = to;
  }

  /** The background was stopped, perhaps between a commit and its rings: no later one tells of that. */
  async function catchUpWithStore(): Promise<void> {
    await readAllContexts();
    const row = await readOrigin(database, origin);
    // Ordinals begin anew when everything is cleared, and go on when one origin is.
    if (!row || row.next < next) clear(0);
    else if (row.count === 0) clear(row.next);
    if (row && row.next > next) await catchUp(row.next);
  }

  async function readAllContexts(): Promise<void> {
    for (const context of await readContexts(database, origin)) feed.addContext(context);
  }

  /** What is not read yet of what is older. */
  let oldest = 0;
  let from = 0;
  async function readEnd(): Promise<void> {
    const [row] = await Promise.all([readOrigin(database, origin), readAllContexts()]);
    next = row?.next ?? 0;
    oldest = next - (row?.count ?? 0);
    from = Math.max(0, next - firstSlice);
    feed.add((await readRecords(database, origin, from, next)).records);
  }

  async function readRest(): Promise<void> {
    await Promise.race([shown, browserHost.wait(shownWithinMs)]);
    const isStill = (): boolean => clears === 0 && !closed;
    /**
     * The latest slice first. They are given as one: each would be merged into all, and all rows counted
     * anew.
     */
    const slices: Record[][] = [];
    let read = 0;
    while (from > oldest && isStill() && !feed.isFull(read)) {
      await browserHost.breathe();
      const to = from;
      from = Math.max(oldest, from - slice);
      const { records } = await readRecords(database, origin, from, to);
      slices.push(records);
      read += records.length;
    }
    if (isStill()) {
      feed.prepend(slices.reverse().flat());
      feed.leaveOut(from - oldest);
    }
    await feed.loaded();
  }

  let show = (): void => undefined;
  const shown = new Promise<void>((resolve) => (show = resolve));
  const endRead = reading(readEnd);
  endRead.then(readRest).catch(tell);

  const ticking = setInterval(() => {
    feed.advance(Date.now());
  }, tick);

  return {
    begun: endRead.catch(() => undefined),
    shown: show,
    take(ring) {
      if (ring.type === 'context' && ring.context.origin === origin) feed.addContext(ring.context);
      else if (ring.type === 'started') live(ring);
      else if ((ring.type === 'committed' || ring.type === 'cleared') && ring.origin === origin) live(ring);
    },
    close() {
      closed = true;
      clearInterval(ticking);
    },
  };
}
