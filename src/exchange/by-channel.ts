import type { Channel } from '../record';

/** What is known of channels, by kind and name: no string is made to look one up. */
export interface ByChannel<T> {
  get(channel: Channel): T | undefined;
  set(channel: Channel, item: T): void;
  /** Drops those that pass. */
  forget(passes: (item: T) => boolean): void;
}

export function createByChannel<T>(): ByChannel<T> {
  const kinds = new Map<Channel['kind'], Map<string, T>>();
  return {
    get: ({ kind, name }) => kinds.get(kind)?.get(name),
    set({ kind, name }, item) {
      const names = kinds.get(kind);
      if (names) names.set(name, item);
      else kinds.set(kind, new Map([[name, item]]));
    },
    forget(passes) {
      for (const names of kinds.values())
        for (const [name, item] of names) if (passes(item)) names.delete(name);
    },
  };
}
