import { LimitedMap } from '../../limited';
import type { Neighbour, Record } from '../../record/record';
import { othersAt } from './audience';
import { about, type World } from './detector';

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

/** What was written or posted while nobody of the origin was there to hear. */
export interface NearMisses {
  /** Whether somebody was at an origin that differs in more than the port, which says why; S4 tells of it. */
  is(record: Record): boolean;
}

export function createNearMisses(world: World): NearMisses {
  const near = createNearOrigins();
  return {
    is(record) {
      const origin = world.contexts.get(record.context)?.context?.origin ?? '';
      const open = near
        .to(origin, world.neighbours())
        .filter(({ created, ended }) => created <= record.time && (ended === null || ended >= record.time));
      let missed = false;
      // A page around a frame of this origin is no mistaken twin of it.
      const around = new Set(othersAt(world, record).map(({ context }) => context?.topOrigin));
      for (const other of new Set(open.map((one) => one.origin))) {
        if (around.has(other)) continue;
        // Two ports of one machine are often two projects.
        const inPort = differInPort(origin, other);
        const doubt = inPort ? ({ confidence: 'likely', severity: 'info' } as const) : {};
        world.report({ ...about(record), code: 'S4', subject: other, values: [origin, other], ...doubt });
        missed ||= !inPort;
      }
      return missed;
    },
  };
}

/** Those of some documents that have an origin near another one. Each list is looked through once. */
interface NearOrigins {
  to(origin: string, all: readonly Neighbour[]): readonly Neighbour[];
}

function createNearOrigins(): NearOrigins {
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
function differInPort(a: string, b: string): boolean {
  const [one, other] = [new URL(a), new URL(b)];
  return one.protocol === other.protocol && one.hostname === other.hostname;
}

function host({ hostname }: URL): string {
  if (hostname === '127.0.0.1' || hostname === '[::1]') return 'localhost';
  return hostname.replace(/^www\./, '');
}
