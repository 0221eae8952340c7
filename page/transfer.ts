import type { Tagged } from '../src/record/preview';
import {
  argument,
  brand,
  dataProperty,
  isArray,
  isObject,
  iterator,
  List,
  read,
  Weak,
  type AnyFunction,
} from './natives';
import { calling, observed, withArgument } from './observed';
import { bufferOf, type BeforeTransfer } from './preview-bytes';
import { platformClass } from './preview-kind';

/** What a send transfers, noted before it: afterwards buffers are detached. */
export interface Transfer {
  /** Class names, in order. */
  readonly classes: readonly string[];
  readonly items: readonly object[];
  readonly before: BeforeTransfer;
}

/**
 * The arguments of a postMessage, with `hear` told what is transferred: a second one that is an array is the
 * list; of any other object the native reads `transfer`. Only arrays are looked into; an iterable of the
 * page's own making is left to the native call alone.
 */
export function hearTransfer(
  args: readonly unknown[],
  hear: (transfer: Transfer) => void,
): readonly unknown[] {
  const second = argument(args, 1);
  if (!isObject(second)) return args;
  if (isList(second)) {
    hear(transferOf(second));
    return args;
  }
  const heard = observed(second, (name, value) => {
    if (name === 'transfer' && isList(value)) hear(transferOf(value));
    return name === iterator && typeof value === 'function' ? calling(value as AnyFunction, second) : value;
  });
  return withArgument(args, 1, heard);
}

function transferOf(list: readonly unknown[]): Transfer {
  const classes = new List<string>();
  const items = new List<object>();
  const before: BeforeTransfer = new Weak<object, Tagged>();
  for (let index = 0; index < list.length && index < maxItems; index += 1) {
    const item: unknown = dataProperty(list, index);
    if (typeof item !== 'object' || item === null) continue;
    // By internal slots alone: an item may be a Proxy, which the native is about to refuse.
    const isBuffer = read(brand.bufferSize, item) !== undefined;
    if (isBuffer) before.set(item, bufferOf(item, undefined));
    classes[classes.length] = isBuffer ? 'ArrayBuffer' : (platformClass(item) ?? 'object');
    items[items.length] = item;
  }
  return { classes, items, before };
}

function isList(value: unknown): value is readonly unknown[] {
  try {
    return isArray(value);
  } catch {
    // A Proxy that is revoked.
    return false;
  }
}

const maxItems = 1_000;
