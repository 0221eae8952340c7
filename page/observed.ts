import { apply, get, isArray, isObject, List, nativeProxy, type AnyFunction } from './natives';

/**
 * Stand-ins for objects among the arguments of a native call. The native reads a stand-in as it would read
 * the page's object, and each read goes on to that object: as often, in the same order, with it as `this`. So
 * we hear what the native made of an argument without reading it a second time.
 */

/** `hear` gets each property that is read, and gives what the native is to get. */
export function observed(object: object, hear: (name: PropertyKey, value: unknown) => unknown): object {
  // What can not be read at all is left to the native, whose error names the call that was made.
  if (isRevoked(object)) return object;
  return new nativeProxy({}, {
    __proto__: null,
    get(_target: object, name: PropertyKey): unknown {
      const value: unknown = get(object, name);
      try {
        return hear(name, value);
      } catch {
        // Of ours: the native gets what is there.
        return value;
      }
    },
  } as ProxyHandler<object>);
}

/** For an object that is to become a string; `hear` gets the string. */
export function observedText(object: object, hear: (text: string) => void): object {
  return observed(object, (_name, method) =>
    typeof method === 'function' ? calling(method as AnyFunction, object, hear) : method,
  );
}

/** A method of the page's object, which the native calls on the stand-in. */
export function calling(
  method: AnyFunction,
  object: object,
  hear?: (primitive: string) => void,
): (...args: readonly unknown[]) => unknown {
  return (...args) => {
    const result = apply(method, object, args);
    try {
      if (!isObject(result) && typeof result !== 'symbol') hear?.(`${result as string}`);
    } catch {
      // As above.
    }
    return result;
  };
}

/** The arguments with another one at one place. */
export function withArgument(args: readonly unknown[], at: number, value: unknown): readonly unknown[] {
  const changed = new List<unknown>();
  for (let index = 0; index < args.length; index += 1) changed[index] = index === at ? value : args[index];
  return changed;
}

function isRevoked(object: object): boolean {
  try {
    isArray(object);
    return false;
  } catch {
    return true;
  }
}
