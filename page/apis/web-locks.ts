import type { Preview } from '../../src/record/preview';
import type { Endpoint } from '../endpoints';
import {
  answered,
  apply,
  argument,
  bare,
  brand,
  dataProperty,
  hasOwn,
  isArray,
  isObject,
  isPlainPromise,
  List,
  listen,
  lockQuery,
  none,
  objectPrototype,
  prototypeOf,
  read,
  settled,
  unlisten,
  type AnyFunction,
} from '../natives';
import { observed, withArgument } from '../observed';
import { channel, nextObject, shownText, textFrom } from '../observations';
import { patchMethod } from '../patch';
import { noteState } from '../state';

/**
 * Hooks navigator.locks.request. When a lock is granted only its callback knows, so the native gets one of
 * ours that calls the page's with the same lock and hands its result on; pages never see which function the
 * browser calls. A release is known when the callback's own promise settles; a promise of the page's own
 * making is not looked into, since that would run its `then` once more.
 */
export function hookWebLocks(): void {
  patchMethod(prototypeOf('LockManager'), 'request', {
    begin(self, args) {
      const at = args.length > 2 ? 2 : 1;
      const callback = argument(args, at);
      const name = argument(args, 0);
      const isText = typeof name === 'string' || typeof name === 'number' || typeof name === 'boolean';
      if (!isText || typeof callback !== 'function') return undefined;
      const endpoint: Endpoint = { object: nextObject(), channel: channel('web-lock', textFrom(name)) };
      const options: Options = {
        mode: undefined,
        ifAvailable: undefined,
        steal: undefined,
        signal: undefined,
      };
      const request: Request = { endpoint, options, stopWaiting: undefined };
      const wrapped = withArgument(args, at, callingThrough(request, callback as AnyFunction));
      return { args: at === 2 ? hearOptions(wrapped, options) : wrapped, request, manager: self };
    },
    // A lock is granted in a task of its own, so the request is noted first.
    end({ request, manager }, _result, threw) {
      if (threw) return;
      noteRequest(request);
      noteQuery(request.endpoint, manager);
    },
  });
}

/** What the native reads of LockOptions. */
interface Options {
  mode: unknown;
  ifAvailable: unknown;
  steal: unknown;
  signal: unknown;
}

interface Request {
  readonly endpoint: Endpoint;
  readonly options: Options;
  /** Ends the listening to its signal, which can end the request only while that waits. */
  stopWaiting: (() => void) | undefined;
}

function hearOptions(args: readonly unknown[], options: Options): readonly unknown[] {
  const given = argument(args, 1);
  if (!isObject(given)) return args;
  const stand = observed(given, (name, value) => {
    if (name === 'mode' || name === 'ifAvailable' || name === 'steal' || name === 'signal')
      options[name] = value;
    return value;
  });
  return withArgument(args, 1, stand);
}

function callingThrough(request: Request, callback: AnyFunction): AnyFunction {
  const { endpoint } = request;
  return (lock: unknown): unknown => {
    noteGranted(request, lock);
    let result: unknown;
    try {
      result = apply(callback, undefined, [lock]);
    } catch (error) {
      if (lock !== null) noteReleased(endpoint, undefined);
      throw error;
    }
    if (lock !== null) noteReleased(endpoint, result);
    return result;
  };
}

function noteGranted({ endpoint, options, stopWaiting }: Request, lock: unknown): void {
  try {
    stopWaiting?.();
    const detail = options.steal ? 'steal' : undefined;
    noteState(endpoint, lock === null ? 'not-available' : 'granted', detail);
  } catch {
    // Of ours, in a callback of the page.
  }
}

/** Once what the callback gave back is settled; at once for what is no promise. */
function noteReleased(endpoint: Endpoint, result: unknown): void {
  const release = (): void => {
    noteState(endpoint, 'released');
  };
  try {
    if (isPlainPromise(result)) void settled(result, release);
    else if (typeof result !== 'object' || result === null) release();
  } catch {
    // As above.
  }
}

/**
 * What navigator.locks.query() says of the lock right after the request: it also knows of workers and of
 * pages that are not watched. The client id of a holder is the same in all tabs.
 */
function noteQuery(endpoint: Endpoint, manager: unknown): void {
  // The browser's answer is asked for its `then` as it comes: by a page's Object.prototype, a page would get
  // it.
  if (!lockQuery || hasOwn(objectPrototype, 'then')) return;
  void answered(apply(lockQuery, manager, none) as Promise<unknown>, (snapshot) => {
    const { name } = endpoint.channel;
    const k = new List<string>();
    const v = new List<Preview>();
    k[0] = 'held';
    v[0] = locksNamed(member(snapshot, 'held'), name);
    k[1] = 'pending';
    v[1] = locksNamed(member(snapshot, 'pending'), name);
    noteState(endpoint, 'query', { t: 'object', k, v, n: 2 });
  });
}

/** Of what the browser itself made. */
function member(dictionary: unknown, name: string): unknown {
  return isObject(dictionary) ? dataProperty(dictionary, name) : undefined;
}

/** `mode clientId` of each. */
function locksNamed(locks: unknown, name: string): Preview {
  const v = new List<Preview>();
  if (isArray(locks)) {
    for (let index = 0; index < locks.length && v.length < 100; index += 1) {
      const lock = dataProperty(locks, index);
      if (member(lock, 'name') !== name) continue;
      v[v.length] = `${member(lock, 'mode') as string} ${member(lock, 'clientId') as string}`;
    }
  }
  return bare({ t: 'array', v, n: v.length });
}

const optionNames = ['mode', 'ifAvailable', 'steal'] as const;

function noteRequest(request: Request): void {
  const { endpoint, options } = request;
  const k = new List<string>();
  const v = new List<Preview>();
  for (let index = 0; index < optionNames.length; index += 1) {
    const name = optionNames[index];
    const value = name && options[name];
    if (!name || (typeof value !== 'string' && typeof value !== 'boolean')) continue;
    k[k.length] = name;
    v[v.length] = typeof value === 'string' ? shownText(value) : value;
  }
  noteState(endpoint, 'requested', { t: 'object', k, v, n: k.length });
  const { signal } = options;
  const aborted = read(brand.signalAborted, signal);
  if (aborted === true || isRefused(endpoint.channel.name, options)) noteState(endpoint, 'aborted');
  else if (aborted === false) hearSignal(request, signal as EventTarget);
}

function hearSignal(request: Request, signal: EventTarget): void {
  const heard = (): void => {
    // The page may have dispatched an event of that name itself.
    if (read(brand.signalAborted, signal) !== true) return;
    request.stopWaiting?.();
    noteState(request.endpoint, 'aborted');
  };
  request.stopWaiting = () => {
    unlisten(signal, 'abort', heard);
  };
  listen(signal, 'abort', heard);
}

/**
 * Whether the native rejects it at once (Web Locks API, "request"): its promise must not be looked at, which
 * would hide that from the page.
 */
function isRefused(name: string, { mode, ifAvailable, steal, signal }: Options): boolean {
  if (name[0] === '-' || (steal && ifAvailable)) return true;
  if (mode !== undefined && mode !== 'exclusive' && (steal || (mode !== 'shared' && !isObject(mode))))
    return true;
  return signal !== undefined && !!(steal || ifAvailable);
}
