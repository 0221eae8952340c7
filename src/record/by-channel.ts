import { LimitedMap } from '../limited';
import type { Channel } from './record';

/** What is known of channels, by kind and name: no string is made to look one up. */
export interface ByChannel<T> {
  get(channel: Channel): T | undefined;
  set(channel: Channel, item: T): void;
  /** Drops those that pass. */
  forget(passes: (item: T) => boolean): void;
}

/** `limit`: of each kind no more than so many are kept. */
export function createByChannel<T>(limit = Infinity): ByChannel<T> {
  const kinds = new Map<Channel['kind'], LimitedMap<string, T>>();
  return {
    get: ({ kind, name }) => kinds.get(kind)?.get(name),
    set({ kind, name }, item) {
      const names = kinds.get(kind) ?? new LimitedMap<string, T>(limit);
      kinds.set(kind, names);
      names.set(name, item);
    },
    forget(passes) {
      for (const names of kinds.values())
        for (const [name, item] of names) if (passes(item)) names.delete(name);
    },
  };
}
