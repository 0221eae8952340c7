import type { Preview } from '../src/preview';
import type { Endpoint } from './endpoints';
import { countListeners, member } from './listeners';
import { trackPort } from './message-port';
import { bare, errorMessage, getter, List, listen, prototypeOf, read, realm, time } from './natives';
import { channel, textOf } from './observations';
import { openThrough } from './open';
import { note } from './outbox';
import { noteState } from './state';
import { patchConstructor } from './patch';
import { resolvedUrl, withUrlText } from './url';

const portOf = getter(prototypeOf('SharedWorker'), 'port');

/** Hooks construction of SharedWorkers; messages go through the port (message-port.ts), which shares the worker's object number. */
export function hookSharedWorker(): void {
  if (!prototypeOf('SharedWorker'))
    noteState({ object: 0, channel: channel('shared-worker', '') }, 'not-available');
  patchConstructor(realm, 'SharedWorker', (native, given, newTarget) => {
    const args = withUrlText(given);
    const url = resolvedUrl(args[0]);
    const name = nameIn(args[1]);
    return openThrough(native, args, newTarget, {
      channelOf: () => channel('shared-worker', name === '' ? url : `${url} ${name}`),
      url,
      options: optionsIn(args[1]),
      track: (worker, endpoint) => {
        hear(worker as EventTarget, endpoint);
      },
    });
  });
}

/** The worker's object gets only `error`: the script could not be loaded, or its options do not fit the running worker's. */
function hear(worker: EventTarget, endpoint: Endpoint): void {
  const port = read(portOf, worker);
  if (port) trackPort(port as MessagePort, endpoint);
  // Listeners for messages here are a mistake: messages come to the port.
  countListeners(worker, 'message', endpoint, undefined, 'worker');
  listen(worker, 'error', (event) => {
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

/** WorkerOptions may be the name alone. */
function nameIn(options: unknown): string {
  if (typeof options === 'string') return options;
  const name = member(options, 'name');
  return typeof name === 'string' ? name : '';
}

function optionsIn(options: unknown): Preview | undefined {
  if (options === undefined) return undefined;
  const k = new List<string>();
  const v = new List<Preview>();
  for (let index = 0; index < optionNames.length; index += 1) {
    const key = optionNames[index] ?? '';
    const value = key === 'name' ? nameIn(options) : member(options, key);
    if (typeof value !== 'string' || value === '') continue;
    k[k.length] = key;
    v[v.length] = value;
  }
  return bare({ t: 'object', k, v, n: k.length });
}

const optionNames = ['name', 'type', 'credentials', 'sameSiteCookies'];
