import { count, fields, finite, list, oneOf, textUpTo, type Fields } from './parse';
import type { Preview, Tagged } from './preview';
import { keepText } from './text';

/** More than page/preview.ts ever builds; the depth is safe for the stack. */
const maxDepth = 40;
const maxNodes = 20_000;
const text = textUpTo(keepText);

/**
 * A preview copied field by field; undefined for what page/ does not build. A value that JSON can say comes
 * from page/ as it is, with the tag `json` around it, and becomes a tree here: in another process than the
 * page's.
 */
export function parsePreview(value: unknown): Preview | undefined {
  const given = fields(value);
  const budget = { nodes: maxNodes };
  return given?.t === 'json' ? treeOf(given.v, 0, budget) : parseNode(value, 0, budget);
}

function treeOf(value: unknown, depth: number, budget: Budget): Preview | undefined {
  if (depth >= maxDepth || budget.nodes <= 0) return undefined;
  if (typeof value !== 'object' || value === null) return parseNode(value, depth, budget);
  budget.nodes -= 1;
  const names = Array.isArray(value) ? null : Object.keys(value);
  const k = names && list(names, text);
  const v = list(Object.values(value), (part) => treeOf(part, depth + 1, budget));
  if (!v || k === undefined) return undefined;
  return k ? { t: 'object', k, v, n: v.length } : { t: 'array', v, n: v.length };
}

interface Budget {
  nodes: number;
}

function parseNode(value: unknown, depth: number, budget: Budget): Preview | undefined {
  budget.nodes -= 1;
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'object': {
      if (value === null) return null;
      const given = depth < maxDepth && budget.nodes >= 0 ? fields(value) : undefined;
      return given && parseTagged(given, depth, budget);
    }
    default:
      return undefined;
  }
}

const bareTags = ['undefined', '-0', 'NaN', 'Infinity', '-Infinity', 'hole'] as const;

function parseTagged(given: Fields, depth: number, budget: Budget): Tagged | undefined {
  const n = count(given.n);
  const v = text(given.v);
  const c = text(given.c);
  switch (given.t) {
    case 'bigint':
      return v === undefined ? undefined : { t: 'bigint', v };
    case 'text': {
      const head = text(given.head);
      const tail = text(given.tail);
      return head === undefined || tail === undefined || n === undefined
        ? undefined
        : { t: 'text', head, tail, n };
    }
    case 'object': {
      const k = list(given.k, text);
      const values = previews(given.v, depth, budget);
      if (!k || !values || k.length !== values.length || n === undefined) return undefined;
      if (given.c === undefined) return { t: 'object', k, v: values, n };
      return c === undefined ? undefined : { t: 'object', c, k, v: values, n };
    }
    case 'array':
    case 'set': {
      const values = previews(given.v, depth, budget);
      return !values || n === undefined ? undefined : { t: given.t, v: values, n };
    }
    case 'map': {
      const k = previews(given.k, depth, budget);
      const values = previews(given.v, depth, budget);
      return !k || !values || k.length !== values.length || n === undefined
        ? undefined
        : { t: 'map', k, v: values, n };
    }
    case 'date': {
      const time = given.v === null ? null : finite(given.v);
      return time === undefined ? undefined : { t: 'date', v: time };
    }
    case 'regexp': {
      const f = text(given.f);
      return v === undefined || f === undefined ? undefined : { t: 'regexp', v, f };
    }
    case 'error':
      return c === undefined || v === undefined ? undefined : { t: 'error', c, v };
    case 'boxed': {
      const boxed = parseNode(given.v, depth + 1, budget);
      return boxed === undefined ? undefined : { t: 'boxed', v: boxed };
    }
    case 'buffer':
      return c === undefined || n === undefined || v === undefined ? undefined : { t: 'buffer', c, n, v };
    case 'view': {
      const b = count(given.b);
      return c === undefined || n === undefined || v === undefined || b === undefined
        ? undefined
        : { t: 'view', c, n, b, v };
    }
    case 'blob': {
      const type = text(given.type);
      const name = text(given.name);
      if (n === undefined || type === undefined) return undefined;
      if (given.name === undefined) return { t: 'blob', n, type };
      return name === undefined ? undefined : { t: 'blob', n, type, name };
    }
    case 'platform': {
      const port = count(given.port);
      if (c === undefined) return undefined;
      if (given.port === undefined) return { t: 'platform', c };
      return port === undefined ? undefined : { t: 'platform', c, port };
    }
    case 'function':
    case 'symbol':
      return v === undefined ? undefined : { t: given.t, v };
    case 'ref': {
      const met = count(given.v);
      return met === undefined ? undefined : { t: 'ref', v: met };
    }
    case 'getter':
      return { t: 'getter' };
    case 'cut':
      return c === undefined ? undefined : { t: 'cut', c };
    default: {
      const t = oneOf(bareTags, given.t);
      return t && { t };
    }
  }
}

function previews(value: unknown, depth: number, budget: Budget): Preview[] | undefined {
  return list(value, (element) => (budget.nodes > 0 ? parseNode(element, depth + 1, budget) : undefined));
}
