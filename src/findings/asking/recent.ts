import { LimitedMap } from '../../limited';

/** The latest few of each name, oldest first. Names that were not used for long are forgotten. */
export interface Recent<T> {
  add(name: string, item: T): void;
  of(name: string): readonly T[];
  clear(name: string): void;
}

const maxNames = 2_000;

export function createRecent<T>(keep: number): Recent<T> {
  const lists = new LimitedMap<string, T[]>(maxNames);
  return {
    add(name, item) {
      const list = lists.get(name) ?? [];
      lists.set(name, list);
      list.push(item);
      if (list.length > keep) list.shift();
    },
    of: (name) => lists.get(name) ?? [],
    clear(name) {
      lists.delete(name);
    },
  };
}
