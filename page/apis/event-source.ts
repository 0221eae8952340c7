import type { Preview } from '../../src/record/preview';
import { endpointOf, setEndpoint, type Endpoint } from '../endpoints';
import { hookCalls, noteClosed } from '../followed-calls';
import { countListeners, hookHandler } from '../listeners';
import {
  argument,
  bare,
  getter,
  isObject,
  List,
  listenFirst,
  listenToBrowser,
  prototypeOf,
  read,
  realm,
  time,
  Weak,
} from '../natives';
import { channel } from '../observations';
import { observed, withArgument } from '../observed';
import { beginOpen, endOpen } from '../open';
import { note } from '../outbox';
import { patchConstructor } from '../patch';
import { noteReceive } from '../receive';
import { noteState } from '../state';
import { hearUrl } from '../url';

const prototype = prototypeOf('EventSource');
const urlOf = getter(prototype, 'url');
const readyStateOf = getter(prototype, 'readyState');
/** EventSource.CLOSED: it will not connect again by itself. */
const closed = 2;

/** Hooks EventSource; like a socket's, its channel is its URL. */
export function hookEventSource(): void {
  patchConstructor(realm, 'EventSource', {
    begin(_newTarget, given) {
      const { args, url } = hearUrl(given);
      const { heard, options } = hearOptions(args);
      return beginOpen(heard, {
        channelOf: (made) => channel('event-source', made ? (read(urlOf, made) as string) : url()),
        url,
        options,
        track,
      });
    },
    end: endOpen,
  });
  hookCalls(prototype, 'close', noteClosed);
  hookHandler(prototype, 'message');
}

/** The names of events that are heard, of each stream. */
const heardNames = new Weak<object, List<string>>();
/** Pages without a stream pay nothing for each listener. */
let hasStreams = false;

/**
 * A page begins to listen for events of its own names: ours is added first. Events that it does not listen
 * for are not seen.
 */
export function hearNamedEvents(target: unknown, name: unknown): void {
  if (!hasStreams || typeof name !== 'string' || !isObject(target)) return;
  const names = heardNames.get(target);
  const endpoint = names && endpointOf(target);
  if (!endpoint || isAmong(names, name)) return;
  names[names.length] = name;
  listenFirst(target as EventTarget, name, (event) => {
    noteReceive('message', event, endpoint, { name, origin: undefined, source: undefined });
  });
}

function isAmong(names: List<string>, name: string): boolean {
  for (let index = 0; index < names.length; index += 1) if (names[index] === name) return true;
  return false;
}

function track(made: object, endpoint: Endpoint): void {
  const stream = made as EventTarget;
  setEndpoint(made, endpoint);
  const names = new List<string>();
  names[0] = 'message';
  names[1] = 'open';
  names[2] = 'error';
  heardNames.set(made, names);
  hasStreams = true;
  listenToBrowser(stream, 'open', () => {
    noteState(endpoint, 'connected');
  });
  listenFirst(stream, 'message', (event) => {
    noteReceive('message', event, endpoint);
  });
  countListeners(made, 'message', endpoint);
  listenToBrowser(stream, 'error', () => {
    const { channel, object } = endpoint;
    note(bare({ type: 'error', time: time(), channel, object, message: '' }));
    if (read(readyStateOf, made) === closed) noteClosed(endpoint);
    else noteState(endpoint, 'connecting');
  });
}

/** The arguments with a stand-in for options that are an object. */
function hearOptions(args: readonly unknown[]): {
  heard: readonly unknown[];
  options: () => Preview | undefined;
} {
  const given = argument(args, 1);
  if (!isObject(given)) return { heard: args, options: () => undefined };
  let withCredentials = false;
  const stand = observed(given, (name, value) => {
    if (name === 'withCredentials') withCredentials = !!value;
    return value;
  });
  return { heard: withArgument(args, 1, stand), options: () => shown(withCredentials) };
}

function shown(withCredentials: boolean): Preview {
  const k = new List<string>();
  const v = new List<Preview>();
  k[0] = 'withCredentials';
  v[0] = withCredentials;
  return bare({ t: 'object', k, v, n: 1 });
}
