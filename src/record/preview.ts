/**
 * A picture of any value that structured clone can carry, as JSON: bounded in depth, nodes and bytes, every
 * cut marked with the full size. JSON's own primitives stand for themselves; everything else is an object
 * with a tag `t`. page/preview.ts builds it; nothing that it holds is ever called or evaluated.
 */
export type Preview = string | number | boolean | null | Tagged;

export type Tagged =
  | { readonly t: 'undefined' | '-0' | 'NaN' | 'Infinity' | '-Infinity' | 'hole' }
  | { readonly t: 'bigint'; readonly v: string }
  /** A string that was cut: first and last characters, length in UTF-16 units. */
  | { readonly t: 'text'; readonly head: string; readonly tail: string; readonly n: number }
  /** Own enumerable string-keyed data properties in order; `c` is the class name where it is not Object. */
  | {
      readonly t: 'object';
      readonly c?: string;
      readonly k: readonly string[];
      readonly v: readonly Preview[];
      readonly n: number;
    }
  | { readonly t: 'array'; readonly v: readonly Preview[]; readonly n: number }
  | {
      readonly t: 'map';
      readonly k: readonly Preview[];
      readonly v: readonly Preview[];
      readonly n: number;
    }
  | { readonly t: 'set'; readonly v: readonly Preview[]; readonly n: number }
  /** Milliseconds since the epoch; null for an invalid date. */
  | { readonly t: 'date'; readonly v: number | null }
  | { readonly t: 'regexp'; readonly v: string; readonly f: string }
  | { readonly t: 'error'; readonly c: string; readonly v: string }
  /** Boolean, Number, String or BigInt object. */
  | { readonly t: 'boxed'; readonly v: Preview }
  /** `n` bytes; `v` the first of them in hexadecimal. */
  | { readonly t: 'buffer'; readonly c: string; readonly n: number; readonly v: string }
  /**
   * A typed array or DataView: `n` elements (bytes for a DataView), `b` bytes, first bytes in hexadecimal.
   */
  | { readonly t: 'view'; readonly c: string; readonly n: number; readonly b: number; readonly v: string }
  | { readonly t: 'blob'; readonly n: number; readonly type: string; readonly name?: string }
  /** A platform object: MessagePort, ImageBitmap, FileSystemHandle, and what can not be cloned. */
  | { readonly t: 'platform'; readonly c: string; readonly port?: number }
  | { readonly t: 'function' | 'symbol'; readonly v: string }
  /**
   * The same object as the one that was met as number `v` (objects are numbered in the order they are met,
   * from 0).
   */
  | { readonly t: 'ref'; readonly v: number }
  /** An accessor property: reading it would run the page's code. */
  | { readonly t: 'getter' }
  /** Not looked into: too deep or too many. */
  | { readonly t: 'cut'; readonly c: string };
