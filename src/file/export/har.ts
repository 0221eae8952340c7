import type { Preview } from '../../record/preview';
import type { Context, Record } from '../../record/record';
import { previewText } from '../../shown/preview-text';
import { wholeText } from '../../shown/columns';
import type { Site } from '../site';
import { isoTime } from './line';

/**
 * HTTP Archive 1.2. Sockets are all that Tabshark sees of the network: each is an entry with its messages, as
 * Chromium's DevTools write them.
 */
export function harOf(sites: readonly Site[], extension: string): unknown {
  const sockets = sites.flatMap(({ records, names }) =>
    socketsOf(records).map((socket) => ({ socket, context: names.context(socket.context) })),
  );
  return {
    log: {
      version: '1.2',
      creator: { name: 'Tabshark', version: extension || '0' },
      pages: sites.flatMap(({ contexts }) => contexts.map(pageOf)),
      entries: sockets
        .map(({ socket }) => entryOf(socket))
        .sort((a, b) => (a.startedDateTime < b.startedDateTime ? -1 : 1)),
    },
  };
}

interface Socket {
  readonly context: string;
  readonly url: string;
  readonly opened: number;
  connected: number | null;
  closed: (Record & { readonly type: 'close' }) | null;
  readonly messages: Message[];
}

/** One of a socket, as Chromium's DevTools have it: time in seconds, opcode 1 text, 2 bytes in base64. */
interface Message {
  readonly type: 'send' | 'receive';
  readonly time: number;
  readonly opcode: 1 | 2;
  readonly data: string;
  /** The record held only a part of it; so many units or bytes there were. */
  readonly _length?: number;
}

function socketsOf(records: readonly Record[]): Socket[] {
  const sockets = new Map<string, Socket>();
  for (const record of records) {
    if (record.channel.kind !== 'websocket' || !('object' in record)) continue;
    const id = `${record.context}/${record.object}`;
    const socket: Socket = sockets.get(id) ?? {
      context: record.context,
      url: record.channel.name,
      opened: record.time,
      connected: null,
      closed: null,
      messages: [],
    };
    sockets.set(id, socket);
    if (record.type === 'state' && record.state === 'connected') socket.connected ??= record.time;
    if (record.type === 'close') socket.closed = record;
    if ((record.type === 'send' && !record.error) || record.type === 'receive') {
      const { type, time, data } = record;
      socket.messages.push({ type, time: time / 1000, ...frameOf(data) });
    }
  }
  return [...sockets.values()];
}

function frameOf(data: Preview): Pick<Message, 'opcode' | 'data' | '_length'> {
  if (typeof data === 'string') return { opcode: 1, data };
  if (typeof data !== 'object' || data === null) return { opcode: 1, data: previewText(data) };
  switch (data.t) {
    case 'text':
      return { opcode: 1, data: `${data.head}…${data.tail}`, _length: data.n };
    case 'buffer':
    case 'view': {
      const bytes = data.t === 'view' ? data.b : data.n;
      return { opcode: 2, data: base64OfHex(data.v), ...(data.v.length < 2 * bytes && { _length: bytes }) };
    }
    case 'blob':
      return { opcode: 2, data: '', ...(data.n > 0 && { _length: data.n }) };
    default:
      return { opcode: 1, data: previewText(data) };
  }
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64OfHex(hex: string): string {
  const bytes = (hex.match(/[\da-f]{2}/gi) ?? []).map((byte) => parseInt(byte, 16));
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const sum = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += digits.charAt(sum >> 18) + digits.charAt((sum >> 12) & 63);
    out +=
      (b === undefined ? '=' : digits.charAt((sum >> 6) & 63)) +
      (c === undefined ? '=' : digits.charAt(sum & 63));
  }
  return out;
}

function pageOf({ id, url, title, created }: Context) {
  return { id, title: title || url, startedDateTime: isoTime(created), pageTimings: {} };
}

function entryOf({ context, url, opened, connected, closed, messages }: Socket) {
  const last = messages[messages.length - 1];
  const end = closed?.time ?? (last ? last.time * 1000 : (connected ?? opened));
  const wait = Math.max(0, (connected ?? opened) - opened);
  const queryString = queryOf(url);
  return {
    pageref: context,
    startedDateTime: isoTime(opened),
    time: Math.max(wait, end - opened),
    request: {
      method: 'GET',
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      queryString,
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: connected === null ? 0 : 101,
      statusText: connected === null ? '' : 'Switching Protocols',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait, receive: Math.max(0, end - opened - wait) },
    _resourceType: 'websocket',
    _webSocketMessages: messages,
    ...(closed?.code !== undefined && {
      _webSocketClose: {
        code: closed.code,
        reason: closed.reason === undefined ? '' : wholeText(closed.reason),
        wasClean: closed.wasClean ?? false,
      },
    }),
  };
}

function queryOf(url: string): { readonly name: string; readonly value: string }[] {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? { name: pair, value: '' } : { name: pair.slice(0, at), value: pair.slice(at + 1) };
    });
}
