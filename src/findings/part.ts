import type { RecordRef } from '../exchange/types';
import type { Seen } from './asking/detector';

/** More claims of one part are held to be taken back exactly; of earlier ones only the count is. */
const maxClaims = 200;
const maxEarlier = 20;
/** Documents that are named: a tab may have any number, one after the other. */
const maxContexts = 200;

/** What was seen of one code, subject and part so far: what stays, and what may be taken back. */
export interface Part {
  add(seen: Seen): void;
  /** `name` is the claim's own. */
  claim(name: object, seen: Seen): void;
  withdraw(name: object): void;
  forget(isHeld: (ref: RecordRef) => boolean): void;
  /** null: everything was taken back. */
  sum(): Summed | null;
}

export interface Summed {
  readonly latest: Seen;
  readonly count: number;
  readonly lost: number;
  readonly first: number;
  readonly last: number;
  readonly contexts: ReadonlySet<string>;
  /** First records of earlier times; some more than are shown. */
  readonly earlier: readonly RecordRef[];
}

interface Kept {
  latest: Seen;
  count: number;
  lost: number;
  first: number;
  last: number;
  readonly contexts: Set<string>;
  earlier: RecordRef[];
}

/** `loses`: each of its code is a message that was lost. */
export function createPart(loses: boolean): Part {
  let kept: Kept | null = null;
  const claims = new Map<object, Seen>();
  /** Claims that are among what is kept. */
  const folded = new WeakMap<object, Seen>();

  function begin(seen: Seen): Kept {
    const { time, contexts } = seen;
    return {
      latest: seen,
      count: countOf(seen),
      lost: lostOf(seen),
      first: time,
      last: time,
      contexts: new Set(contexts),
      earlier: [],
    };
  }

  function join(to: Kept, seen: Seen): void {
    const [before, after] = seen.time < to.latest.time ? [seen, to.latest] : [to.latest, seen];
    const [first] = before.evidence;
    if (first) to.earlier.push(first);
    if (to.earlier.length > 2 * maxEarlier) to.earlier = to.earlier.slice(-maxEarlier);
    to.latest = after;
    to.count += countOf(seen);
    to.lost += lostOf(seen);
    to.first = Math.min(to.first, seen.time);
    to.last = Math.max(to.last, seen.time);
    for (const context of seen.contexts) if (to.contexts.size < maxContexts) to.contexts.add(context);
  }

  function keep(seen: Seen): void {
    if (kept) join(kept, seen);
    else kept = begin(seen);
  }

  function lostOf(seen: Seen): number {
    return seen.lost ?? (loses ? countOf(seen) : 0);
  }

  function sum(): Summed | null {
    if (claims.size === 0) return kept && kept.count > 0 ? kept : null;
    const all = kept && { ...kept, contexts: new Set(kept.contexts), earlier: [...kept.earlier] };
    let total: Kept | null = all;
    for (const seen of claims.values())
      if (total) join(total, seen);
      else total = begin(seen);
    return total;
  }

  return {
    add: keep,
    claim(name, seen) {
      claims.set(name, seen);
      if (claims.size <= maxClaims) return;
      for (const [oldest, one] of claims) {
        claims.delete(oldest);
        folded.set(oldest, one);
        keep(one);
        return;
      }
    },
    withdraw(name) {
      if (claims.delete(name)) return;
      const one = folded.get(name);
      if (!one || !kept) return;
      folded.delete(name);
      kept.count -= countOf(one);
      kept.lost -= lostOf(one);
      if (kept.count <= 0) kept = null;
    },
    forget(isHeld) {
      if (kept) kept.earlier = kept.earlier.filter(isHeld);
    },
    sum,
  };
}

function countOf({ count = 1 }: Seen): number {
  return count;
}
