import type { Tagged } from '../src/preview';
import { dataProperty, isArray, List, Weak } from './natives';
import { bufferOf, type BeforeTransfer } from './preview-bytes';
import { kindOf, platformClass } from './preview-kind';

/** What a send transfers, noted before it: afterwards buffers are detached. */
export interface Transfer {
  /** Class names, in order. */
  readonly classes: readonly string[];
  readonly items: readonly object[];
  readonly before: BeforeTransfer;
}

/**
 * From the last argument of a postMessage: a sequence, or a dictionary with `transfer`. Only true arrays and data properties are looked into; an
 * iterable of the page's own making is left to the native call alone.
 */
export function transferOf(argument: unknown): Transfer | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const list: unknown = isArray(argument) ? argument : dataProperty(argument, 'transfer');
  if (!isArray(list) || list.length === 0) return undefined;
  const classes = new List<string>();
  const items = new List<object>();
  const before: BeforeTransfer = new Weak<object, Tagged>();
  for (let index = 0; index < list.length && index < maxItems; index += 1) {
    const item: unknown = dataProperty(list, index);
    if (typeof item !== 'object' || item === null) continue;
    const kind = kindOf(item);
    if (kind === 'buffer') before.set(item, bufferOf(item, undefined));
    classes[classes.length] = kind === 'buffer' ? 'ArrayBuffer' : (platformClass(item) ?? kind);
    items[items.length] = item;
  }
  return { classes, items, before };
}

const maxItems = 1_000;
