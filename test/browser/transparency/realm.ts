/**
 * Runs in a page: every property that can be reached from the global object through constructors, namespaces
 * and prototypes, with its descriptor, and each function's name, length, own properties and source text. What
 * differs between two realms of one browser was changed by somebody.
 */
export function describeRealm(): { [path: string]: string } {
  const inOrder = ' (keys in order)';
  const found: { [path: string]: string } = Object.create(null) as { [path: string]: string };
  const seen = new Set<unknown>();
  const queue: [string, object][] = [['window', window]];
  /** Objects that change by themselves, or lead out of the realm. */
  const skipped = new Set([
    'document',
    'location',
    'performance',
    'frames',
    'self',
    'parent',
    'top',
    'window',
    'navigation',
    'history',
    'event',
  ]);

  function text(value: unknown): string {
    if (typeof value !== 'function') return typeof value;
    return `function ${value.name}/${value.length} ${Function.prototype.toString.call(value)}`;
  }

  while (queue.length > 0) {
    const [path, object] = queue.shift() ?? ['', {}];
    if (seen.has(object)) continue;
    seen.add(object);
    found[`${path}${inOrder}`] = Reflect.ownKeys(object).map(String).join();
    // Sorted, so that what is reached by several paths has the same one in both.
    for (const key of Reflect.ownKeys(object).sort((a, b) => (String(a) < String(b) ? -1 : 1))) {
      if (path === 'window' && skipped.has(String(key))) continue;
      const name = `${path}.${String(key)}`;
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      if (!descriptor) continue;
      const { configurable, enumerable, writable, get, set } = descriptor;
      const value: unknown = descriptor.value;
      found[name] = [configurable, enumerable, writable, text(get), text(set), text(value)].join(' ');
      for (const next of [get, set, value]) {
        const isNamespace =
          typeof next === 'object' &&
          next !== null &&
          (key === 'prototype' || Object.prototype.toString.call(next) === `[object ${String(key)}]`);
        if (typeof next === 'function' || isNamespace) queue.push([name, next]);
      }
    }
  }
  return found;
}
