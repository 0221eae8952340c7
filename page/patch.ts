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
import { noteMissed } from './outbox';

/**
 * The one place that changes a page's API and takes the change back. What is patched keeps its descriptor,
 * name, length, prototype and source text: it is a Proxy of the native function, and
 * Function.prototype.toString answers for the native.
 */

type Slot = 'value' | 'get' | 'set';
interface Patched {
  readonly owner: object;
  readonly name: PropertyKey;
  readonly slot: Slot;
  readonly native: unknown;
  readonly ours: unknown;
}

/** A call that is followed. */
export interface Followed {
  /** What the native gets: what the page gave, or stand-ins for it (observed.ts). */
  readonly args: readonly unknown[];
}

/**
 * What is done around a native call, which is made once, with `self` as it came. Neither function is on the
 * stack meanwhile, so that an exception and what the native calls back show one frame of ours; and what
 * either of them throws reaches nobody.
 */
export interface Hook<C extends Followed> {
  /**
   * Before the native; undefined where there is nothing to do after it. `args` are read by `argument`
   * (natives.ts).
   */
  readonly begin: (self: unknown, args: readonly unknown[]) => C | undefined;
  /** After it; `outcome` is what it returned or threw. */
  readonly end: (call: C, outcome: unknown, threw: boolean) => void;
}

const patched = new List<Patched>();
const natives = new Weak<object, AnyFunction>();
/** false once restored: a page that kept one of our proxies reaches the native through it. */
let live = true;

export function patchMethod<C extends Followed>(
  owner: object | undefined,
  name: PropertyKey,
  hook: Hook<C>,
): void {
  replace(owner, name, 'value', (native) => following(native, hook));
}

export function patchSetter<C extends Followed>(
  owner: object | undefined,
  name: PropertyKey,
  hook: Hook<C>,
): void {
  replace(owner, name, 'set', (native) => following(native, hook));
}

/**
 * `prototype.constructor` becomes the patched constructor too, so that `value.constructor === Class` holds as
 * before. `self` is the new target.
 */
export function patchConstructor<C extends Followed>(owner: object, name: string, hook: Hook<C>): void {
  const { begin, end } = hook;
  const ours = replace(owner, name, 'value', (native) => {
    return new nativeProxy(native, {
      __proto__: null,
      construct(target: AnyFunction, args: readonly unknown[], newTarget: AnyFunction): object {
        const call = live ? before(begin, newTarget, args) : undefined;
        if (!call) return construct(target, args, newTarget);
        let made: object;
        try {
          made = construct(target, call.args, newTarget);
        } catch (error) {
          after(end, call, error, true);
          throw error;
        }
        after(end, call, made, false);
        return made;
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
  replace(functionPrototype, 'toString', 'value', (native) => {
    return new nativeProxy(native, {
      __proto__: null,
      apply(target: AnyFunction, self: unknown, args: readonly unknown[]): unknown {
        const hidden = live && typeof self === 'function' ? natives.get(self) : undefined;
        return apply(target, hidden ?? self, args);
      },
      get: readFunction,
    } as ProxyHandler<AnyFunction>);
  });
}

function following<C extends Followed>(native: AnyFunction, { begin, end }: Hook<C>): AnyFunction {
  return new nativeProxy(native, {
    __proto__: null,
    apply(target: AnyFunction, self: unknown, args: readonly unknown[]): unknown {
      const call = live ? before(begin, self, args) : undefined;
      if (!call) return apply(target, self, args);
      let outcome: unknown;
      try {
        outcome = apply(target, self, call.args);
      } catch (error) {
        after(end, call, error, true);
        throw error;
      }
      after(end, call, outcome, false);
      return outcome;
    },
    get: readFunction,
  } as ProxyHandler<AnyFunction>);
}

function before<C extends Followed>(
  begin: Hook<C>['begin'],
  self: unknown,
  args: readonly unknown[],
): C | undefined {
  try {
    return begin(self, args);
  } catch {
    // Of ours: the stack may be too full for it. The native is called as it would be.
    noteMissed();
    return undefined;
  }
}

function after<C extends Followed>(end: Hook<C>['end'], call: C, outcome: unknown, threw: boolean): void {
  try {
    end(call, outcome, threw);
  } catch {
    // As above: the page gets what the native gave.
    noteMissed();
  }
}

/**
 * `caller` and `arguments` are accessors on Function.prototype that know native functions, and throw for a
 * Proxy.
 */
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

/**
 * The descriptor as it was with one slot changed; without a prototype, so that no accessor on
 * Object.prototype is read.
 */
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
