import type { Preview } from '../../src/record/preview';
import type { Endpoint } from '../endpoints';
import { countHandler, countListeners, isCallback } from '../listeners';
import { trackPort } from './message-port';
import {
  argument,
  bare,
  dataProperty,
  errorMessage,
  getter,
  isObject,
  List,
  listenToBrowser,
  prototypeOf,
  read,
  realm,
  soon,
  time,
} from '../natives';
import { observed, observedText, withArgument } from '../observed';
import { channel, shownText, textFrom, textOf } from '../observations';
import { beginOpen, endOpen } from '../open';
import { note } from '../outbox';
import { noteState } from '../state';
import { patchConstructor } from '../patch';
import { hearUrl } from '../url';

const portOf = getter(prototypeOf('SharedWorker'), 'port');

/**
 * Hooks construction of SharedWorkers; messages go through the port (message-port.ts), which shares the
 * worker's object number.
 */
export function hookSharedWorker(): void {
  if (!prototypeOf('SharedWorker'))
    noteState({ object: 0, channel: channel('shared-worker', '') }, 'not-available');
  patchConstructor(realm, 'SharedWorker', {
    begin(_newTarget, given) {
      const { args, url } = hearUrl(given);
      const { heard, options } = hearOptions(args);
      return beginOpen(heard, {
        channelOf: () => channel('shared-worker', options.name ? `${url()} ${options.name}` : url()),
        url,
        options: () => shown(options),
        track: (worker, endpoint) => {
          hear(worker as EventTarget, endpoint);
        },
      });
    },
    end: endOpen,
  });
}

/**
 * The worker's object gets only `error`: the script could not be loaded, or its options do not fit the
 * running worker's.
 */
function hear(worker: EventTarget, endpoint: Endpoint): void {
  const port = read(portOf, worker);
  if (port) trackPort(port as MessagePort, endpoint);
  // Listeners for messages here are a mistake: messages come to the port.
  countListeners(worker, 'message', endpoint, undefined, 'worker');
  // A SharedWorker has no `onmessage`: one that is set is a property of the page's own, which nobody calls.
  soon(() => {
    if (isCallback(dataProperty(worker, 'onmessage'))) countHandler(worker, 'message', time());
  });
  listenToBrowser(worker, 'error', (event) => {
    const { channel, object } = endpoint;
    const message = read(errorMessage, event);
    note(
      bare({
        type: 'error',
        time: time(),
        channel,
        object,
        message: typeof message === 'string' ? textOf(message) : '',
      }),
    );
  });
}

/** What the native reads of WorkerOptions that tells workers apart, as text. */
interface Options {
  name?: string;
  type?: string;
  credentials?: string;
  sameSiteCookies?: string;
  extendedLifetime?: string;
}

/** The arguments with a stand-in for options that are an object; what is no object is the name alone. */
function hearOptions(args: readonly unknown[]): { heard: readonly unknown[]; options: Options } {
  const options: Options = bare({});
  const given = argument(args, 1);
  if (given === undefined || given === null) return { heard: args, options };
  if (!isObject(given)) {
    options.name = textFrom(given);
    return { heard: args, options };
  }
  const stand = observed(given, (name, value) => {
    if (!isOption(name) || value === undefined) return value;
    if (name === 'extendedLifetime') {
      if (value) options[name] = 'true';
      return value;
    }
    if (isObject(value)) {
      return observedText(value, (text) => {
        options[name] = text;
      });
    }
    options[name] = textFrom(value);
    return value;
  });
  return { heard: withArgument(args, 1, stand), options };
}

const optionNames = ['name', 'type', 'credentials', 'sameSiteCookies', 'extendedLifetime'] as const;

function isOption(name: PropertyKey): name is keyof Options {
  for (let index = 0; index < optionNames.length; index += 1) if (optionNames[index] === name) return true;
  return false;
}

function shown(options: Options): Preview {
  const k = new List<string>();
  const v = new List<Preview>();
  for (let index = 0; index < optionNames.length; index += 1) {
    const name = optionNames[index];
    const value = name && options[name];
    if (!name || !value) continue;
    k[k.length] = name;
    v[v.length] = shownText(value);
  }
  return bare({ t: 'object', k, v, n: k.length });
}
