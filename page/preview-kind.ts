import {
  arrayPrototype,
  brand,
  getPrototypeOf,
  isArray,
  isError,
  isView,
  objectPrototype,
  platformClasses,
  read,
  Weak,
} from './natives';

/** What structured clone takes an object for. */
export type Kind =
  | 'object'
  | 'array'
  | 'map'
  | 'set'
  | 'date'
  | 'regexp'
  | 'error'
  | 'boxed'
  | 'buffer'
  | 'view'
  | 'blob'
  | 'platform';

/**
 * An object's kind by its internal slots, through captured getters that throw for anything else; no code of
 * the page runs. Plain objects are told by their prototype at once, and a prototype seen before is tried
 * first, since ten throws cost more than the send.
 */
export function kindOf(value: object): Kind {
  if (isArray(value)) return 'array';
  const prototype = getPrototypeOf(value);
  if (prototype === objectPrototype || prototype === null) return 'object';
  const known = seen.get(prototype);
  if (known !== undefined && (known === 'object' || has(value, known))) return known;
  const kind = byBrand(value);
  if (prototype !== arrayPrototype) seen.set(prototype, kind);
  return kind;
}

/** A Blob, buffer or view by its internal slots; no trap of a Proxy runs. */
export function isBinary(value: object): boolean {
  return has(value, 'view') || has(value, 'buffer') || has(value, 'blob');
}

const seen = new Weak<object, Kind>();

function byBrand(value: object): Kind {
  if (isView(value)) return 'view';
  if (has(value, 'map')) return 'map';
  if (has(value, 'set')) return 'set';
  if (has(value, 'date')) return 'date';
  if (has(value, 'error')) return 'error';
  if (has(value, 'buffer')) return 'buffer';
  if (has(value, 'blob')) return 'blob';
  if (has(value, 'boxed')) return 'boxed';
  if (has(value, 'regexp')) return 'regexp';
  return platformClass(value) === undefined ? 'object' : 'platform';
}

function has(value: object, kind: Kind): boolean {
  switch (kind) {
    case 'map':
      return read(brand.mapSize, value) !== undefined;
    case 'set':
      return read(brand.setSize, value) !== undefined;
    case 'date':
      return read(brand.dateTime, value) !== undefined;
    case 'error':
      return isError(value);
    case 'buffer':
      return read(brand.bufferSize, value) !== undefined || read(brand.sharedBufferSize, value) !== undefined;
    case 'view':
      return isView(value);
    case 'blob':
      return read(brand.blobSize, value) !== undefined;
    case 'boxed':
      return boxedValue(value) !== undefined;
    case 'regexp':
      return read(brand.regExpSource, value) !== undefined;
    case 'platform':
      return platformClass(value) !== undefined;
    case 'array':
      return isArray(value);
    case 'object':
      return true;
  }
}

/** The primitive in a Number, String, Boolean or BigInt object. */
export function boxedValue(value: object): string | number | boolean | bigint | undefined {
  return (read(brand.numberValue, value) ??
    read(brand.stringValue, value) ??
    read(brand.booleanValue, value) ??
    read(brand.bigintValue, value)) as string | number | boolean | bigint | undefined;
}

/** The name of the platform class whose getter takes the object. */
export function platformClass(value: object): string | undefined {
  for (let index = 0; index < platformClasses.length; index += 1) {
    const entry = platformClasses[index];
    if (entry && read(entry[1], value) !== undefined) return entry[0];
  }
  return undefined;
}
