import type { Preview, Tagged } from '../record/preview';

/** A preview in one line, as a JavaScript console would write it, cut at about `limit` UTF-16 units. */
export function previewText(preview: Preview, limit = 300): string {
  const out: string[] = [];
  let left = limit;
  const put = (text: string): void => {
    if (left <= 0) return;
    out.push(text.length > left ? `${text.slice(0, left)}…` : text);
    left -= text.length;
  };
  write(preview, put, () => left > 0, true);
  return out.join('');
}

type Put = (text: string) => void;

function write(preview: Preview, put: Put, more: () => boolean, top: boolean): void {
  if (typeof preview === 'string') put(top ? preview : JSON.stringify(preview));
  else if (typeof preview !== 'object' || preview === null) put(String(preview));
  else if (preview.t === 'object') {
    list(preview, put, more, '{', '}', (index) => {
      put(`${keyText(preview.k[index] ?? '')}: `);
    });
  } else if (preview.t === 'array') list(preview, put, more, '[', ']', () => undefined);
  else if (preview.t === 'set') list(preview, put, more, `Set(${preview.n}) {`, '}', () => undefined);
  else if (preview.t === 'map') {
    list(preview, put, more, `Map(${preview.n}) {`, '}', (index) => {
      write(preview.k[index] ?? null, put, more, false);
      put(' => ');
    });
  } else put(taggedText(preview));
}

function list(
  preview: { readonly v: readonly Preview[]; readonly n: number },
  put: Put,
  more: () => boolean,
  open: string,
  close: string,
  lead: (index: number) => void,
): void {
  put(open);
  for (let index = 0; index < preview.v.length && more(); index += 1) {
    if (index > 0) put(', ');
    lead(index);
    write(preview.v[index] ?? null, put, more, false);
  }
  if (preview.v.length < preview.n)
    put(`${preview.v.length > 0 ? ', ' : ''}… ${preview.n - preview.v.length}`);
  put(close);
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

export function keyText(key: string): string {
  return identifier.test(key) ? key : JSON.stringify(key);
}

/** What has no parts of its own, in one line. */
export function taggedText(preview: Tagged): string {
  switch (preview.t) {
    case 'undefined':
    case '-0':
    case 'NaN':
    case 'Infinity':
    case '-Infinity':
      return preview.t;
    case 'hole':
      return '(empty)';
    case 'bigint':
      return `${preview.v}n`;
    case 'text':
      return `${JSON.stringify(preview.head)}… (${preview.n})`;
    case 'date':
      return preview.v === null || Math.abs(preview.v) > 8.64e15
        ? 'Invalid Date'
        : `Date ${new Date(preview.v).toISOString()}`;
    case 'regexp':
      return `/${preview.v}/${preview.f}`;
    case 'error':
      return `${preview.c || 'Error'}: ${preview.v}`;
    case 'boxed':
      return `Object(${previewText(preview.v)})`;
    case 'buffer':
      return `${preview.c}(${preview.n})`;
    case 'view':
      return `${preview.c}(${preview.n})`;
    case 'blob':
      return `${preview.name === undefined ? 'Blob' : `File ${JSON.stringify(preview.name)}`}(${preview.n}${preview.type && `, ${preview.type}`})`;
    case 'platform':
      return preview.c || 'Object';
    case 'function':
      return 'ƒ';
    case 'symbol':
      return `Symbol(${preview.v})`;
    case 'ref':
      return `↺ #${preview.v}`;
    case 'getter':
      return '(getter)';
    case 'cut':
      return preview.c === 'synthetic' || preview.c === 'object' ? '{…}' : `${preview.c} {…}`;
    case 'object':
    case 'array':
    case 'map':
    case 'set':
      return previewText(preview);
  }
}
