/** More names than this a detector does not keep: documents, keys and channels come and go without end. */
const most = 2_000;

/**
 * A Map that lets go of what was set longest ago. Until it is half full it keeps no order, which costs more
 * than all the rest.
 */
export class LimitedMap<K, V> extends Map<K, V> {
  constructor(private readonly limit = most) {
    super();
  }

  override set(key: K, value: V): this {
    if (2 * this.size < this.limit) return super.set(key, value);
    this.delete(key);
    if (this.size >= this.limit) dropFirst(this);
    return super.set(key, value);
  }
}

/** The same by two names, a document's and a key's say: no longer name is made of them for each record. */
export class LimitedPairs<V> {
  private readonly all = new Map<string, Map<string, V>>();
  private size = 0;

  constructor(private readonly limit = most) {}

  get(one: string, other: string): V | undefined {
    return this.all.get(one)?.get(other);
  }

  set(one: string, other: string, value: V): void {
    const of = this.all.get(one) ?? new Map<string, V>();
    const isOrdered = 2 * this.size >= this.limit;
    if (!of.has(other)) {
      if (this.size >= this.limit) this.dropFirst();
      this.size += 1;
    } else if (isOrdered) of.delete(other);
    of.set(other, value);
    if (isOrdered) this.all.delete(one);
    if (isOrdered || of.size === 1) this.all.set(one, of);
  }

  /** The second names that go with a first one. */
  of(one: string): readonly string[] {
    return [...(this.all.get(one)?.keys() ?? [])];
  }

  delete(one: string, other: string): void {
    const of = this.all.get(one);
    if (!of?.delete(other)) return;
    this.size -= 1;
    if (of.size === 0) this.all.delete(one);
  }

  deleteAll(one: string): void {
    this.size -= this.all.get(one)?.size ?? 0;
    this.all.delete(one);
  }

  private dropFirst(): void {
    for (const [one, of] of this.all) {
      for (const other of of.keys()) {
        this.delete(one, other);
        return;
      }
    }
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
