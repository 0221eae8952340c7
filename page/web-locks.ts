import type { Preview } from '../src/preview';
import type { Endpoint } from './endpoints';
import {
  answered,
  apply,
  bare,
  brand,
  dataProperty,
  isArray,
  isObject,
  isPlainPromise,
  List,
  listen,
  lockQuery,
  none,
  prototypeOf,
  read,
  settled,
  type AnyFunction,
} from './natives';
import { observed, withArgument } from './observed';
import { channel, nextObject, shownText, textFrom } from './observations';
import { patchMethod } from './patch';
import { noteState } from './state';

/**
 * Hooks navigator.locks.request. When a lock is granted only its callback knows, so the native gets one of ours that calls the page's with
 * the same lock and hands its result on; pages never see which function the browser calls. A release is known when the callback's own
 * promise settles; a promise of the page's own making is not looked into, since that would run its `then` once more.
 */
export function hookWebLocks(): void {
  patchMethod(prototypeOf('LockManager'), 'request', (native, self, args) => {
    const at = args.length > 2 ? 2 : 1;
    const callback = args[at];
    const name = args[0];
    const isText = typeof name === 'string' || typeof name === 'number' || typeof name === 'boolean';
    if (!isText || typeof callback !== 'function') return apply(native, self, args);
    const endpoint: Endpoint = { object: nextObject(), channel: channel('web-lock', textFrom(name)) };
    const options: Options = bare({});
    const wrapped = withArgument(args, at, callingThrough(endpoint, callback as AnyFunction, options));
    // A lock is granted in a task of its own, so the request is noted first.
    const result = apply(native, self, at === 2 ? hearOptions(wrapped, options) : wrapped);
    noteRequest(endpoint, options);
    noteQuery(endpoint, self);
    return result;
  });
}

/** What the native reads of LockOptions. */
interface Options {
  mode?: unknown;
  ifAvailable?: unknown;
  steal?: unknown;
  signal?: unknown;
}

function hearOptions(args: readonly unknown[], options: Options): readonly unknown[] {
  const given = args[1];
  if (!isObject(given)) return args;
  const stand = observed(given, (name, value) => {
    if (name === 'mode' || name === 'ifAvailable' || name === 'steal' || name === 'signal')
      options[name] = value;
    return value;
  });
  return withArgument(args, 1, stand);
}

function callingThrough(endpoint: Endpoint, callback: AnyFunction, options: Options): AnyFunction {
  return (lock: unknown): unknown => {
    noteState(
      endpoint,
      lock === null ? 'not-available' : 'granted',
      options.steal === true ? 'steal' : undefined,
    );
    let result: unknown;
    try {
      result = apply(callback, undefined, [lock]);
    } catch (error) {
      noteState(endpoint, 'released');
      throw error;
    }
    const release = (): void => {
      if (lock !== null) noteState(endpoint, 'released');
    };
    if (isPlainPromise(result)) void settled(result, release);
    else if (typeof result !== 'object' || result === null) release();
    return result;
  };
}

/**
 * What navigator.locks.query() says of the lock right after the request: it also knows of workers and of pages that are not watched. The client id of
 * a holder is the same in all tabs.
 */
function noteQuery(endpoint: Endpoint, manager: unknown): void {
  if (!lockQuery) return;
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

function noteRequest(endpoint: Endpoint, options: Options): void {
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
  if (typeof read(brand.signalAborted, signal) === 'boolean') {
    listen(signal as EventTarget, 'abort', () => {
      noteState(endpoint, 'aborted');
    });
  }
}
