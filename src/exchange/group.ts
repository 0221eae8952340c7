import type { Record } from '../record';

/** An exchange as far as it is known. */
export interface Building {
  /** null where it was not seen. */
  readonly source: Record | null;
  readonly sinks: Sink[];
  /** Contexts of all that can have sent it, where there are several. */
  rivals: ReadonlySet<string> | null;
  /** Another pairing would fit the records as well. */
  unsure: boolean;
}

/** A write or a send in a group of records that may belong together. */
export interface Source {
  readonly record: Record;
  readonly building: Building;
  /** Who sent it: records of one stream arrive everywhere in their order. */
  readonly stream: string;
  readonly usually: string;
}

/** A storage event or a receive in such a group. */
export interface Sink {
  readonly record: Record;
  /** The document or object that got it. */
  readonly receiver: string;
  readonly usually: string;
  /** The exchange that it was last looked up under. */
  building: Building | null;
}

export function createBuilding(source: Record | null): Building {
  return { source, sinks: [], rivals: null, unsure: false };
}

/** What is known of a source and a receiver beyond their records. */
export interface Rules {
  /** Whether what the one sends can get to the other at all. */
  readonly reaches: (source: Source, sink: Sink) => boolean;
  /** Whether the two can be of one exchange; strictly: all agrees that usually does, the old value and the writer's URL. */
  readonly fits: (source: Source, sink: Sink, strictly: boolean) => boolean;
  /** Whether the receiver can have missed it: it was frozen, without a listener, not there yet, or lost records in between. */
  readonly mayMiss: (source: Source, sink: Sink) => boolean;
}

/** Milliseconds by which the clocks of two documents may differ. */
export const skew = 5;
/** By so many milliseconds an event may seem to come before its write without a doubt about which one it is of. */
const sureSkew = 1;
/** Doubts about which of several alike is meant, one of them unseen or missed, last for so many milliseconds. */
const doubtful = 5_000;
/** More candidates are not looked at: with so many alike the first of a stream is as good as any. */
const maxCandidates = 50;

interface Pairing {
  readonly used: Set<Source>;
  readonly paired: { readonly sink: Sink; readonly source: Source }[];
  /** Sources of which it is not certain which sink is theirs, with the contexts that may have sent it. */
  readonly doubted: Map<Source, ReadonlySet<string>>;
  /** How many of them no sink has taken, and the latest time of one: any later sink may be meant by an earlier one's. */
  doubtedLeft: number;
  doubtedUntil: number;
}

/**
 * Pairs the sinks of one receiver with the sources of a group, both in the order of their times: each source once, those of one stream in
 * order. First those in which everything agrees, then, without certainty, what is left. Returns the sinks that no source fits; `used` holds
 * the sources that are taken, and is added to.
 */
export function pairReceiver(
  sources: readonly Source[],
  sinks: readonly Sink[],
  rules: Rules,
  used: Set<Source>,
): Sink[] {
  const doubted = new Map<Source, ReadonlySet<string>>();
  const pairing: Pairing = { used, paired: [], doubted, doubtedLeft: 0, doubtedUntil: -Infinity };
  const left = pass(sources, sinks, rules, pairing, true);
  const unpaired = left.length === 0 ? left : pass(sources, left, rules, pairing, false);
  for (const { record } of unpaired)
    for (const { sink, source } of pairing.paired)
      if (Math.abs(sink.record.time - record.time) < doubtful && source.record.time <= record.time + skew)
        source.building.unsure = true;
  return unpaired;
}

/** The usual case, without the book-keeping: one source, and each receiver's first sink is of it or of none. */
export function pairSingle(source: Source, sinks: readonly Sink[], rules: Rules): Sink[] {
  const { building, record } = source;
  const unpaired: Sink[] = [];
  for (const sink of sinks) {
    const { time } = sink.record;
    const isFirst = !building.sinks.some(({ receiver }) => receiver === sink.receiver);
    const strictly =
      isFirst && record.time <= time + skew && rules.reaches(source, sink) && rules.fits(source, sink, true);
    if (!strictly) unpaired.push(sink);
    else {
      building.sinks.push(sink);
      if (rules.mayMiss(source, sink) || record.time > time + sureSkew) building.unsure = true;
    }
  }
  return unpaired;
}

function pass(
  sources: readonly Source[],
  sinks: readonly Sink[],
  rules: Rules,
  pairing: Pairing,
  strict: boolean,
): Sink[] {
  const { used } = pairing;
  /** What the same sender sent before something that has arrived can not come any more. */
  const passed = new Set<Source>();
  const left: Sink[] = [];
  let from = 0;
  for (const sink of sinks) {
    const { time } = sink.record;
    while (from < sources.length && isTaken(sources[from], used, passed)) from += 1;
    const candidates: Source[] = [];
    for (let index = from; index < sources.length && candidates.length < maxCandidates; index += 1) {
      const source = sources[index];
      if (!source || source.record.time > time + skew) break;
      if (isTaken(source, used, passed) || !rules.reaches(source, sink)) continue;
      if (rules.fits(source, sink, strict)) candidates.push(source);
    }
    const chosen = choose(candidates, sink, rules, pairing);
    if (!chosen) {
      left.push(sink);
      continue;
    }
    used.add(chosen);
    if (pairing.doubted.has(chosen)) pairing.doubtedLeft -= 1;
    for (const other of candidates) {
      if (other === chosen) break;
      if (other.stream === chosen.stream) passed.add(other);
    }
    chosen.building.sinks.push(sink);
    if (!strict) chosen.building.unsure = true;
    pairing.paired.push({ sink, source: chosen });
  }
  return left;
}

function isTaken(source: Source | undefined, used: Set<Source>, passed: Set<Source>): boolean {
  return source !== undefined && (used.has(source) || passed.has(source));
}

/** The candidates' first that can have arrived; marks its exchange unsure where another one could be meant. */
function choose(
  candidates: readonly Source[],
  sink: Sink,
  rules: Rules,
  pairing: Pairing,
): Source | undefined {
  const [first] = candidates;
  if (!first) return undefined;
  const { time } = sink.record;
  const chosen =
    candidates.find((source) => source.record.time <= time && !rules.mayMiss(source, sink)) ?? first;
  const isSure =
    isOneStream(candidates) &&
    chosen === first &&
    !rules.mayMiss(first, sink) &&
    chosen.record.time <= time + sureSkew &&
    !candidates.some((source) => pairing.doubted.has(source)) &&
    (pairing.doubtedLeft === 0 || time - pairing.doubtedUntil > doubtful);
  if (!isSure) {
    chosen.building.unsure = true;
    doubt(candidates, chosen, pairing);
  }
  return chosen;
}

/** Whichever of them is meant here: those that are left are in doubt for what arrives later. */
function doubt(candidates: readonly Source[], chosen: Source, pairing: Pairing): void {
  const { doubted } = pairing;
  const rivals = new Set<string>();
  for (const source of candidates) {
    rivals.add(source.record.context);
    for (const one of doubted.get(source) ?? []) rivals.add(one);
  }
  for (const source of candidates) {
    if (!doubted.has(source)) pairing.doubtedLeft += 1;
    pairing.doubtedUntil = Math.max(pairing.doubtedUntil, source.record.time);
    doubted.set(source, rivals);
  }
  if (rivals.size > 1) chosen.building.rivals = new Set([...(chosen.building.rivals ?? []), ...rivals]);
}

function isOneStream(sources: readonly Source[]): boolean {
  return sources.every(({ stream }) => stream === sources[0]?.stream);
}
