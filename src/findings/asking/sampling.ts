import { LimitedMap } from '../../limited';

/**
 * Lets only so many records of a name through in each second of their own time: what is looked at closely
 * costs more than counting.
 */
export interface Sampling {
  allows(name: string, time: number): boolean;
}

export function createSampling(aSecond: number): Sampling {
  const seen = new LimitedMap<string, { second: number; count: number }>();
  return {
    allows(name, time) {
      const second = Math.floor(time / 1000);
      const known = seen.get(name);
      if (known?.second === second) {
        known.count += 1;
        return known.count <= aSecond;
      }
      seen.set(name, { second, count: 1 });
      return true;
    },
  };
}
