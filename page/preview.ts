import { keepHead, keepTail, keepText } from '../src/record/text';
import { portObject } from './endpoints';
import {
  apply,
  brand,
  cut,
  dataProperty,
  errorClass,
  getOwnPropertyDescriptor,
  hasOwn,
  is,
  keysOf,
  read,
  stringify,
  Weak,
} from './natives';
import { boxedValue, kindOf, platformClass } from './preview-kind';
import { bufferOf, viewOf, type BeforeTransfer } from './preview-bytes';

/**
 * A bounded picture of a value, as the JSON text of a `Preview` (src/record/preview.ts). It runs no code of
 * the page: own data properties by descriptor, internal slots by captured getters. It must not meet a Proxy,
 * whose traps would run; so it is taken after the native send has succeeded and run no accessor (picture.ts,
 * docs/decisions/0002-preview-after-send.md), or of a received value, which is never one. Text and not a
 * tree, since a tree costs as much again in objects that only JSON.stringify would see.
 */
export function preview(value: unknown, before?: BeforeTransfer): string {
  return look(
    value,
    { nodes: maxNodes, chars: maxChars, depth: maxDepth, met: 0, seen: undefined, before },
    0,
  );
}

/**
 * The first parts of a value itself and nothing of what is in them: a part of what was sent may be a Proxy
 * that an accessor has put there, unless all parts were searched for one (survey.ts). The other end shows a
 * brief picture of the same parts.
 */
export function briefPreview(value: object): string {
  const budget = { nodes: leastNodes, chars: maxChars, depth: 0, met: 0, seen: undefined, before: undefined };
  return look(value, budget, 0);
}

/**
 * The preview of a value that is plain (survey.ts): what JSON.stringify says of it, which the background
 * reads into a tree.
 */
export function plainPreview(value: object): string {
  return `{"t":"json","v":${stringify(value)}}`;
}

/** The preview of a value that may not be looked into. */
export function notLookedInto(why: 'object' | 'synthetic'): string {
  return `{"t":"cut","c":"${why}"}`;
}

export const maxDepth = 16;
export const maxNodes = 2_000;
export const maxChars = 65_536;
/** Of a brief preview, its root included. */
export const leastNodes = 24;

interface Budget {
  nodes: number;
  chars: number;
  /** Objects that are deeper are not looked at. */
  readonly depth: number;
  met: number;
  seen: Weak<object, number> | undefined;
  readonly before: BeforeTransfer | undefined;
}

function look(value: unknown, budget: Budget, depth: number): string {
  budget.nodes -= 1;
  switch (typeof value) {
    case 'string':
      return text(value, budget);
    case 'number':
      return number(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'undefined':
      return '{"t":"undefined"}';
    case 'bigint':
      return `{"t":"bigint","v":"${cut(`${value}`, 0, 1_000)}"}`;
    case 'symbol':
      return `{"t":"symbol","v":${quoted(read(brand.symbolDescription, value))}}`;
    case 'function':
      return '{"t":"function","v":""}';
    case 'object':
      return value === null ? 'null' : object(value, budget, depth);
  }
}

/** What is no string is shown as an empty one. */
function quoted(value: unknown): string {
  return typeof value === 'string' ? stringify(cut(value, 0, 1_000)) : '""';
}

function text(value: string, budget: Budget): string {
  const { length } = value;
  if (length <= keepText && length <= budget.chars) {
    budget.chars -= length;
    return stringify(value);
  }
  const head = keepHead < budget.chars ? keepHead : budget.chars > 0 ? budget.chars : 0;
  budget.chars -= head;
  const tail = stringify(cut(value, length - keepTail));
  return `{"t":"text","head":${stringify(cut(value, 0, head))},"tail":${tail},"n":${length}}`;
}

function number(value: number): string {
  if (value !== value) return '{"t":"NaN"}';
  if (value === Infinity) return '{"t":"Infinity"}';
  if (value === -Infinity) return '{"t":"-Infinity"}';
  return is(value, -0) ? '{"t":"-0"}' : `${value}`;
}

function object(value: object, budget: Budget, depth: number): string {
  const seen = (budget.seen ??= new Weak());
  const met = seen.get(value);
  if (met !== undefined) return `{"t":"ref","v":${met}}`;
  if (depth > budget.depth && budget.depth === 0) return notLookedInto('object');
  const kind = kindOf(value);
  if (budget.nodes < 0 || budget.chars <= 0 || depth > budget.depth) return `{"t":"cut","c":"${kind}"}`;
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
      return `{"t":"date","v":${time === time ? time : 'null'}}`;
    }
    case 'regexp':
      return `{"t":"regexp","v":${quoted(read(brand.regExpSource, value))},"f":"${flags(value)}"}`;
    case 'error':
      return `{"t":"error","c":${quoted(errorClass(value) ?? 'Error')},"v":${quoted(dataProperty(value, 'message'))}}`;
    case 'boxed':
      return `{"t":"boxed","v":${look(boxedValue(value), budget, depth)}}`;
    case 'buffer':
      return stringify(bufferOf(value, budget.before));
    case 'view':
      return stringify(viewOf(value, budget.before));
    case 'blob':
      return blob(value);
    case 'platform':
      return platform(value);
  }
}

function properties(value: object, budget: Budget, depth: number): string {
  const keys = keysOf(value);
  const { length } = keys;
  let k = '';
  let v = '';
  for (let index = 0; index < length && budget.nodes > 0 && budget.chars > 0; index += 1) {
    const key = keys[index] as string;
    const found = getOwnPropertyDescriptor(value, key);
    if (!found) continue;
    budget.chars -= key.length;
    const shown = hasOwn(found, 'value') ? look(found.value, budget, depth + 1) : '{"t":"getter"}';
    k = k === '' ? quoted(key) : `${k},${quoted(key)}`;
    v = v === '' ? shown : `${v},${shown}`;
  }
  return `{"t":"object","k":[${k}],"v":[${v}],"n":${length}}`;
}

function elements(value: unknown[], budget: Budget, depth: number): string {
  const { length } = value;
  let v = '';
  for (let index = 0; index < length && budget.nodes > 0 && budget.chars > 0; index += 1) {
    const found = getOwnPropertyDescriptor(value, index);
    if (!found) budget.nodes -= 1;
    const shown = !found
      ? '{"t":"hole"}'
      : hasOwn(found, 'value')
        ? look(found.value, budget, depth + 1)
        : '{"t":"getter"}';
    v = index === 0 ? shown : `${v},${shown}`;
  }
  return `{"t":"array","v":[${v}],"n":${length}}`;
}

function entries(value: object, budget: Budget, depth: number): string {
  let k = '';
  let v = '';
  if (brand.mapForEach) {
    apply(brand.mapForEach, value, [
      (item: unknown, key: unknown) => {
        if (budget.nodes <= 0 || budget.chars <= 0) return;
        const shown = look(key, budget, depth + 1);
        k = k === '' ? shown : `${k},${shown}`;
        const beside = look(item, budget, depth + 1);
        v = v === '' ? beside : `${v},${beside}`;
      },
    ]);
  }
  return `{"t":"map","k":[${k}],"v":[${v}],"n":${read(brand.mapSize, value) as number}}`;
}

function members(value: object, budget: Budget, depth: number): string {
  let v = '';
  if (brand.setForEach) {
    apply(brand.setForEach, value, [
      (item: unknown) => {
        if (budget.nodes <= 0 || budget.chars <= 0) return;
        const shown = look(item, budget, depth + 1);
        v = v === '' ? shown : `${v},${shown}`;
      },
    ]);
  }
  return `{"t":"set","v":[${v}],"n":${read(brand.setSize, value) as number}}`;
}

/** From the single getters: `flags` itself reads properties that the page can redefine. */
function flags(value: object): string {
  const { hasIndices, global, ignoreCase, multiline, dotAll, unicode, unicodeSets, sticky } =
    brand.regExpFlags;
  let set = read(hasIndices, value) === true ? 'd' : '';
  if (read(global, value) === true) set += 'g';
  if (read(ignoreCase, value) === true) set += 'i';
  if (read(multiline, value) === true) set += 'm';
  if (read(dotAll, value) === true) set += 's';
  if (read(unicode, value) === true) set += 'u';
  if (read(unicodeSets, value) === true) set += 'v';
  return read(sticky, value) === true ? `${set}y` : set;
}

function blob(value: object): string {
  const name = read(brand.fileName, value);
  const file = typeof name === 'string' ? `,"name":${quoted(name)}` : '';
  const n = read(brand.blobSize, value) as number;
  return `{"t":"blob","n":${n},"type":${quoted(read(brand.blobType, value))}${file}}`;
}

function platform(value: object): string {
  const c = platformClass(value) ?? '';
  const port = c === 'MessagePort' ? portObject(value) : undefined;
  return port === undefined ? `{"t":"platform","c":"${c}"}` : `{"t":"platform","c":"${c}","port":${port}}`;
}

/**
 * Bytes of a value where they are known without serialising it: a string's UTF-16 units twice, a buffer's or
 * blob's size.
 */
export function sizeOf(value: unknown, before?: BeforeTransfer): number | undefined {
  if (typeof value === 'string') return value.length * 2;
  if (typeof value !== 'object' || value === null) return undefined;
  const kind = kindOf(value);
  if (kind === 'blob') return read(brand.blobSize, value) as number;
  if (kind !== 'buffer' && kind !== 'view') return undefined;
  const bytes = kind === 'buffer' ? bufferOf(value, before) : viewOf(value, before);
  return bytes.t === 'buffer' ? bytes.n : bytes.t === 'view' ? bytes.b : undefined;
}
