import {
  apply,
  construct,
  type AnyFunction,
  defineProperty,
  functionPrototype,
  get,
  getOwnPropertyDescriptor,
  is,
  List,
  nativeProxy,
  Weak,
} from './natives';

/**
 * The one place that changes a page's API and takes the change back. What is patched keeps its descriptor, name, length, prototype
 * and source text: it is a Proxy of the native function, and Function.prototype.toString answers for the native.
 */

type Slot = 'value' | 'get' | 'set';
interface Patched {
  readonly owner: object;
  readonly name: PropertyKey;
  readonly slot: Slot;
  readonly native: unknown;
  readonly ours: unknown;
}

/** Calls through, then notes; `native` is to be called with exactly `self` and `args`, once, and its throw passed on. */
export type Call = (native: AnyFunction, self: unknown, args: readonly unknown[]) => unknown;
export type Construct = (native: AnyFunction, args: readonly unknown[], newTarget: AnyFunction) => object;

const patched = new List<Patched>();
const natives = new Weak<object, AnyFunction>();
/** false once restored: a page that kept one of our proxies reaches the native through it. */
let live = true;

export function patchMethod(owner: object | undefined, name: PropertyKey, call: Call): void {
  replace(owner, name, 'value', (native) => forwarding(native, call));
}

export function patchSetter(owner: object | undefined, name: PropertyKey, call: Call): void {
  replace(owner, name, 'set', (native) => forwarding(native, call));
}

/** `prototype.constructor` becomes the patched constructor too, so that `value.constructor === Class` holds as before. */
export function patchConstructor(owner: object, name: string, make: Construct): void {
  const ours = replace(owner, name, 'value', (native) => {
    return new nativeProxy(native, {
      __proto__: null,
      construct(target: AnyFunction, args: readonly unknown[], newTarget: AnyFunction): object {
        return live ? make(target, args, newTarget) : construct(target, args, newTarget);
      },
      get: readFunction,
    } as ProxyHandler<AnyFunction>);
  });
  if (!ours) return;
  const prototype: unknown = getOwnPropertyDescriptor(ours, 'prototype')?.value;
  if (typeof prototype === 'object' && prototype) replace(prototype, 'constructor', 'value', () => ours);
}

/** Puts back every native that is still hidden by ours alone. */
export function restoreAll(): void {
  live = false;
  for (let index = patched.length - 1; index >= 0; index -= 1) {
    const entry = patched[index];
    if (!entry) continue;
    const current = getOwnPropertyDescriptor(entry.owner, entry.name);
    if (current && is(current[entry.slot], entry.ours))
      define(entry.owner, entry.name, current, entry.slot, entry.native);
  }
  patched.length = 0;
}

/** Function.prototype.toString tells the native source of what is patched. */
export function patchSourceText(): void {
  patchMethod(functionPrototype, 'toString', (native, self, args) => {
    const hidden = typeof self === 'function' ? natives.get(self) : undefined;
    return apply(native, hidden ?? self, args);
  });
}

function forwarding(native: AnyFunction, call: Call): AnyFunction {
  return new nativeProxy(native, {
    __proto__: null,
    apply(target: AnyFunction, self: unknown, args: readonly unknown[]): unknown {
      return live ? call(target, self, args) : apply(target, self, args);
    },
    get: readFunction,
  } as ProxyHandler<AnyFunction>);
}

/** `caller` and `arguments` are accessors on Function.prototype that know native functions, and throw for a Proxy. */
function readFunction(target: object, name: PropertyKey, receiver: unknown): unknown {
  return get(target, name, name === 'caller' || name === 'arguments' ? target : receiver);
}

function replace(
  owner: object | undefined,
  name: PropertyKey,
  slot: Slot,
  wrap: (native: AnyFunction) => AnyFunction,
): AnyFunction | undefined {
  const descriptor = owner && getOwnPropertyDescriptor(owner, name);
  const native: unknown = descriptor?.[slot];
  if (!owner || !descriptor?.configurable || typeof native !== 'function') return undefined;
  const ours = wrap(native as AnyFunction);
  if (ours !== native) natives.set(ours, natives.get(native) ?? (native as AnyFunction));
  define(owner, name, descriptor, slot, ours);
  patched[patched.length] = { owner, name, slot, native, ours };
  return ours;
}

/** The descriptor as it was with one slot changed; without a prototype, so that no accessor on Object.prototype is read. */
function define(owner: object, name: PropertyKey, old: PropertyDescriptor, slot: Slot, value: unknown): void {
  const { configurable = false, enumerable = false } = old;
  const changed =
    slot === 'value'
      ? { __proto__: null, configurable, enumerable, value, writable: old.writable === true }
      : {
          __proto__: null,
          configurable,
          enumerable,
          get: slot === 'get' ? value : old.get,
          set: slot === 'set' ? value : old.set,
        };
  defineProperty(owner, name, changed as PropertyDescriptor);
}
