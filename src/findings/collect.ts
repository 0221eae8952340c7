import type { RecordRef } from '../exchange/types';
import { catalogue } from './catalogue';
import type { Seen } from './detector';
import { severities, type Finding } from './types';

/** Gathers what detectors saw into findings: one for each code and subject. */
export interface Collected {
  take(seen: Seen): void;
  /** Lets go of the records of earlier times that are not held any more. */
  forget(isHeld: (ref: RecordRef) => boolean): void;
  clear(): void;
  /** The most severe first, then the latest. */
  all(): readonly Finding[];
  /** Counts up with every change. */
  readonly version: number;
}

/** More are not kept; of those beyond, only the ones that are known are counted. */
const maxFindings = 2_000;
const maxEarlier = 20;

/** What was seen of one code and subject so far. */
interface Gathered {
  readonly id: string;
  latest: Seen;
  count: number;
  first: number;
  last: number;
  readonly contexts: Set<string>;
  /** First records of earlier times; some more than are told. */
  earlier: RecordRef[];
  /** null: changed since it was told. */
  told: Finding | null;
}

export function collect(): Collected {
  const gathered = new Map<string, Gathered>();
  let sorted: readonly Finding[] | null = null;
  let version = 0;

  function changed(one: Gathered | null): void {
    if (one) one.told = null;
    sorted = null;
    version += 1;
  }

  function take(seen: Seen): void {
    const { code, time, count = 1, contexts } = seen;
    const id = `${code} ${seen.subject}`;
    const known = gathered.get(id);
    if (known) {
      const [first] = known.latest.evidence;
      if (first) known.earlier.push(first);
      if (known.earlier.length > 2 * maxEarlier) known.earlier = known.earlier.slice(-maxEarlier);
      known.latest = seen;
      known.count += count;
      known.first = Math.min(known.first, time);
      known.last = Math.max(known.last, time);
      for (const context of contexts) known.contexts.add(context);
      changed(known);
    } else if (gathered.size < maxFindings) {
      const times = { first: time, last: time };
      gathered.set(id, {
        id,
        latest: seen,
        count,
        ...times,
        contexts: new Set(contexts),
        earlier: [],
        told: null,
      });
      changed(null);
    }
  }

  function forget(isHeld: (ref: RecordRef) => boolean): void {
    for (const one of gathered.values()) {
      const earlier = one.earlier.filter(isHeld);
      if (earlier.length === one.earlier.length) continue;
      one.earlier = earlier;
      one.told = null;
    }
    changed(null);
  }

  return {
    take,
    forget,
    clear() {
      gathered.clear();
      changed(null);
    },
    all() {
      sorted ??= Array.from(gathered.values(), tell).sort(
        (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.last - a.last,
      );
      return sorted;
    },
    get version() {
      return version;
    },
  };
}

function tell(one: Gathered): Finding {
  if (one.told) return one.told;
  const { id, latest, count, first, last, contexts, earlier } = one;
  const { code, channel, values, evidence } = latest;
  const { severity, confidence } = catalogue[code];
  one.told = {
    id,
    code,
    severity: latest.severity ?? severity,
    confidence: latest.confidence ?? confidence,
    channel,
    values,
    count,
    first,
    last,
    contexts: [...contexts],
    evidence,
    earlier: earlier.slice(-maxEarlier),
  };
  return one.told;
}
