import type { Context, Record } from '../record/record';
import { siteOf } from '../site';
import { createChannelObjects, type ChannelObject, type ChannelObjects } from './channel-objects';
import { createClock, latencyBetween, readClock, type Clock } from './clocks';
import { createStateTimeline, type StateTimeline } from './state-timeline';
import { firstIndex } from '../record/held';
import { createTimeline, type Timeline } from './timeline';
import type { MeasuredLatency } from '../exchange/types';

/** A document with its history, as far as it is known. */
export interface KnownContext {
  readonly id: string;
  /** null until the background told of it. */
  context: Context | null;
  /** Of its tab's top document: the partition; '' where it is not known. */
  site: string;
  /** Every URL that it is known to have had. */
  readonly urls: Set<string>;
  readonly state: StateTimeline;
  readonly clock: Clock;
  /** Listeners for storage events; null where no record tells. Ask `listenersAt`. */
  readonly storageListeners: Timeline<number | null>;
  /** When records of it were lost, or are not held any more. */
  readonly gaps: Gap[];
  /**
   * Until when none of its records is missing: -Infinity where the first ones are, Infinity where all were
   * seen.
   */
  knownUntil: number;
  /** The seq that comes next; 0: there was no record yet. */
  next: number;
  /** Time of its latest record. */
  last: number;
  /** -Infinity where nothing tells. Of a document that was watched late: since when. */
  created: number;
  gone: number | null;
  hidden: boolean;
}

/** Times of the records before and after what is missing; -Infinity where it is the first ones. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * Who was there: every document of the origin, from lifecycle records and what the background knows of it.
 */
export interface Contexts {
  readonly objects: ChannelObjects;
  addContext(context: Context): void;
  /** The document that it was observed in. */
  add(record: Record): KnownContext;
  get(id: string): KnownContext | undefined;
  /** In the order in which they came. */
  all(): Iterable<KnownContext>;
  /** Whether a document is known to have, or to have had, this URL. */
  isUrlOfAny(url: string): boolean;
  /**
   * Counts up when more is known of what a document got: of its state, its listeners, its URLs, or of records
   * that it lost.
   */
  changes(): number;
  /**
   * Whether a document is frozen, or in the back/forward cache, that may get what was sent meanwhile when it
   * thaws.
   */
  somebodySleeps(): boolean;
  /** Whether any document lost records between the two times. */
  lostBetween(from: number, to: number): boolean;
  /** Those that were there at some time between the two, the oldest first; the first of very many. */
  between(from: number, to: number): readonly KnownContext[];
  /** From a send to its receive, by the clocks of their documents. */
  latency(send: Record, receive: Record): MeasuredLatency;
  forget(before: number): void;
}

/**
 * Milliseconds after which a page is no longer kept in the back/forward cache (Chromium; Firefox keeps it
 * half an hour).
 */
const cachedAtMost = 30 * 60_000;
/** How long a document that is gone is among the recent ones, in milliseconds. */
const recentFor = 60_000;
/** More documents at a time, and more gaps, are not told apart: a page makes as many frames as it likes. */
const mostThere = 200;
const mostGaps = 200;

export function createContexts(): Contexts {
  const objects = createChannelObjects();
  const known = new Map<string, KnownContext>();
  const urls = new Set<string>();
  /** Of all documents. */
  let gaps: Gap[] = [];
  /** Those that are there or went away lately: `between` is mostly asked about now. */
  let recent: KnownContext[] = [];
  let byAge: KnownContext[] = [];
  const asleep = new Set<KnownContext>();
  let recentFrom = -Infinity;
  let latest = -Infinity;
  let changes = 0;
  /** Counts up when a document comes or goes, and what `between` said then. */
  let moves = 0;
  let there: { from: number; to: number; moves: number; found: readonly KnownContext[] } | null = null;

  function knownOf(id: string, time: number): KnownContext {
    const there = known.get(id);
    if (there) return there;
    const made: KnownContext = {
      id,
      context: null,
      site: '',
      urls: new Set(),
      state: createStateTimeline('visible', time),
      clock: createClock(),
      storageListeners: createTimeline<number | null>(0),
      gaps: [],
      knownUntil: Infinity,
      next: 0,
      last: -Infinity,
      created: time,
      gone: null,
      hidden: false,
    };
    known.set(id, made);
    insertByAge(byAge, made);
    insertByAge(recent, made);
    moves += 1;
    return made;
  }

  function clockOf({ context }: Record): Clock {
    return known.get(context)?.clock ?? createClock();
  }

  function setCreated(of: KnownContext, time: number): void {
    if (of.created === time) return;
    const lists = [byAge, recent].filter((list) => removeByAge(list, of));
    of.created = time;
    for (const list of lists) insertByAge(list, of);
  }

  function noteSleep(of: KnownContext): void {
    if (of.gone === null && (of.state.last === 'frozen' || of.state.last === 'bfcached')) asleep.add(of);
    else asleep.delete(of);
  }

  function end(of: KnownContext, time: number): void {
    if (of.gone !== null) return;
    of.gone = time;
    objects.closeAll(of.id, time);
  }

  function lifecycle(of: KnownContext, { state, time }: Record & { type: 'lifecycle' }): void {
    moves += 1;
    const before = of.state.told;
    switch (state) {
      case 'created':
        setCreated(of, Math.min(of.created, time));
        break;
      case 'hidden':
      case 'visible':
        of.hidden = state === 'hidden';
        // A page that goes into the back/forward cache is hidden on its way; one that comes out is resumed
        // first.
        if (before === 'visible' || before === 'hidden') of.state.set(time, state);
        break;
      case 'frozen':
        if (before !== 'bfcached') of.state.set(time, state);
        break;
      case 'bfcached':
      case 'prerendering':
        of.state.set(time, state);
        break;
      case 'resumed':
      case 'restored':
      case 'activated':
        of.gone = null;
        of.state.set(time, of.hidden ? 'hidden' : 'visible');
        break;
      case 'leaving':
        break;
      case 'gone':
        of.state.set(time, 'gone');
        end(of, time);
        break;
      default:
        state satisfies never;
    }
    noteSleep(of);
  }

  /** Listeners may have come and gone, and a frozen page that tells of a loss runs again. */
  function lose(of: KnownContext, time: number): void {
    changes += 1;
    moves += 1;
    const gap = { from: of.last, to: time };
    addGap(of.gaps, gap);
    addGap(gaps, gap);
    of.knownUntil = Math.min(of.knownUntil, of.last);
    of.storageListeners.set(of.last, null);
    objects.lose(of.id, of.last);
    if (of.next === 0 && !of.context) setCreated(of, -Infinity);
    if (of.state.told === 'frozen') of.state.set(time, of.hidden ? 'hidden' : 'visible');
    noteSleep(of);
  }

  function refresh(): void {
    recentFrom = latest - recentFor;
    recent = recent.filter(({ gone }) => gone === null || gone >= recentFrom);
  }

  return {
    objects,
    addContext(context) {
      changes += 1;
      moves += 1;
      const of = knownOf(context.id, context.created);
      if (of.context?.topOrigin !== context.topOrigin) of.site = siteOf(context.topOrigin);
      of.context = context;
      of.clock.told = context.clockAhead;
      setCreated(of, of.created === -Infinity ? context.created : Math.min(of.created, context.created));
      of.state.ended = context.ended;
      noteSleep(of);
      of.urls.add(context.url);
      urls.add(context.url);
    },
    add(record) {
      const of = knownOf(record.context, record.time);
      if (record.time > latest) latest = record.time;
      if (latest > recentFrom + 2 * recentFor) refresh();
      if (record.type === 'gap' || record.seq !== of.next) lose(of, record.time);
      of.next = record.seq + 1;
      of.last = record.time;
      readClock(of.clock, record);
      if (record.type === 'lifecycle' || record.type === 'listeners') changes += 1;
      if (record.type === 'lifecycle') lifecycle(of, record);
      else if (record.type === 'listeners' && record.event === 'storage' && record.on === undefined)
        of.storageListeners.set(record.time, record.count);
      objects.add(record, of.knownUntil === Infinity);
      return of;
    },
    get: (id) => known.get(id),
    all: () => known.values(),
    isUrlOfAny: (url) => urls.has(url),
    changes: () => changes,
    somebodySleeps: () => asleep.size > 0,
    lostBetween: (from, to) => gaps.some((gap) => gap.to >= from && gap.from <= to),
    between(from, to) {
      if (there?.from === from && there.to === to && there.moves === moves) return there.found;
      const found: KnownContext[] = [];
      for (const of of from >= recentFrom ? recent : byAge) {
        if (of.created > to || (endOf(of) ?? Infinity) < from) continue;
        found.push(of);
        if (found.length === mostThere) break;
      }
      there = { from, to, moves, found };
      return found;
    },
    latency(send, receive) {
      return latencyBetween(send, receive, clockOf(send), clockOf(receive));
    },
    forget(before) {
      moves += 1;
      objects.forget(before);
      gaps = gaps.filter(({ to }) => to >= before);
      for (const of of known.values()) {
        of.state.forget(before);
        of.storageListeners.forget(before);
        of.clock.wallAhead.forget(before);
        of.clock.corrected.forget(before);
        while ((of.gaps[0]?.to ?? Infinity) < before) of.gaps.shift();
        if (of.gone === null || of.gone >= before) continue;
        known.delete(of.id);
        asleep.delete(of);
      }
      for (const object of allObjects()) object.listeners.forget(before);
      byAge = byAge.filter(({ id }) => known.has(id));
      recent = recent.filter(({ id }) => known.has(id));
      urls.clear();
      for (const of of known.values()) for (const url of of.urls) urls.add(url);
      refresh();
    },
  };

  function* allObjects() {
    for (const id of known.keys()) yield* objects.of(id);
  }
}

/** The two oldest of many become one. */
function addGap(gaps: Gap[], gap: Gap): void {
  gaps.push(gap);
  const [first, second] = gaps;
  if (gaps.length > mostGaps && first && second)
    gaps.splice(0, 2, { from: Math.min(first.from, second.from), to: Math.max(first.to, second.to) });
}

/** Viewers hear of documents in any order, and are to name the same ones. */
function insertByAge(list: KnownContext[], of: KnownContext): void {
  list.splice(
    firstIndex(list, (one) => isOlder(of, one)),
    0,
    of,
  );
}

/** Whether it was there. */
function removeByAge(list: KnownContext[], of: KnownContext): boolean {
  const at = firstIndex(list, (one) => !isOlder(one, of));
  return list[at] === of && list.splice(at, 1).length > 0;
}

function isOlder(a: KnownContext, b: KnownContext): boolean {
  return a.created < b.created || (a.created === b.created && a.id < b.id);
}

/**
 * Whether all that the document did until then is known: it was watched from its begin, and no record is
 * missing.
 */
export function isKnown(of: KnownContext, time: number): boolean {
  return wasWatchedFromBegin(of) && of.knownUntil >= time;
}

/** How many listeners for storage events its page has then; null where no record tells. */
export function listenersAt(of: KnownContext, time: number): number | null {
  const count = of.storageListeners.at(time);
  // Listeners that were added before it was watched have left no record.
  return count === 0 && !wasWatchedFromBegin(of) ? null : count;
}

/** How many listeners for messages its page has on one of its objects then; null where no record tells. */
export function listenersOn(
  of: KnownContext | undefined,
  object: ChannelObject,
  time: number,
): number | null {
  const count = object.listeners.at(time);
  const isFollowed = object.openedBy !== null || (of !== undefined && wasWatchedFromBegin(of));
  return count === 0 && !isFollowed ? null : count;
}

/** Whether its page listened when it got a storage event or a message, as far as records tell. */
export function isHeard(contexts: Contexts, record: Record): boolean {
  const of = contexts.get(record.context);
  if (!of) return true;
  if (record.type === 'storage-event') return listenersAt(of, record.time) !== 0;
  const object =
    'object' in record ? contexts.objects.get(record.context, record.object, record.channel) : undefined;
  return !object || listenersOn(of, object, record.time) !== 0;
}

/**
 * Whether the URL of a storage event that it gets is that of the document which wrote. Firefox gives the URL
 * of the first document of the writer's process; where no record says which browser it is, only Firefox has
 * no id for a document that the background knows.
 */
export function tellsWriter({ context }: KnownContext): boolean {
  if (!context) return true;
  const { browser, document, tab } = context;
  return browser ? browser === 'chromium' : document !== null || tab === null;
}

function wasWatchedFromBegin({ next, context }: KnownContext): boolean {
  return next > 0 && context?.partial === false;
}

/**
 * When it ended for good: it said so itself, or its tab, its frame or its process is known to be gone; null:
 * it is there, or may come back.
 */
export function endOf({ gone, context, state }: KnownContext): number | null {
  const closed = context?.closed ?? null;
  return gone ?? (closed !== null && state.at(closed) === 'discarded' ? closed : null);
}

/** Whether it has ended by then. */
export function isOver(of: KnownContext, time: number): boolean {
  return (endOf(of) ?? Infinity) <= time;
}

/** Frozen or in the back/forward cache at that time: events wait, or are never sent. */
export function isSuspended(of: KnownContext, time: number): boolean {
  const state = of.state.at(time);
  if (state === 'bfcached') return time - of.state.since < cachedAtMost || of.state.last !== 'bfcached';
  return state === 'frozen' || state === 'discarded';
}

/**
 * Documents share storage and channels only within one partition and one profile; what is not known is taken
 * for the same.
 */
export function samePartition(a: KnownContext, b: KnownContext): boolean {
  if (!a.context || !b.context) return true;
  const sameSite = a.site === b.site || a.site === '' || b.site === '';
  return sameSite && a.context.incognito === b.context.incognito;
}
