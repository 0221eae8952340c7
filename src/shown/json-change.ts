import { keyText } from './preview-text';

/** The first part of a JSON value that changed, and how many more did. */
export interface JsonChange {
  /** `items[1].qty`; '' for the value itself. */
  readonly path: string;
  /** As JSON; null where there was, or is, none. */
  readonly before: string | null;
  readonly after: string | null;
  /** So many other paths changed too; at most `mostPaths`. */
  readonly more: number;
}

/** Paths that are counted, and parts that are compared: a value may hold thousands. */
const mostPaths = 999;
const mostParts = 20_000;
const deepest = 100;

type Json = unknown;

/** null where one of the texts is no JSON object or list, or nothing differs but the way it is written. */
export function jsonChange(before: string, after: string): JsonChange | null {
  const old = parse(before);
  const now = parse(after);
  if (!old || !now || Array.isArray(old.value) !== Array.isArray(now.value)) return null;
  const firsts: Omit<JsonChange, 'more'>[] = [];
  let paths = 0;
  let parts = 0;

  function differ(path: string, a: Json, b: Json): void {
    paths += 1;
    if (firsts.length === 0) firsts.push({ path, before: text(a), after: text(b) });
  }

  function compare(path: string, a: Json, b: Json, depth: number): void {
    parts += 1;
    if (parts > mostParts || paths > mostPaths || Object.is(a, b)) return;
    if (depth < deepest && isList(a) && isList(b)) {
      for (let index = 0; index < Math.max(a.length, b.length); index += 1)
        if (index in a && index in b) compare(`${path}[${index}]`, a[index], b[index], depth + 1);
        else differ(`${path}[${index}]`, a[index], b[index]);
    } else if (depth < deepest && isObject(a) && isObject(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        const inner = join(path, key);
        if (Object.hasOwn(a, key) && Object.hasOwn(b, key)) compare(inner, a[key], b[key], depth + 1);
        else differ(inner, a[key], b[key]);
      }
    } else differ(path, a, b);
  }

  compare('', old.value, now.value, 0);
  const [first] = firsts;
  return first ? { ...first, more: Math.min(paths, mostPaths + 1) - 1 } : null;
}

function parse(json: string): { readonly value: Json } | null {
  if (!/^\s*[[{]/.test(json)) return null;
  try {
    return { value: JSON.parse(json) as Json };
  } catch {
    return null;
  }
}

function text(value: Json): string | null {
  if (value === undefined) return null;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested too deep for the stack.
    return isList(value) ? '[…]' : '{…}';
  }
}

function join(path: string, key: string): string {
  const name = keyText(key);
  if (name !== key) return `${path}[${name}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
