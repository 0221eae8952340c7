import {
  brand,
  dataProperty,
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
 * Where in a value the function or symbol is for which a send threw a DataCloneError, as an expression on `data`. Structured clone goes through
 * properties in order and stops at the first part that it refuses, so everything before that part is known to hold no Proxy, and
 * this walk, in the same order, runs no code of the page. When the refused part is an object (the message then shows `#<...>`) it
 * may be a Proxy itself; that path is not looked for.
 */
export function pathOfUncloneable(value: unknown, error: unknown): string | undefined {
  if (read(brand.exceptionName, error) !== 'DataCloneError') return undefined;
  const message = read(brand.exceptionMessage, error);
  if (typeof message !== 'string' || find(message, ' could not be cloned') < 0) return undefined;
  // Chromium: "Failed to execute ...: () => {} could not be cloned."; an object shows as #<Class>, and Firefox says "The object".
  if (find(message, ': #<') >= 0 || find(message, ': [object') >= 0 || find(message, ': ') < 0)
    return undefined;
  try {
    return walk(value, 'data', new Weak(), 0) ?? undefined;
  } catch {
    // A Proxy that is revoked.
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
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    if (typeof key !== 'string') continue;
    const found = getOwnPropertyDescriptor(value, key);
    if (!found?.enumerable) continue;
    // Whatever a getter returned is not known; the part may be in there.
    if (!hasOwn(found, 'value')) return null;
    const inner = walk(dataProperty(value, key), path + step(value, key), seen, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function step(owner: object, key: string): string {
  return isArray(owner) ? `[${key}]` : `[${stringify(key)}]`;
}
