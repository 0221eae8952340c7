import { LimitedMap } from '../../limited';
import type { Neighbour } from '../../record/record';

/**
 * Two origins that a person may take for one: they differ in the scheme, the port, a `www.`, or the name of
 * this machine only.
 */
export function areNearOrigins(a: string, b: string): boolean {
  if (a === b || !URL.canParse(a) || !URL.canParse(b)) return false;
  const [one, other] = [new URL(a), new URL(b)];
  return host(one) === host(other);
}

/** More near origins are not told apart: a page makes frames of as many ports as it likes. */
const most = 100;

/** Those of some documents that have an origin near another one. Each list is looked through once. */
export interface NearOrigins {
  to(origin: string, all: readonly Neighbour[]): readonly Neighbour[];
}

export function createNearOrigins(): NearOrigins {
  let of: readonly Neighbour[] = [];
  let near = new LimitedMap<string, readonly Neighbour[]>(most);

  return {
    to(origin, all) {
      if (all !== of) {
        of = all;
        near = new LimitedMap(most);
      }
      const known = near.get(origin) ?? nearTo(origin, all);
      near.set(origin, known);
      return known;
    },
  };
}

function nearTo(origin: string, all: readonly Neighbour[]): Neighbour[] {
  const isNear = new Map<string, boolean>();
  const found: Neighbour[] = [];
  for (const one of all) {
    const known = isNear.get(one.origin) ?? areNearOrigins(origin, one.origin);
    isNear.set(one.origin, known);
    if (known) found.push(one);
    if (found.length === most) break;
  }
  return found;
}

/** Of near origins: they differ in nothing else. */
export function differInPort(a: string, b: string): boolean {
  const [one, other] = [new URL(a), new URL(b)];
  return one.protocol === other.protocol && one.hostname === other.hostname;
}

function host({ hostname }: URL): string {
  if (hostname === '127.0.0.1' || hostname === '[::1]') return 'localhost';
  return hostname.replace(/^www\./, '');
}
