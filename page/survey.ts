import { keepText } from '../src/record/text';
import {
  apply,
  arrayPrototype,
  brand,
  dataProperty,
  errorClass,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  is,
  keysOf,
  List,
  objectPrototype,
  Weak,
  type AnyFunction,
} from './natives';
import { kindOf } from './preview-kind';
import { maxChars, maxDepth, maxNodes } from './preview';
import { preparesStacks } from './stack';

/** What a walk through a value has found, and what that has cost. */
export interface Survey {
  /**
   * A part has an accessor: it has run in the native call, and has perhaps put a Proxy in the place of a part
   * that was cloned before.
   */
  readonly hasAccessor: boolean;
  /**
   * All of it is what JSON can say, no more than a preview holds, and no object twice: JSON.stringify gives
   * it whole and runs no code of the page.
   */
  readonly isPlain: boolean;
  /** There was more than was to be looked at. */
  readonly isUnfinished: boolean;
  /** Parts that were looked at. */
  readonly parts: number;
}

/**
 * Goes through a value that was just sent, or came, in structured clone's way backwards: what an accessor can
 * have replaced comes after it. Stops at the first accessor, and at `most` parts; of a long list that is no
 * more than a preview shows.
 */
export function survey(value: object, most: number): Survey {
  const search: Search = {
    left: most,
    most,
    early: new List(),
    seen: undefined,
    chars: maxChars,
    isPlain: true,
  };
  const hasAccessor = look(value, search, 0);
  const isUnfinished = search.left <= 0;
  const isPlain = !hasAccessor && !isUnfinished && search.isPlain && search.chars > 0 && inheritsNoToJson();
  return { hasAccessor, isPlain, isUnfinished, parts: most - search.left + 1 };
}

interface Search {
  left: number;
  readonly most: number;
  /** Objects that were met; the first few of them are found faster in a list. */
  readonly early: List<object>;
  seen: Weak<object, true> | undefined;
  /** As in a preview, and the indexes of lists. */
  chars: number;
  isPlain: boolean;
}

const few = 8;
/** A preview cuts longer keys. */
const maxKey = 1_000;
const toJson = 'toJSON';

/** Whether there is an accessor. */
function look(value: object, search: Search, depth: number): boolean {
  if (meets(value, search)) {
    search.isPlain = false;
    return false;
  }
  if (depth > maxDepth) search.isPlain = false;
  switch (kindOf(value)) {
    case 'object':
      if (getPrototypeOf(value) !== objectPrototype || hasOwn(value, toJson)) search.isPlain = false;
      return inKeys(value, keysOf(value), search, depth);
    case 'array':
      return inArray(value as readonly unknown[], search, depth);
    case 'map':
      search.isPlain = false;
      return inParts(collect(value, brand.mapForEach), search, depth);
    case 'set':
      search.isPlain = false;
      return inParts(collect(value, brand.setForEach), search, depth);
    case 'error':
      search.isPlain = false;
      return inError(value);
    default:
      search.isPlain = false;
      return false;
  }
}

/** Whether an object was met before. */
function meets(value: object, search: Search): boolean {
  const { early } = search;
  for (let index = 0; index < early.length; index += 1) if (early[index] === value) return true;
  if (early.length < few) {
    early[early.length] = value;
    return false;
  }
  search.seen ??= new Weak();
  if (search.seen.get(value)) return true;
  search.seen.set(value, true);
  return false;
}

function inArray(value: readonly unknown[], search: Search, depth: number): boolean {
  const { length } = value;
  if (isTooMuch(length, search)) return false;
  if (length <= maxNodes) {
    const keys = keysOf(value);
    // Indexes come first: this one has no hole and no other property.
    const isDense = keys.length === length && (length === 0 || keys[length - 1] === `${length - 1}`);
    if (!isDense || getPrototypeOf(value) !== arrayPrototype || hasOwn(value, toJson)) search.isPlain = false;
    return inKeys(value, keys, search, depth);
  }
  // A list has other properties too; to list those of a long one takes longer than to send it.
  search.isPlain = false;
  for (let index = length - 1; index >= 0 && search.left > 0; index -= 1) {
    search.left -= 1;
    const found = getOwnPropertyDescriptor(value, index);
    if (found && (!hasOwn(found, 'value') || within(found.value, search, depth))) return true;
  }
  return false;
}

/** Where time has left room for few parts, a value with more is not begun. */
function isTooMuch(count: number, search: Search): boolean {
  if (search.most === maxNodes || count < search.left) return false;
  search.left = 0;
  return true;
}

function inKeys(value: object, keys: readonly string[], search: Search, depth: number): boolean {
  if (isTooMuch(keys.length, search)) return false;
  let inside = 0;
  for (let index = keys.length - 1; index >= 0 && search.left > 0; index -= 1) {
    search.left -= 1;
    const key = keys[index] as string;
    const found = getOwnPropertyDescriptor(value, key);
    if (!found) continue;
    if (!hasOwn(found, 'value')) return true;
    const part: unknown = found.value;
    if (search.isPlain) weigh(key, part, search);
    if (typeof part === 'object' && part !== null) inside += 1;
  }
  // There is no accessor among them, and what has none is read as it is.
  for (let index = keys.length - 1; index >= 0 && inside > 0; index -= 1) {
    const part = (value as { readonly [key: string]: unknown })[keys[index] as string];
    if (typeof part !== 'object' || part === null) continue;
    inside -= 1;
    if (within(part, search, depth)) return true;
  }
  return false;
}

/**
 * Whether JSON says a part as a preview does, and how long it is with its key; what is in an object is looked
 * at later.
 */
function weigh(key: string, part: unknown, search: Search): void {
  search.chars -= key.length;
  if (key.length > maxKey) search.isPlain = false;
  switch (typeof part) {
    case 'string':
      search.chars -= part.length;
      if (part.length > keepText) search.isPlain = false;
      break;
    case 'number':
      if (part - part !== 0 || is(part, -0)) search.isPlain = false;
      break;
    case 'boolean':
    case 'object':
      break;
    default:
      search.isPlain = false;
  }
}

/** Keys and values of a Map, or what is in a Set, in order. */
function collect(of: object, forEach: AnyFunction | undefined): List<unknown> {
  const parts = new List<unknown>();
  if (forEach) {
    apply(forEach, of, [
      (part: unknown, key: unknown) => {
        if (parts.length >= maxNodes) return;
        if (key !== part) parts[parts.length] = key;
        parts[parts.length] = part;
      },
    ]);
  }
  return parts;
}

function inParts(parts: List<unknown>, search: Search, depth: number): boolean {
  for (let index = parts.length - 1; index >= 0 && search.left > 0; index -= 1) {
    search.left -= 1;
    if (within(parts[index], search, depth)) return true;
  }
  return false;
}

function within(part: unknown, search: Search, depth: number): boolean {
  if (typeof part !== 'object' || part === null) return false;
  if (search.left <= 0 && search.most < maxNodes) return false;
  return look(part, search, depth + 1);
}

/**
 * Structured clone reads `name` along the prototypes, and the stack, which the page may have a function to
 * prepare.
 */
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

/** JSON.stringify would call one of them. */
function inheritsNoToJson(): boolean {
  return (
    !hasOwn(objectPrototype, toJson) &&
    !hasOwn(arrayPrototype, toJson) &&
    getPrototypeOf(arrayPrototype) === objectPrototype
  );
}
