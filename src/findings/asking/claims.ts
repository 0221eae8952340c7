import type { Claim, Seen, World } from './detector';

/** Claims by what they wait for, or by what they are about; the oldest are let stand. */
export interface Claims {
  add(name: string, claim: Claim): void;
  has(name: string): boolean;
  /** Takes back all of a name. */
  withdraw(name: string): void;
}

const maxClaims = 5_000;

export function createClaims(): Claims {
  const byName = new Map<string, Claim[]>();
  return {
    add(name, claim) {
      const known = byName.get(name);
      if (known) known.push(claim);
      else byName.set(name, [claim]);
      if ((known?.length ?? 0) > maxClaims) known?.shift();
      if (byName.size > maxClaims) byName.delete(byName.keys().next().value ?? '');
    },
    has: (name) => byName.has(name),
    withdraw(name) {
      for (const claim of byName.get(name) ?? []) claim.withdraw();
      byName.delete(name);
    },
  };
}

/** Claims something, or says it anew where it was claimed before. */
export function claimAnew(world: World, before: Claim | null, seen: Seen): Claim {
  if (!before) return world.claim(seen);
  before.revise(seen);
  return before;
}
