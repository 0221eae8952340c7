/** More names than this a detector does not keep: documents, keys and channels come and go without end. */
const most = 2_000;

/** A Map that lets go of what was set longest ago. */
export class LimitedMap<K, V> extends Map<K, V> {
  constructor(private readonly limit = most) {
    super();
  }

  override set(key: K, value: V): this {
    this.delete(key);
    if (this.size >= this.limit) dropFirst(this);
    return super.set(key, value);
  }
}

/** A Set that lets go of what was added longest ago. */
export class LimitedSet<T> extends Set<T> {
  constructor(private readonly limit = most) {
    super();
  }

  override add(item: T): this {
    this.delete(item);
    if (this.size >= this.limit) dropFirst(this);
    return super.add(item);
  }
}

function dropFirst<K>(from: { keys(): Iterable<K>; delete(key: K): boolean }): void {
  for (const key of from.keys()) {
    from.delete(key);
    return;
  }
}
