import type { ErrorInfo, StorageWrite } from '../src/record';
import { beginDispatch, causeHere } from './dispatching';
import {
  apply,
  bare,
  listenFirst,
  localStorageGetter,
  none,
  prototypeOf,
  read,
  realm,
  storageHandler,
  time,
  timeOf,
  windowOrigin,
} from './natives';
import { textFrom, textOf, thrown } from './observations';
import { countHandler, countListeners, hookHandler } from './listeners';
import type { Endpoint } from './endpoints';
import { note } from './outbox';
import { noteState } from './state';
import { type AnyFunction } from './natives';
import { patchMethod } from './patch';
import { stackHere } from './stack';
import { areaOf, getItem, lengthOf, localArea } from './storage-area';

/** Hooks on Storage.prototype.setItem, removeItem and clear: one `storage-write` record a call. */
export function hookStorage(): void {
  const storage = prototypeOf('Storage');
  patchMethod(storage, 'setItem', (native, self, args) => write('setItem', 2, native, self, args));
  patchMethod(storage, 'removeItem', (native, self, args) => write('removeItem', 1, native, self, args));
  patchMethod(storage, 'clear', (native, self, args) => write('clear', 0, native, self, args));
  // Events of both areas reach the same listeners; they are counted under the local one.
  countListeners(realm, 'storage', endpoint);
  hookHandler(realm, 'storage');
  hearStorage();
  noteDenied();
}

const endpoint: Endpoint = { object: 0, channel: localArea };

/** Storage events are recorded by content/; here only their dispatch is followed. Again after document.open() has erased all listeners. */
export function hearStorage(): void {
  listenFirst(realm, 'storage', onStorage);
}

function onStorage(event: Event): void {
  const at = timeOf(event);
  // A handler in markup (`<body onstorage>`) never comes by the setter.
  if (read(storageHandler, realm)) countHandler(realm, 'storage', at);
  beginDispatch(event, endpoint, at);
}

/** Sandboxed and data: documents may have no storage: reading it throws. Others are not asked, since that makes the browser load it. */
function noteDenied(): void {
  if (read(windowOrigin, realm) !== 'null' || !localStorageGetter) return;
  try {
    apply(localStorageGetter, realm, none);
  } catch (error) {
    noteState(endpoint, 'not-available', thrown(error).name);
  }
}

/** `arity`: how many arguments the method converts to strings; with fewer the native throws and there is nothing to tell. */
function write(
  method: StorageWrite['method'],
  arity: 0 | 1 | 2,
  native: AnyFunction,
  self: unknown,
  given: readonly unknown[],
): unknown {
  if (given.length < arity) return apply(native, self, given);
  const args = withStrings(self, arity, given);
  const key = arity > 0 ? textFrom(args[0]) : null;
  const area = areaOf(self, key);
  if (!area) return apply(native, self, args);

  const oldValue = key === null ? null : getItem(self, key);
  const observation = {
    type: 'storage-write' as const,
    time: time(),
    channel: area,
    method,
    key: key === null ? null : textOf(key),
    oldValue: oldValue === null ? null : textOf(oldValue),
    newValue: arity > 1 ? textOf(textFrom(args[1])) : null,
    cleared: arity === 0 ? lengthOf(self) : undefined,
    error: undefined as ErrorInfo | undefined,
    stack: stackHere(),
    cause: causeHere(),
  };
  try {
    return apply(native, self, args);
  } catch (error) {
    observation.error = thrown(error);
    throw error;
  } finally {
    note(bare(observation));
  }
}

/**
 * Objects among the arguments become strings here instead of in the native call, so that a toString of the page runs once and in
 * Web IDL's order: brand, number of arguments, key, value. What is no object is passed on as it came.
 */
function withStrings(self: unknown, arity: 0 | 1 | 2, args: readonly unknown[]): readonly unknown[] {
  const first = arity > 0 && isObject(args[0]);
  const second = arity > 1 && isObject(args[1]);
  if ((!first && !second) || typeof args[0] === 'symbol' || !areaOf(self, null)) return args;
  const key = first ? `${args[0] as string}` : args[0];
  if (arity < 2) return [key];
  return [key, second ? `${args[1] as string}` : args[1]];
}

function isObject(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
