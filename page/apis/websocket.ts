import type { Preview } from '../../src/record/preview';
import { endpointOf, setEndpoint, type Endpoint } from '../endpoints';
import { countListeners, hookHandler } from '../listeners';
import {
  argument,
  bare,
  dataProperty,
  getter,
  isArray,
  isObject,
  List,
  listenToBrowser,
  prototypeOf,
  read,
  realm,
  time,
} from '../natives';
import { channel, shownText, textOf } from '../observations';
import { observedText, withArgument } from '../observed';
import { beginOpen, endOpen } from '../open';
import { note } from '../outbox';
import { patchConstructor, patchMethod } from '../patch';
import { isBinary } from '../preview-kind';
import { hearMessages } from '../receive';
import { beginSend, endSend, type Send } from '../send';
import { noteState } from '../state';
import { hearUrl } from '../url';
import { withoutUserInfo } from '../user-info';

const prototype = prototypeOf('WebSocket');
const urlOf = getter(prototype, 'url');
const protocolOf = getter(prototype, 'protocol');
const extensionsOf = getter(prototype, 'extensions');
const closeEvent = prototypeOf('CloseEvent');
const codeOf = getter(closeEvent, 'code');
const reasonOf = getter(closeEvent, 'reason');
const wasCleanOf = getter(closeEvent, 'wasClean');

/**
 * Hooks WebSocket; a socket's channel is its URL, so that all tabs that hold a connection to it are together.
 */
export function hookWebSocket(): void {
  patchConstructor(realm, 'WebSocket', {
    begin(_newTarget, given) {
      const { args, url } = hearUrl(given);
      return beginOpen(args, {
        channelOf: (made) =>
          channel('websocket', made ? withoutUserInfo(read(urlOf, made) as string) : url()),
        url,
        options: () => protocolsIn(argument(args, 1)),
        track,
      });
    },
    end: endOpen,
  });
  patchMethod(prototype, 'send', {
    begin(self, args) {
      const endpoint = endpointOf(self as object);
      return endpoint && args.length > 0 ? beginSocketSend(endpoint, args) : undefined;
    },
    end: endSend,
  });
  hookHandler(prototype, 'message');
}

/** What is neither bytes nor text becomes text in the native call, whatever it is: a Proxy too. */
function beginSocketSend(endpoint: Endpoint, args: readonly unknown[]): Send {
  const send = beginSend(endpoint, args);
  const { data } = send;
  if (!isObject(data) || isBinary(data)) return send;
  send.data = undefined;
  const heard = observedText(data, (text) => {
    send.data = text;
  });
  send.args = withArgument(args, 0, heard);
  return send;
}

function track(made: object, endpoint: Endpoint): void {
  const socket = made as EventTarget;
  setEndpoint(made, endpoint);
  listenToBrowser(socket, 'open', () => {
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
  listenToBrowser(socket, 'error', () => {
    const { channel, object } = endpoint;
    note(bare({ type: 'error', time: time(), channel, object, message: '' }));
  });
  listenToBrowser(socket, 'close', (event) => {
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
