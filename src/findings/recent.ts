/** The latest few of each name, oldest first. Names that were not used for long are forgotten. */
export interface Recent<T> {
  add(name: string, item: T): void;
  of(name: string): readonly T[];
  clear(name: string): void;
}

const maxNames = 5_000;

export function createRecent<T>(keep: number): Recent<T> {
  const lists = new Map<string, T[]>();
  return {
    add(name, item) {
      const list = lists.get(name) ?? [];
      // What is used last is last in the map.
      lists.delete(name);
      lists.set(name, list);
      list.push(item);
      if (list.length > keep) list.shift();
      if (lists.size > maxNames) lists.delete(lists.keys().next().value ?? '');
    },
    of: (name) => lists.get(name) ?? [],
    clear(name) {
      lists.delete(name);
    },
  };
}
