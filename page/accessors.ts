import {
  apply,
  brand,
  dataProperty,
  errorClass,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  List,
  ownKeys,
  Weak,
  type AnyFunction,
} from './natives';
import { kindOf } from './preview-kind';
import { preparesStacks } from './stack';

/**
 * Whether a value that was just sent has an accessor in it: the native call has run that, and so code of the page, which may have put a Proxy in the
 * place of a part that was cloned before. Goes the way of structured clone backwards: what an accessor can have replaced comes after it.
 */
export function hasAccessor(value: object): boolean {
  return look(value, { parts: maxParts, seen: undefined });
}

/** As many as a preview shows. */
const maxParts = 2_000;
/** Parts that are looked at before those that were met are remembered: a small value goes faster without. */
const unremembered = 16;

interface Search {
  parts: number;
  seen: Weak<object, true> | undefined;
}

function look(value: object, search: Search): boolean {
  if (search.parts < maxParts - unremembered) {
    search.seen ??= new Weak();
    if (search.seen.get(value)) return false;
    search.seen.set(value, true);
  }
  switch (kindOf(value)) {
    case 'object':
      return inKeys(value, ownKeys(value), search);
    case 'array':
      return inArray(value as readonly unknown[], search);
    case 'map':
      return inParts(collect(value, brand.mapForEach), search);
    case 'set':
      return inParts(collect(value, brand.setForEach), search);
    case 'error':
      return inError(value);
    default:
      return false;
  }
}

function inArray(value: readonly unknown[], search: Search): boolean {
  // A list has other properties too; to list those of a long one takes longer than to send it.
  if (value.length <= maxParts) return inKeys(value, ownKeys(value), search);
  for (let index = value.length - 1; index >= 0 && search.parts > 0; index -= 1) {
    search.parts -= 1;
    const found = getOwnPropertyDescriptor(value, index);
    if (found && (!hasOwn(found, 'value') || within(found.value, search))) return true;
  }
  return false;
}

function inKeys(value: object, keys: readonly PropertyKey[], search: Search): boolean {
  const parts = new List<object>();
  for (let index = keys.length - 1; index >= 0 && search.parts > 0; index -= 1) {
    const key = keys[index];
    if (typeof key !== 'string') continue;
    search.parts -= 1;
    const found = getOwnPropertyDescriptor(value, key);
    if (!found?.enumerable) continue;
    if (!hasOwn(found, 'value')) return true;
    const part: unknown = found.value;
    if (typeof part === 'object' && part !== null) parts[parts.length] = part;
  }
  // The last key's part is the first of them.
  for (let index = 0; index < parts.length; index += 1) if (within(parts[index], search)) return true;
  return false;
}

/** Keys and values of a Map, or what is in a Set, in order. */
function collect(of: object, forEach: AnyFunction | undefined): List<unknown> {
  const parts = new List<unknown>();
  if (forEach) {
    apply(forEach, of, [
      (part: unknown, key: unknown) => {
        if (parts.length >= maxParts) return;
        if (key !== part) parts[parts.length] = key;
        parts[parts.length] = part;
      },
    ]);
  }
  return parts;
}

function inParts(parts: List<unknown>, search: Search): boolean {
  for (let index = parts.length - 1; index >= 0 && search.parts > 0; index -= 1) {
    search.parts -= 1;
    if (within(parts[index], search)) return true;
  }
  return false;
}

function within(part: unknown, search: Search): boolean {
  return typeof part === 'object' && part !== null && look(part, search);
}

/** Structured clone reads `name` along the prototypes, and the stack, which the page may have a function to prepare. */
function inError(value: object): boolean {
  const prototype = getPrototypeOf(value);
  return (
    errorClass(value) === undefined ||
    prototype === null ||
    dataProperty(prototype, 'name') === undefined ||
    isAccessor(value, 'name') ||
    isAccessor(value, 'message') ||
    isAccessor(value, 'cause') ||
    preparesStacks()
  );
}

function isAccessor(value: object, name: string): boolean {
  const found = getOwnPropertyDescriptor(value, name);
  return found !== undefined && !hasOwn(found, 'value');
}
