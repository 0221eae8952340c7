import type { Preview, Tagged } from '../../record/preview';
import type { Context, ErrorInfo, Record, Text } from '../../record/record';
import { hexOfText, textOfHex } from './bytes';
import type { TextRewriter } from './rewrite-text';

/**
 * Applies one change of texts to everything in records and documents that comes from pages; what is the
 * browser's or ours stays.
 */
export interface RecordRewriter {
  record(record: Record): Record;
  context(context: Context): Context;
}

export function createRecordRewriter({ text, number }: TextRewriter): RecordRewriter {
  function kept(value: Text, names: readonly string[]): Text {
    if (typeof value === 'string') return text(value, names);
    return { ...value, head: text(value.head, names), tail: text(value.tail, names) };
  }

  function keptOrNull(value: Text | null, names: readonly string[]): Text | null {
    return value === null ? null : kept(value, names);
  }

  function error(info: ErrorInfo): ErrorInfo {
    const { path } = info;
    const plain = { name: text(info.name, []), message: text(info.message, []) };
    return path === undefined ? plain : { ...plain, path: text(path, []) };
  }

  function preview(of: Preview, names: readonly string[]): Preview {
    if (typeof of === 'string') return text(of, names);
    if (typeof of === 'number') {
      const changed = number(of, names);
      return changed === null ? of : Number(changed);
    }
    return typeof of === 'object' && of !== null ? tagged(of, names) : of;
  }

  function tagged(of: Tagged, names: readonly string[]): Tagged {
    switch (of.t) {
      case 'object': {
        const label = labelOf(of);
        const named = of.k.map((key) => (key === 'value' && label !== null ? label : key));
        const k = of.k.map((key) => text(key, []));
        return {
          ...of,
          ...optional('c', of.c, (name) => text(name, [])),
          k,
          v: of.v.map((value, at) => preview(value, [...names, named[at] ?? ''])),
        };
      }
      case 'array': {
        const [first] = of.v;
        const isPair = of.n === 2 && typeof first === 'string' && names[names.length - 1] === entries;
        const within = isPair ? names : [...names, entries];
        return {
          ...of,
          v: of.v.map((value, at) => preview(value, isPair && at === 1 ? [...names, first] : within)),
        };
      }
      case 'set':
        return { ...of, v: of.v.map((value) => preview(value, names)) };
      case 'map': {
        const k = of.k.map((key) => preview(key, []));
        const nameAt = (at: number): readonly string[] => {
          const key = of.k[at];
          return typeof key === 'string' ? [...names, key] : names;
        };
        return { ...of, k, v: of.v.map((value, at) => preview(value, nameAt(at))) };
      }
      case 'text':
        return { ...of, head: text(of.head, names), tail: text(of.tail, names) };
      case 'bigint':
        return { ...of, v: text(of.v, names) };
      case 'boxed':
        return { ...of, v: preview(of.v, names) };
      case 'error':
        return { ...of, c: text(of.c, []), v: text(of.v, []) };
      case 'regexp':
      case 'function':
      case 'symbol':
        return { ...of, v: text(of.v, []) };
      case 'buffer':
      case 'view':
        return { ...of, v: bytes(of.v, names) };
      case 'blob':
        return { ...of, type: text(of.type, []), ...optional('name', of.name, (name) => text(name, [])) };
      default:
        return of;
    }
  }

  /** Bytes in hexadecimal, as the text that they may be. */
  function bytes(hex: string, names: readonly string[]): string {
    const before = textOfHex(hex);
    if (before === null) return hex;
    const after = text(before, names);
    return after === before ? hex : hexOfText(after);
  }

  function optional<K extends string, V>(name: K, value: V | undefined, change: (value: V) => V) {
    return (value === undefined ? {} : { [name]: change(value) }) as { [N in K]?: V };
  }

  function record(of: Record): Record {
    const channel = { ...of.channel, name: text(of.channel.name, []) };
    const plain = (value: string): string => text(value, []);
    const stack = 'stack' in of ? optional('stack', of.stack, plain) : {};
    const failed = 'error' in of ? optional('error', of.error, error) : {};
    switch (of.type) {
      case 'storage-write':
      case 'storage-event': {
        const names = of.key === null ? [] : [typeof of.key === 'string' ? of.key : of.key.head];
        const key = keptOrNull(of.key, []);
        const [oldValue, newValue] = [keptOrNull(of.oldValue, names), keptOrNull(of.newValue, names)];
        return of.type === 'storage-write'
          ? { ...of, channel, key, oldValue, newValue, ...stack, ...failed }
          : { ...of, channel, key, oldValue, newValue, url: kept(of.url, []) };
      }
      case 'send':
        return { ...of, channel, data: preview(of.data, []), ...stack, ...failed };
      case 'receive':
        return {
          ...of,
          channel,
          data: preview(of.data, []),
          ...optional('name', of.name, plain),
          ...optional('origin', of.origin, plain),
        };
      case 'open':
        return {
          ...of,
          channel,
          ...optional('url', of.url, (url) => kept(url, [])),
          ...optional('options', of.options, (options) => preview(options, [])),
          ...stack,
          ...failed,
        };
      case 'close':
        return { ...of, channel, ...optional('reason', of.reason, (reason) => kept(reason, [])) };
      case 'error':
        return { ...of, channel, message: kept(of.message, []) };
      case 'state': {
        const names = of.channel.kind === 'cookie' ? ['cookie'] : [];
        const [cookie = ''] = typeof of.detail === 'string' ? of.detail.split('=') : [];
        return {
          ...of,
          channel,
          ...optional('detail', of.detail, (detail) => preview(detail, names)),
          ...optional('oldValue', of.oldValue, (value) => keptOrNull(value, [...names, cookie])),
          ...stack,
        };
      }
      case 'stored': {
        const about = of.channel.kind === 'cookie' ? ['cookie'] : [];
        const entries = of.entries.map(
          ([key, value]) =>
            [kept(key, []), kept(value, [...about, typeof key === 'string' ? key : key.head])] as const,
        );
        return { ...of, channel, entries };
      }
      case 'listeners':
        return { ...of, channel, event: plain(of.event) };
      case 'lifecycle':
      case 'gap':
      case 'clock':
        return { ...of, channel };
    }
  }

  return {
    record,
    context(of) {
      const plain = (value: string): string => text(value, []);
      return {
        ...of,
        origin: plain(of.origin),
        url: plain(of.url),
        title: plain(of.title),
        topOrigin: plain(of.topOrigin),
        favicon: plain(of.favicon) === of.favicon ? of.favicon : '',
      };
    },
  };
}

/**
 * What stands for the name of a list within lists: `[["token", …]]` is an object's entries. No page can make
 * a name of it that says something.
 */
const entries = '[]';

/** In lists of fields: what the `value` is called. */
function labelOf({ k, v }: Tagged & { readonly t: 'object' }): string | null {
  for (const name of ['name', 'key', 'field', 'header', 'id']) {
    const label = v[k.indexOf(name)];
    if (typeof label === 'string') return label;
  }
  return null;
}
