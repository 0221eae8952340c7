import type { Preview, Tagged } from '../record/preview';
import { keyText, taggedText } from './preview-text';
import type { Look, TextSpan } from './span';

/**
 * A value in one line, as a console would write it, in coloured pieces; cut at about `limit` UTF-16 units.
 */
export function valueSpans(preview: Preview, limit = 160): TextSpan[] {
  const spans: TextSpan[] = [];
  let left = limit;

  function put(text: string, look: Look): void {
    if (left <= 0 || text === '') return;
    const shown = text.length > left ? `${cutAt(text, left)}…` : text;
    left -= text.length;
    const last = spans.at(-1);
    if (last?.look === look) spans[spans.length - 1] = { text: last.text + shown, look };
    else spans.push({ text: shown, look });
  }

  function list(open: string, of: Tagged & { readonly n: number; readonly v: readonly Preview[] }): void {
    put(open, 'quiet');
    for (let index = 0; index < of.v.length && left > 0; index += 1) {
      if (index > 0) put(', ', 'quiet');
      if (of.t === 'object') {
        put(keyText(of.k[index] ?? ''), 'key');
        put(': ', 'quiet');
      } else if (of.t === 'map') {
        write(of.k[index] ?? null);
        put(' => ', 'quiet');
      }
      write(of.v[index] ?? null);
    }
    if (of.v.length < of.n) put(`${of.v.length > 0 ? ', ' : ''}… ${of.n - of.v.length}`, 'quiet');
    put(of.t === 'array' ? ']' : '}', 'quiet');
  }

  function write(value: Preview): void {
    if (typeof value === 'string') put(JSON.stringify(value), 'string');
    else if (typeof value === 'number') put(String(value), 'number');
    else if (typeof value !== 'object' || value === null) put(String(value), 'number');
    else if (value.t === 'object') list('{', value);
    else if (value.t === 'array') list('[', value);
    else if (value.t === 'set') list(`Set(${value.n}) {`, value);
    else if (value.t === 'map') list(`Map(${value.n}) {`, value);
    else put(taggedText(value), value.t === 'text' ? 'string' : value.t === 'bigint' ? 'number' : 'plain');
  }

  if (typeof preview === 'string') put(preview, 'plain');
  else write(preview);
  return spans;
}

/** The first characters of a text, never half of a surrogate pair. */
export function cutAt(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** The last characters of a text, from that index on, never half of a surrogate pair. */
export function cutFrom(text: string, index: number): string {
  const first = text.charCodeAt(index);
  return text.slice(first >= 0xdc00 && first <= 0xdfff ? index + 1 : index);
}
