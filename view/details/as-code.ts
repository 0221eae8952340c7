import { wholeText } from '../../src/shown/columns';
import type { Preview } from '../../src/record/preview';
import type { Record, Text } from '../../src/record/record';

/** JavaScript that does what a record shows, to paste into a console; null where none can. */
export function codeOf(record: Record): string | null {
  switch (record.type) {
    case 'storage-write':
      return writeOf(record.channel.kind, record.method, record.key, record.newValue);
    case 'storage-event':
      return record.key === null
        ? writeOf(record.channel.kind, 'clear', null, null)
        : writeOf(
            record.channel.kind,
            record.newValue === null ? 'removeItem' : 'setItem',
            record.key,
            record.newValue,
          );
    case 'send':
    case 'receive':
      return sendOf(record.channel.kind, record.channel.name, record.data);
    default:
      return null;
  }
}

function writeOf(kind: string, method: string, key: Text | null, value: Text | null): string {
  const area = kind === 'session-storage' ? 'sessionStorage' : 'localStorage';
  const given = [key, method === 'setItem' ? value : null].flatMap((text) =>
    text === null ? [] : [literal(wholeText(text))],
  );
  return `${area}.${method}(${given.join(', ')});`;
}

function sendOf(kind: string, name: string, data: Preview): string | null {
  const value = valueOf(data);
  const [url = '', workerName = ''] = name.split(' ');
  switch (kind) {
    case 'broadcast-channel':
      return `new BroadcastChannel(${literal(name)}).postMessage(${value});`;
    case 'shared-worker': {
      const more = workerName === '' ? '' : `, ${literal(workerName)}`;
      return `new SharedWorker(${literal(url)}${more}).port.postMessage(${value});`;
    }
    case 'websocket':
      return `const socket = new WebSocket(${literal(name)});\nsocket.onopen = () => socket.send(${value});`;
    case 'window':
      return `window.postMessage(${value});`;
    case 'service-worker':
      return `navigator.serviceWorker.controller.postMessage(${value});`;
    case 'message-port':
      return `port.postMessage(${value});`;
    default:
      return null;
  }
}

/** A value as an expression. What was cut, or cannot be written down, is a comment in its place. */
function valueOf(value: Preview): string {
  if (typeof value === 'string') return literal(value);
  if (typeof value !== 'object' || value === null) return String(value);
  switch (value.t) {
    case 'object':
      return `{ ${value.k.map((key, at) => `${keyOf(key)}: ${valueOf(value.v[at] ?? null)}`).join(', ')}${cut(value)} }`;
    case 'array':
      return `[${value.v.map(valueOf).join(', ')}${cut(value)}]`;
    case 'set':
      return `new Set([${value.v.map(valueOf).join(', ')}${cut(value)}])`;
    case 'map':
      return `new Map([${value.k.map((key, at) => `[${valueOf(key)}, ${valueOf(value.v[at] ?? null)}]`).join(', ')}${cut(value)}])`;
    case 'undefined':
    case '-0':
    case 'NaN':
    case 'Infinity':
    case '-Infinity':
      return value.t;
    case 'hole':
      return 'undefined';
    case 'bigint':
      return `${value.v}n`;
    case 'text':
      return literal(`${value.head}…${value.tail}`);
    case 'date':
      return `new Date(${value.v ?? NaN})`;
    case 'regexp':
      return `new RegExp(${literal(value.v)}, ${literal(value.f)})`;
    case 'error':
      return `new Error(${literal(value.v)})`;
    case 'boxed':
      return `Object(${valueOf(value.v)})`;
    default:
      return `null /* ${value.t} */`;
  }
}

function cut({ v, n }: { readonly v: readonly Preview[]; readonly n: number }): string {
  return v.length < n ? ` /* ${n - v.length} more */` : '';
}

function keyOf(key: string): string {
  // A computed name, since `__proto__: 1` would set the prototype.
  return /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__' ? key : `[${literal(key)}]`;
}

/** A string literal on one line; nothing in it ends a script element or turns the text around. */
function literal(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'");
  return `'${escaped.replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, escapeOf).replaceAll('</', '<\\/')}'`;
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
