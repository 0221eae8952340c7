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

export function collect(): Collected {
  const findings = new Map<string, Finding>();
  let sorted: readonly Finding[] | null = null;
  let version = 0;

  function take(seen: Seen): void {
    const { code, channel, values, evidence, time } = seen;
    const id = `${code} ${seen.subject}`;
    const known = findings.get(id);
    if (!known && findings.size >= maxFindings) return;
    const { severity, confidence } = catalogue[code];
    const [first] = known?.evidence ?? [];
    findings.set(id, {
      id,
      code,
      severity: seen.severity ?? severity,
      confidence: seen.confidence ?? confidence,
      channel,
      values,
      count: (known?.count ?? 0) + (seen.count ?? 1),
      first: Math.min(known?.first ?? time, time),
      last: Math.max(known?.last ?? time, time),
      contexts: known ? [...new Set([...known.contexts, ...seen.contexts])] : seen.contexts,
      evidence,
      earlier: first && known ? [...known.earlier, first].slice(-maxEarlier) : [],
    });
    sorted = null;
    version += 1;
  }

  function forget(isHeld: (ref: RecordRef) => boolean): void {
    for (const [id, finding] of findings) {
      const earlier = finding.earlier.filter(isHeld);
      if (earlier.length < finding.earlier.length) findings.set(id, { ...finding, earlier });
    }
    sorted = null;
    version += 1;
  }

  return {
    take,
    forget,
    clear() {
      findings.clear();
      sorted = null;
      version += 1;
    },
    all() {
      sorted ??= [...findings.values()].sort(
        (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.last - a.last,
      );
      return sorted;
    },
    get version() {
      return version;
    },
  };
}
