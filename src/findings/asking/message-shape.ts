import { previewOfJson } from '../../record/json-preview';
import type { Preview, Tagged } from '../../record/preview';
import { shorten } from './names';

/** What a message looks like, apart from its values. */
export interface Shape {
  /** The same for messages of one shape; as a person reads it. */
  readonly text: string;
  readonly kind: 'object' | 'json' | 'other';
  /** Of an object, or of one in JSON: sorted. */
  readonly keys: readonly string[];
  /** The field that says what kind of message it is, as `type: saved`; '' where there is none. */
  readonly sort: string;
  /** What an object holds in a field for what it carries. */
  readonly payload: Shape | null;
}

const maxKeys = 30;
const longestJson = 4_096;
const longestSort = 40;
/** Between the field of a sort and its value. */
const between = ': ';
const sorts = ['type', 'kind', 'action', 'event', 'op', 'cmd', 'command', 'method', 'topic', 'name'];
const payloads = ['data', 'payload', 'detail', 'body', 'message', 'msg', 'value', 'content', 'state', 'args'];

export function isSameData(a: Preview, b: Preview): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** `deep`: the payload too. */
export function shapeOf(data: Preview, deep = true): Shape {
  if (typeof data === 'string' && data.length <= longestJson) {
    const inner = previewOfJson(data);
    if (isObject(inner)) return shapeOfObject(inner, 'json', deep);
  }
  if (isObject(data)) return shapeOfObject(data, 'object', deep);
  return { text: kindOf(data), kind: 'other', keys: [], sort: '', payload: null };
}

/** The two parts of a shape's sort; both '' where it has none. */
export function sortParts({ sort }: Pick<Shape, 'sort'>): { readonly field: string; readonly value: string } {
  const [field = '', ...value] = sort.split(between);
  return { field, value: value.join(between) };
}

function shapeOfObject(of: Tagged & { readonly t: 'object' }, kind: 'object' | 'json', deep: boolean): Shape {
  const named = of.k.slice(0, maxKeys);
  const at = named.findIndex((name, index) => sorts.includes(name) && isShortText(of.v[index]));
  const value = of.v[at];
  const sort = isShortText(value) ? `${named[at] ?? ''}${between}${value}` : '';
  const keys = [...named].sort();
  const carries = deep ? named.findIndex((name) => payloads.includes(name)) : -1;
  const carried = carries === -1 ? undefined : of.v[carries];
  const fields = keys.map((name) => (sort !== '' && name === named[at] ? sort : name)).join(', ');
  return {
    text: `${kind === 'json' ? 'JSON ' : ''}{${shorten(fields)}}`,
    kind,
    keys,
    sort,
    payload: carried === undefined ? null : shapeOf(carried, false),
  };
}

function isObject(data: Preview | null): data is Tagged & { readonly t: 'object' } {
  return typeof data === 'object' && data?.t === 'object' && data.n > 0;
}

function isShortText(value: Preview | undefined): value is string {
  return typeof value === 'string' && value.length <= longestSort;
}

function kindOf(data: Preview): string {
  if (data === null) return 'null';
  if (typeof data !== 'object') return typeof data;
  return data.t === 'text' ? 'string' : data.t;
}
