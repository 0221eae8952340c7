import type { Preview, Tagged } from '../src/preview';
import { keepHead, keepTail, keepText } from '../src/text';
import {
  apply,
  bare,
  brand,
  cut,
  errorClass,
  dataProperty,
  getOwnPropertyDescriptor,
  hasOwn,
  is,
  List,
  ownKeys,
  read,
  Weak,
} from './natives';
import { bufferOf, viewOf, type BeforeTransfer } from './preview-bytes';
import { boxedValue, kindOf, platformClass } from './preview-kind';
import { portObject } from './endpoints';

/**
 * A bounded picture of a value (src/preview.ts) that runs no code of the page: own data properties by descriptor, internal slots by captured
 * getters. It must not meet a Proxy, whose traps would run; so it is taken after the native send has succeeded, which no value
 * with a Proxy in it can (docs/decisions/0002-preview-after-send.md), or of a received value, which is never one.
 */
export function preview(value: unknown, before?: BeforeTransfer): Preview {
  return look(value, { nodes: maxNodes, chars: maxChars, met: 0, seen: undefined, before }, 0);
}

const maxDepth = 16;
const maxNodes = 2_000;
const maxChars = 65_536;

interface Budget {
  nodes: number;
  chars: number;
  met: number;
  seen: Weak<object, number> | undefined;
  readonly before: BeforeTransfer | undefined;
}

function look(value: unknown, budget: Budget, depth: number): Preview {
  budget.nodes -= 1;
  switch (typeof value) {
    case 'string':
      return text(value, budget);
    case 'number':
      return number(value);
    case 'boolean':
      return value;
    case 'undefined':
      return bare({ t: 'undefined' });
    case 'bigint':
      return bare({ t: 'bigint', v: cut(`${value}`, 0, 1_000) });
    case 'symbol':
      return bare({
        t: 'symbol',
        v: `${(read(brand.symbolDescription, value) as string | undefined) ?? ''}`,
      });
    case 'function':
      return bare({ t: 'function', v: '' });
    case 'object':
      return value === null ? null : object(value, budget, depth);
  }
}

function text(value: string, budget: Budget): Preview {
  const { length } = value;
  const whole = length <= keepText && length <= budget.chars;
  budget.chars -= whole ? length : 0;
  if (whole) return value;
  const head = keepHead < budget.chars ? keepHead : budget.chars > 0 ? budget.chars : 0;
  budget.chars -= head;
  return bare({ t: 'text', head: cut(value, 0, head), tail: cut(value, length - keepTail), n: length });
}

function number(value: number): Preview {
  if (value !== value) return bare({ t: 'NaN' });
  if (value === Infinity) return bare({ t: 'Infinity' });
  if (value === -Infinity) return bare({ t: '-Infinity' });
  return is(value, -0) ? bare({ t: '-0' }) : value;
}

function object(value: object, budget: Budget, depth: number): Preview {
  const seen = (budget.seen ??= new Weak());
  const met = seen.get(value);
  if (met !== undefined) return bare({ t: 'ref', v: met });
  const kind = kindOf(value);
  if (budget.nodes < 0 || budget.chars <= 0 || depth > maxDepth) return bare({ t: 'cut', c: kind });
  seen.set(value, budget.met);
  budget.met += 1;
  switch (kind) {
    case 'object':
      return properties(value, budget, depth);
    case 'array':
      return elements(value as unknown[], budget, depth);
    case 'map':
      return entries(value, budget, depth);
    case 'set':
      return members(value, budget, depth);
    case 'date': {
      const time = read(brand.dateTime, value) as number;
      return bare({ t: 'date', v: time === time ? time : null });
    }
    case 'regexp':
      return bare({ t: 'regexp', v: read(brand.regExpSource, value) as string, f: flags(value) });
    case 'error': {
      const message = dataProperty(value, 'message');
      return bare({
        t: 'error',
        c: errorClass(value),
        v: typeof message === 'string' ? cut(message, 0, 1_000) : '',
      });
    }
    case 'boxed':
      return bare({ t: 'boxed', v: look(boxedValue(value), budget, depth) });
    case 'buffer':
      return bufferOf(value, budget.before);
    case 'view':
      return viewOf(value, budget.before);
    case 'blob':
      return blob(value);
    case 'platform':
      return platform(value);
  }
}

function properties(value: object, budget: Budget, depth: number): Tagged {
  const keys = ownKeys(value);
  const k = new List<string>();
  const v = new List<Preview>();
  let n = 0;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    if (typeof key !== 'string') continue;
    const found = getOwnPropertyDescriptor(value, key);
    if (!found?.enumerable) continue;
    n += 1;
    if (budget.nodes <= 0 || budget.chars <= 0) continue;
    budget.chars -= key.length;
    k[k.length] = cut(key, 0, 1_000);
    v[v.length] = hasOwn(found, 'value') ? look(found.value, budget, depth + 1) : bare({ t: 'getter' });
  }
  return bare({ t: 'object', k, v, n });
}

function elements(value: unknown[], budget: Budget, depth: number): Tagged {
  const { length } = value;
  const v = new List<Preview>();
  for (let index = 0; index < length && budget.nodes > 0 && budget.chars > 0; index += 1) {
    const found = getOwnPropertyDescriptor(value, index);
    if (!found) {
      budget.nodes -= 1;
      v[index] = bare({ t: 'hole' });
    } else v[index] = hasOwn(found, 'value') ? look(found.value, budget, depth + 1) : bare({ t: 'getter' });
  }
  return bare({ t: 'array', v, n: length });
}

function entries(value: object, budget: Budget, depth: number): Tagged {
  const k = new List<Preview>();
  const v = new List<Preview>();
  if (brand.mapForEach) {
    apply(brand.mapForEach, value, [
      (item: unknown, key: unknown) => {
        if (budget.nodes <= 0 || budget.chars <= 0) return;
        k[k.length] = look(key, budget, depth + 1);
        v[v.length] = look(item, budget, depth + 1);
      },
    ]);
  }
  return bare({ t: 'map', k, v, n: read(brand.mapSize, value) as number });
}

function members(value: object, budget: Budget, depth: number): Tagged {
  const v = new List<Preview>();
  if (brand.setForEach) {
    apply(brand.setForEach, value, [
      (item: unknown) => {
        if (budget.nodes > 0 && budget.chars > 0) v[v.length] = look(item, budget, depth + 1);
      },
    ]);
  }
  return bare({ t: 'set', v, n: read(brand.setSize, value) as number });
}

/** From the single getters: `flags` itself reads properties that the page can redefine. */
function flags(value: object): string {
  const { hasIndices, global, ignoreCase, multiline, dotAll, unicode, unicodeSets, sticky } =
    brand.regExpFlags;
  let text = read(hasIndices, value) === true ? 'd' : '';
  if (read(global, value) === true) text += 'g';
  if (read(ignoreCase, value) === true) text += 'i';
  if (read(multiline, value) === true) text += 'm';
  if (read(dotAll, value) === true) text += 's';
  if (read(unicode, value) === true) text += 'u';
  if (read(unicodeSets, value) === true) text += 'v';
  return read(sticky, value) === true ? `${text}y` : text;
}

function blob(value: object): Tagged {
  const name = read(brand.fileName, value);
  const n = read(brand.blobSize, value) as number;
  const type = read(brand.blobType, value) as string;
  return typeof name === 'string' ? bare({ t: 'blob', n, type, name }) : bare({ t: 'blob', n, type });
}

function platform(value: object): Tagged {
  const c = platformClass(value) ?? '';
  const port = c === 'MessagePort' ? portObject(value) : undefined;
  return port === undefined ? bare({ t: 'platform', c }) : bare({ t: 'platform', c, port });
}

/** Bytes of a value where they are known without serialising it: a string's UTF-16 units twice, a buffer's or blob's size. */
export function sizeOf(value: unknown, before?: BeforeTransfer): number | undefined {
  if (typeof value === 'string') return value.length * 2;
  if (typeof value !== 'object' || value === null) return undefined;
  const kind = kindOf(value);
  if (kind === 'blob') return read(brand.blobSize, value) as number;
  if (kind !== 'buffer' && kind !== 'view') return undefined;
  const bytes = kind === 'buffer' ? bufferOf(value, before) : viewOf(value, before);
  return bytes.t === 'buffer' ? bytes.n : bytes.t === 'view' ? bytes.b : undefined;
}
