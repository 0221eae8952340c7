import {
  brand,
  find,
  getOwnPropertyDescriptor,
  hasOwn,
  isArray,
  ownKeys,
  read,
  stringify,
  Weak,
} from './natives';

/**
 * Where in a value the function or symbol is for which a send threw a DataCloneError, as an expression on
 * `data`. Structured clone goes through properties in order and stops at the first part that it refuses; this
 * walk goes the same way, and stops at an object that has an accessor
 * (docs/decisions/0002-preview-after-send.md). When the refused part is an object (`#<...>`) it may be a
 * Proxy: that path is not looked for.
 */
export function pathOfUncloneable(value: unknown, error: unknown): string | undefined {
  if (read(brand.exceptionName, error) !== 'DataCloneError') return undefined;
  const message = read(brand.exceptionMessage, error);
  if (typeof message !== 'string' || find(message, ' could not be cloned') < 0) return undefined;
  // Chromium: "Failed to execute ...: () => {} could not be cloned."; an object shows as #<Class>, and
  // Firefox says "The object".
  if (find(message, ': #<') >= 0 || find(message, ': [object') >= 0 || find(message, ': ') < 0)
    return undefined;
  try {
    return walk(value, 'data', new Weak(), 0) ?? undefined;
  } catch {
    // A Proxy after all.
    return undefined;
  }
}

/** null where the walk must not go on. */
function walk(
  value: unknown,
  path: string,
  seen: Weak<object, true>,
  depth: number,
): string | null | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return path;
  if (typeof value !== 'object' || value === null || depth > 64 || seen.get(value)) return undefined;
  seen.set(value, true);
  const keys = ownKeys(value);
  if (hasGetter(value, keys)) return null;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    if (typeof key !== 'string') continue;
    const found = getOwnPropertyDescriptor(value, key);
    if (!found?.enumerable) continue;
    const inner = walk(found.value, path + step(value, key), seen, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function hasGetter(value: object, keys: readonly PropertyKey[]): boolean {
  for (let index = 0; index < keys.length; index += 1) {
    const found = getOwnPropertyDescriptor(value, keys[index] ?? '');
    if (found?.enumerable && !hasOwn(found, 'value')) return true;
  }
  return false;
}

function step(owner: object, key: string): string {
  return isArray(owner) ? `[${key}]` : `[${stringify(key)}]`;
}
