import type { Preview } from '../src/preview';
import { endpointOf, setEndpoint, type Endpoint } from './endpoints';
import { countListeners, hookHandler } from './listeners';
import {
  apply,
  bare,
  dataProperty,
  getter,
  isArray,
  isObject,
  List,
  listen,
  prototypeOf,
  read,
  realm,
  time,
  type AnyFunction,
} from './natives';
import { channel, shownText, textOf } from './observations';
import { observedText, withArgument } from './observed';
import { openThrough } from './open';
import { note } from './outbox';
import { patchConstructor, patchMethod } from './patch';
import { isBinary } from './preview-kind';
import { hearMessages } from './receive';
import { sendThrough, type Sent } from './send';
import { noteState } from './state';
import { hearUrl } from './url';

const prototype = prototypeOf('WebSocket');
const urlOf = getter(prototype, 'url');
const protocolOf = getter(prototype, 'protocol');
const extensionsOf = getter(prototype, 'extensions');
const closeEvent = prototypeOf('CloseEvent');
const codeOf = getter(closeEvent, 'code');
const reasonOf = getter(closeEvent, 'reason');
const wasCleanOf = getter(closeEvent, 'wasClean');

/** Hooks WebSocket; a socket's channel is its URL, so that all tabs that hold a connection to it are together. */
export function hookWebSocket(): void {
  patchConstructor(realm, 'WebSocket', (native, given, newTarget) => {
    const { args, url } = hearUrl(given);
    return openThrough(native, args, newTarget, {
      channelOf: (made) => channel('websocket', made ? (read(urlOf, made) as string) : url()),
      url,
      options: () => protocolsIn(args[1]),
      track,
    });
  });
  patchMethod(prototype, 'send', (native, self, args) => {
    const endpoint = endpointOf(self as object);
    return endpoint && args.length > 0 ? send(endpoint, native, self, args) : apply(native, self, args);
  });
  hookHandler(prototype, 'message');
}

/** What is neither bytes nor text becomes text in the native call, whatever it is: a Proxy too. */
function send(endpoint: Endpoint, native: AnyFunction, self: unknown, args: readonly unknown[]): unknown {
  const data = args[0];
  if (!isObject(data) || isBinary(data)) return sendThrough(endpoint, native, self, args);
  const sent: Sent = bare({ data: undefined });
  const heard = observedText(data, (text) => {
    sent.data = text;
  });
  return sendThrough(endpoint, native, self, withArgument(args, 0, heard), sent);
}

function track(made: object, endpoint: Endpoint): void {
  const socket = made as EventTarget;
  setEndpoint(made, endpoint);
  listen(socket, 'open', () => {
    const protocol = read(protocolOf, made) as string;
    const extensions = read(extensionsOf, made) as string;
    noteState(endpoint, 'connected', {
      t: 'object',
      k: pair('protocol', 'extensions'),
      v: pair(shownText(protocol), shownText(extensions)),
      n: 2,
    });
  });
  hearMessages(socket, endpoint);
  countListeners(made, 'message', endpoint);
  // What failed is not told to pages (WebSockets, "fail the WebSocket connection").
  listen(socket, 'error', () => {
    const { channel, object } = endpoint;
    note(bare({ type: 'error', time: time(), channel, object, message: '' }));
  });
  listen(socket, 'close', (event) => {
    const { channel, object } = endpoint;
    const code = read(codeOf, event) as number;
    const reason = textOf(read(reasonOf, event) as string);
    const wasClean = read(wasCleanOf, event) as boolean;
    note(bare({ type: 'close', time: time(), channel, object, code, reason, wasClean }));
  });
}

function protocolsIn(protocols: unknown): Preview | undefined {
  if (typeof protocols === 'string') return shownText(protocols);
  if (!isArray(protocols)) return undefined;
  const v = new List<Preview>();
  for (let index = 0; index < protocols.length && index < 20; index += 1) {
    const protocol = dataProperty(protocols, index);
    if (typeof protocol === 'string') v[v.length] = shownText(protocol);
  }
  return bare({ t: 'array', v, n: protocols.length });
}

function pair<T>(first: T, second: T): List<T> {
  const list = new List<T>();
  list[0] = first;
  list[1] = second;
  return list;
}
