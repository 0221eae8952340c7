import type { RecordRef } from '../exchange/types';
import { catalogue } from './catalogue';
import type { Claim, Seen } from './asking/detector';
import { createPart, type Part, type Summed } from './part';
import type { Channel } from '../record/record';
import { severities, type Finding, type FindingCode, type FindingValue } from './types';

/** Gathers what detectors saw into findings: one for each code and subject. */
export interface Collected {
  take(seen: Seen): void;
  claim(seen: Seen): Claim;
  /** Lets go of the records of earlier times that are not held any more. */
  forget(isHeld: (ref: RecordRef) => boolean): void;
  clear(): void;
  /**
   * The most severe first, then those by which most was lost, then the latest; without what others explain.
   */
  all(): readonly Finding[];
  /** Counts up with every change. */
  readonly version: number;
}

/** More are not kept; of those beyond, only the ones that are known are counted. */
const maxFindings = 2_000;
const maxParts = 100;
const maxEarlier = 20;
/** Names of parts that a text has; the rest is counted. */
const maxNamed = 3;
/** Of one code, part and channel. */
const maxExplainers = 100;

/** What was seen of one code and subject so far, by the names of its parts. */
interface Gathered {
  readonly id: string;
  readonly code: FindingCode;
  readonly parts: Map<string, Part>;
  /** What was seen of them; null: changed since. */
  sums: readonly SummedPart[] | null;
  /** What the finding was made of, and the finding; null: changed since. */
  made: { readonly of: readonly string[]; readonly finding: Finding } | null;
}

interface SummedPart {
  readonly name: string;
  readonly sum: Summed;
}

interface Explainer {
  readonly by: FindingCode;
  readonly contexts: ReadonlySet<string>;
}

/** Who explains what: by code, then by part and channel. */
type Explained = ReadonlyMap<FindingCode, ReadonlyMap<string, readonly Explainer[]>>;

export function collect(): Collected {
  const gathered = new Map<string, Gathered>();
  let sorted: readonly Finding[] | null = null;
  let version = 0;

  function changed(one: Gathered | null): void {
    if (one) forgetMade(one);
    sorted = null;
    version += 1;
  }

  function find(seen: Seen): { readonly one: Gathered; readonly part: Part } | null {
    const { code, part: name = '' } = seen;
    const id = `${code} ${seen.subject}`;
    let one = gathered.get(id);
    if (!one) {
      if (gathered.size >= maxFindings) return null;
      one = { id, code, parts: new Map(), sums: null, made: null };
      gathered.set(id, one);
    }
    let part = one.parts.get(name);
    if (!part) {
      if (one.parts.size >= maxParts) return null;
      part = createPart(catalogue[code].loses === true);
      one.parts.set(name, part);
    }
    changed(one);
    return { one, part };
  }

  function claim(seen: Seen): Claim {
    const name = {};
    let place = find(seen);
    place?.part.claim(name, seen);

    function withdraw(): void {
      if (!place) return;
      const { one, part } = place;
      part.withdraw(name);
      if ([...one.parts.values()].every((of) => of.sum() === null)) gathered.delete(one.id);
      changed(one);
      place = null;
    }

    return {
      withdraw,
      revise(again) {
        withdraw();
        place = find(again);
        place?.part.claim(name, again);
      },
    };
  }

  function all(): readonly Finding[] {
    const summed = [...gathered.values()].map((one) => ({ one, parts: (one.sums ??= sumsOf(one)) }));
    const explained = explainedBy(summed.flatMap(({ parts }) => parts));
    const findings = summed.flatMap(({ one, parts }) => {
      const left = parts.filter((part) => !isExplained(explained, one.code, part));
      return left.length > 0 ? [findingOf(one, left)] : [];
    });
    return findings.sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.lost - a.lost || b.last - a.last,
    );
  }

  return {
    claim,
    take(seen) {
      find(seen)?.part.add(seen);
    },
    forget(isHeld) {
      for (const one of gathered.values()) {
        forgetMade(one);
        for (const part of one.parts.values()) part.forget(isHeld);
      }
      changed(null);
    },
    clear() {
      gathered.clear();
      changed(null);
    },
    all: () => (sorted ??= all()),
    get version() {
      return version;
    },
  };
}

function forgetMade(one: Gathered): void {
  one.sums = null;
  one.made = null;
}

function sumsOf({ parts }: Gathered): readonly SummedPart[] {
  const all: SummedPart[] = [];
  for (const [name, part] of parts) {
    const sum = part.sum();
    if (sum) all.push({ name, sum });
  }
  return all;
}

function explainedBy(parts: readonly SummedPart[]): Explained {
  const explained = new Map<FindingCode, Map<string, Explainer[]>>();
  for (const { sum } of parts) {
    const { code: by, explains, channel } = sum.latest;
    for (const code of explains?.codes ?? []) {
      const ofCode = explained.get(code) ?? new Map<string, Explainer[]>();
      explained.set(code, ofCode);
      for (const part of explains?.parts ?? []) {
        const name = nameOf(part, channel);
        const explainers = ofCode.get(name) ?? [];
        ofCode.set(name, explainers);
        if (explainers.length < maxExplainers) explainers.push({ by, contexts: sum.contexts });
      }
    }
  }
  return explained;
}

function isExplained(explained: Explained, code: FindingCode, { name, sum }: SummedPart): boolean {
  const ofCode = explained.get(code);
  if (!ofCode) return false;
  const { channel, variant } = sum.latest;
  const explainers = ofCode.get(nameOf(name, channel)) ?? [];
  return explainers.some(
    ({ by, contexts }) =>
      // A code's own variant stands beside its others: it explains only what has the usual text.
      (by !== code || variant === undefined) && [...sum.contexts].some((context) => contexts.has(context)),
  );
}

function nameOf(part: string, { kind, name }: Channel): string {
  return JSON.stringify([part, kind, name]);
}

function findingOf(one: Gathered, parts: readonly SummedPart[]): Finding {
  const names = parts.map(({ name }) => name);
  const { made } = one;
  if (made?.of.length === names.length && made.of.every((name, at) => name === names[at]))
    return made.finding;
  const all = parts.map(({ sum }) => sum);
  const latest = all.map((sum) => sum.latest).reduce((a, b) => (b.time >= a.time ? b : a));
  const { severity, confidence } = catalogue[one.code];
  const finding: Finding = {
    id: one.id,
    code: one.code,
    ...(latest.variant && { variant: latest.variant }),
    severity: latest.severity ?? severity,
    confidence: latest.confidence ?? confidence,
    channel: latest.channel,
    values: latest.values.map((value) => namesFor(value, latest.part, names)),
    count: total(all, ({ count }) => count),
    lost: total(all, ({ lost }) => lost),
    first: Math.min(...all.map(({ first }) => first)),
    last: Math.max(...all.map(({ last }) => last)),
    contexts: [...new Set(all.flatMap(({ contexts }) => [...contexts]))],
    evidence: latest.evidence,
    earlier: earlierOf(all, latest),
  };
  one.made = { of: names, finding };
  return finding;
}

/** The latest part's name stands for all of them. */
function namesFor(value: FindingValue, part: string | undefined, names: readonly string[]): FindingValue {
  if (part === undefined || value !== part || names.length === 1) return value;
  const named = names.slice(0, maxNamed).join(', ');
  return names.length > maxNamed ? `${named} +${names.length - maxNamed}` : named;
}

function earlierOf(all: readonly Summed[], latest: Seen): readonly RecordRef[] {
  const [only] = all;
  if (only && all.length === 1) return only.earlier.slice(-maxEarlier);
  const firsts = all.flatMap((sum) => [
    ...sum.earlier.map((ref) => ({ ref, time: sum.last })),
    ...(sum.latest === latest ? [] : sum.latest.evidence.slice(0, 1).map((ref) => ({ ref, time: sum.last }))),
  ]);
  return firsts
    .sort((a, b) => a.time - b.time)
    .map(({ ref }) => ref)
    .slice(-maxEarlier);
}

function total(all: readonly Summed[], of: (sum: Summed) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0);
}
