import type { Record } from '../../record/record';
import type { ChannelObject } from '../../presence/channel-objects';
import type { KnownContext } from '../../presence/contexts';
import { firstIndex } from '../../record/held';
import { pairsAheadMs, skewMs } from '../../time-windows';

/** An exchange as far as it is known. */
export interface Building {
  /** null where it was not seen. */
  readonly source: Record | null;
  /**
   * The storage events or receives. Replaced by `concat`, never grown: push and spread leave room for more.
   */
  sinks: readonly Record[];
  /** All that can have sent it, where there are several. */
  rivals: Rivals | null;
  /**
   * Another pairing would fit the records as well: the time of the first record that says so; Infinity: none
   * does.
   */
  unsureFrom: number;
}

export interface Rivals {
  readonly contexts: ReadonlySet<string>;
  /** The time of the first record that another of them may be meant by. */
  readonly from: number;
}

/**
 * The document that writes and hears of writes, or the object that sends and receives: what it gets comes in
 * order.
 */
export type Party = KnownContext | ChannelObject;

interface Member {
  readonly record: Record;
  /** Of its signature. */
  readonly value: unknown;
  readonly of: KnownContext;
  /** null for storage. */
  readonly object: ChannelObject | null;
}

/** A write or a send in a group of records that may belong together. */
export interface Source extends Member {
  readonly building: Building;
}

/** A storage event or a receive in such a group. */
export interface Sink extends Member {
  /** The exchange that it was last paired with. */
  building: Building | null;
  /** The one that it is looked up under. */
  entered: Building | null;
}

export const none: readonly Record[] = [];

export function createBuilding(source: Record | null, sinks: readonly Record[]): Building {
  return { source, sinks, rivals: null, unsureFrom: Infinity };
}

/** The record that is all there is of an exchange, and certainly; null where there is more to it. */
export function onlyRecord({ source, sinks, rivals, unsureFrom }: Building): Record | null {
  if (rivals || unsureFrom < Infinity || sinks.length + (source ? 1 : 0) !== 1) return null;
  return source ?? sinks[0] ?? null;
}

/** The exchange that a record is alone. */
export function aloneWith(record: Record): Building {
  const isSource = record.type === 'storage-write' || record.type === 'send';
  return isSource ? createBuilding(record, none) : createBuilding(null, [record]);
}

/** The record of that time leaves it open whether the exchange is as it seems. */
export function doubtFrom(building: Building, time: number): void {
  building.unsureFrom = Math.min(building.unsureFrom, time);
}

export function partyOf({ object, of }: Member): Party {
  return object ?? of;
}

/** Whether the receiver of a sink has got something up to that time. */
export function hasGot({ building }: Source, { of, object }: Sink, until = Infinity): boolean {
  return building.sinks.some(
    (record) =>
      record.time <= until &&
      record.context === of.id &&
      (!('object' in record) || record.object === object?.object),
  );
}

/** What is known of a source and a receiver beyond their records. */
export interface Rules {
  /** Whether what the one sends can get to the other at all. */
  readonly reaches: (source: Source, sink: Sink) => boolean;
  /** Whether the receiver came after what the one sends, and gets it all the same. */
  readonly comesToLate: (source: Source, sink: Sink) => boolean;
  /**
   * Whether the two can be of one exchange; strictly: all agrees that usually does, the old value and the
   * writer's URL.
   */
  readonly fits: (source: Source, sink: Sink, strictly: boolean) => boolean;
  /**
   * Whether the sink may be of another source, of which nothing is known: records were lost in between, or it
   * came so late.
   */
  readonly mayBeOfUnseen: (source: Source, sink: Sink) => boolean;
  /**
   * Whether the receiver can have missed it, and got another that is alike: that, or it was frozen, without a
   * listener, or not there yet.
   */
  readonly mayMiss: (source: Source, sink: Sink) => boolean;
  /**
   * Whether the sink can be of something that was sent at that time, and that its receiver has not got since.
   */
  readonly mayBeOf: (sentAt: number, sink: Sink) => boolean;
  /** Of several that fit, the one that a sink is most likely of, where there is more to go by than times. */
  readonly likeliest?: (sink: Sink) => Source | undefined;
  /** Counts up with whatever may change an answer about records that are known. */
  readonly changes: () => number;
}

/**
 * By so many milliseconds an event may seem to come before its write without a doubt about which one it is
 * of, where several are alike.
 */
const sureSkew = 1;
/**
 * Doubts about which of several alike is meant, one of them unseen or missed, last for so many milliseconds.
 */
const doubtful = 5_000;
/** More candidates are not looked at: with so many alike the first of a stream is as good as any. */
const maxCandidates = 10;
/** Nor is searched any further for one that fits: so many alike at once are a storm. */
const maxTried = 100;

interface Pairing {
  readonly rules: Rules;
  readonly paired: { readonly sink: Sink; readonly source: Source }[];
  /** Sources of which it is not certain which sink is theirs, with the contexts that may have sent it. */
  readonly doubted: Map<Source, ReadonlySet<string>>;
  /**
   * How many of them no sink has taken, and the latest time of one: any later sink may be meant by an earlier
   * one's.
   */
  doubtedLeft: number;
  doubtedUntil: number;
}

/**
 * Pairs sinks, of one receiver in mode 'all', with the sources that reach it, both in the order of their
 * times: each source once, those of one stream in order. First those in which everything agrees, then,
 * without certainty, what is left: with some of that, each that was paired before may be of what was not
 * seen. Tells the sinks that no source fits, whether all fitted at once, and whether there was no doubt about
 * any.
 */
export function pairReceiver(
  sources: readonly Source[],
  sinks: readonly Sink[],
  rules: Rules,
): { readonly unpaired: Sink[]; readonly allFit: boolean; readonly isCertain: boolean } {
  const pairing: Pairing = {
    rules,
    paired: [],
    doubted: new Map(),
    doubtedLeft: 0,
    doubtedUntil: -Infinity,
  };
  const left: Sink[] = [];
  const unpaired: Sink[] = [];
  // What the same sender sent before something that has arrived cannot come any more, and leaves too.
  const open = createOpen(sources.length);
  const used: number[] = [];
  const rest: { open?: Open } = {};
  let tried = 0;
  /** What arrives later than that does not say any more what they are of. */
  function pairLeft(until: number): void {
    for (let sink = left[tried]; sink && sink.record.time < until; sink = left[tried]) {
      tried += 1;
      rest.open ??= createOpen(sources.length, used);
      const at = pairOne(sources, sink, pairing, rest.open, false);
      if (at === -1) unpaired.push(sink);
      else open.remove(at);
    }
  }
  for (const sink of sinks) {
    pairLeft(sink.record.time - pairsAheadMs);
    const at = pairOne(sources, sink, pairing, open, true);
    if (at === -1) left.push(sink);
    else {
      used.push(at);
      rest.open?.remove(at);
    }
  }
  pairLeft(Infinity);
  for (const { sink, source } of left.length === 0 ? [] : pairing.paired) {
    // Both are in the order of times: the first that is near makes it unsure.
    const { time } = sink.record;
    const since = source.record.time - skewMs;
    const near =
      left[firstIndex(left, ({ record }) => record.time > time - doubtful && record.time >= since)];
    if (near && near.record.time < time + doubtful)
      doubtFrom(source.building, Math.max(time, near.record.time));
  }
  const allFit = left.length === 0;
  return { unpaired, allFit, isCertain: allFit && pairing.doubted.size === 0 };
}

/**
 * The usual case, without the book-keeping: one source, and each receiver's first sink is of it. False where
 * it is not so.
 */
export function pairSingle(source: Source, sinks: readonly Sink[], rules: Rules): boolean {
  const { building, record } = source;
  for (let at = 0; at < sinks.length; at += 1) {
    const sink = sinks[at];
    if (!sink) return false;
    const { time } = sink.record;
    if (record.time > time + skewMs || !rules.reaches(source, sink) || !rules.fits(source, sink, true))
      return false;
    for (let before = 0; before < at; before += 1) {
      const other = sinks[before];
      if (other?.of === sink.of && other.object === sink.object) return false;
    }
    take(source, sink);
    if (rules.mayBeOfUnseen(source, sink)) doubtFrom(building, time);
  }
  return true;
}

function take({ building }: Source, sink: Sink): void {
  building.sinks = building.sinks.concat(sink.record);
  sink.building = building;
}

/** The place of the source that a sink is paired with; -1: none. */
function pairOne(
  sources: readonly Source[],
  sink: Sink,
  pairing: Pairing,
  open: Open,
  strict: boolean,
): number {
  const { rules, doubted } = pairing;
  const { time } = sink.record;
  const places: number[] = [];
  let tried = 0;
  for (let at = open.from(0); at < sources.length; at = open.from(at + 1)) {
    const source = sources[at];
    if (!source || source.record.time > time + skewMs) break;
    if (places.length === maxCandidates || tried === maxTried) break;
    tried += 1;
    if (rules.reaches(source, sink) && rules.fits(source, sink, strict)) places.push(at);
  }
  const candidates = places.map((at) => sources[at] as Source);
  const chosen = choose(candidates, sink, pairing);
  if (!chosen) return -1;
  if (doubted.has(chosen)) pairing.doubtedLeft -= 1;
  const place = places[candidates.indexOf(chosen)] ?? -1;
  for (const at of places) {
    if (at > place) break;
    if (partyOf(sources[at] as Source) === partyOf(chosen)) open.remove(at);
  }
  take(chosen, sink);
  if (!strict) doubtFrom(chosen.building, time);
  pairing.paired.push({ sink, source: chosen });
  return place;
}

interface Open {
  /** The first open place from `at` on; the number of all where there is none. */
  from(at: number): number;
  remove(at: number): void;
}

/** Which of so many places are still open; those that are not cost nothing to pass over. */
function createOpen(count: number, closed: readonly number[] = []): Open {
  /** A place after which the next open one comes; of an open one that place itself. */
  const next: number[] = [];
  for (let at = 0; at <= count; at += 1) next.push(at);
  function remove(at: number): void {
    next[at] = at + 1;
  }
  closed.forEach(remove);
  return {
    from(at: number): number {
      let place = at;
      for (let to = next[place]; to !== undefined && to !== place; to = next[place]) {
        next[place] = next[to] ?? to;
        place = to;
      }
      return place;
    },
    remove,
  };
}

/**
 * The candidates' first that can have arrived; marks its exchange unsure where another one could be meant.
 */
function choose(candidates: readonly Source[], sink: Sink, pairing: Pairing): Source | undefined {
  const { rules, doubted } = pairing;
  const [first] = candidates;
  if (!first) return undefined;
  const { time } = sink.record;
  const likeliest = rules.likeliest?.(sink);
  const chosen =
    (likeliest && candidates.includes(likeliest) ? likeliest : undefined) ??
    candidates.find((source) => source.record.time <= time && !rules.mayMiss(source, sink)) ??
    first;
  // Where it is the only one, the sink is of it or of one that was not seen: as in `pairSingle`.
  const mayBeOfAnother = candidates.length === 1 ? rules.mayBeOfUnseen : rules.mayMiss;
  const isSure =
    isOneStream(candidates) &&
    chosen === first &&
    !mayBeOfAnother(first, sink) &&
    chosen.record.time <= time + sureSkew &&
    (doubted.size === 0 || !candidates.some((source) => doubted.has(source))) &&
    (pairing.doubtedLeft === 0 || time - pairing.doubtedUntil > doubtful);
  if (!isSure) {
    doubtFrom(chosen.building, time);
    doubt(candidates, chosen, time, pairing);
  }
  return chosen;
}

/** Whichever of them is meant here: those that are left are in doubt for what arrives later. */
function doubt(candidates: readonly Source[], chosen: Source, time: number, pairing: Pairing): void {
  const { doubted } = pairing;
  const rivals = new Set<string>();
  const joined = new Set<ReadonlySet<string>>();
  for (const source of candidates) {
    rivals.add(source.record.context);
    const before = doubted.get(source);
    if (!before || joined.has(before)) continue;
    joined.add(before);
    for (const one of before) rivals.add(one);
  }
  for (const source of candidates) {
    if (!doubted.has(source)) pairing.doubtedLeft += 1;
    pairing.doubtedUntil = Math.max(pairing.doubtedUntil, source.record.time);
    doubted.set(source, rivals);
  }
  if (rivals.size > 1) chosen.building.rivals = joinRivals(chosen.building.rivals, rivals, time);
}

function joinRivals(known: Rivals | null, contexts: ReadonlySet<string>, time: number): Rivals {
  if (!known) return { contexts, from: time };
  return { contexts: new Set([...known.contexts, ...contexts]), from: Math.min(known.from, time) };
}

function isOneStream(sources: readonly Source[]): boolean {
  const [first] = sources;
  return first === undefined || sources.every((source) => partyOf(source) === partyOf(first));
}
