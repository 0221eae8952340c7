import { beginDispatch } from '../dispatching';
import type { Endpoint } from '../endpoints';
import { setEndpoint } from '../endpoints';
import { hookCalls, noteClosed } from '../followed-calls';
import { countListeners, hookHandler } from '../listeners';
import { note } from '../outbox';
import {
  argument,
  bare,
  getter,
  isTrusted,
  listenFirst,
  listenToBrowser,
  prototypeOf,
  read,
  time,
  timeOf,
  unlistenFirst,
  type Listener,
} from '../natives';
import { channel, nextObject, textFrom, thrown } from '../observations';
import { patchMethod, type Followed } from '../patch';
import { noteState } from '../state';

const resultOf = getter(prototypeOf('IDBRequest'), 'result');
const errorOf = getter(prototypeOf('IDBRequest'), 'error');
const database = prototypeOf('IDBDatabase');
const versionOf = getter(database, 'version');
const versionChange = prototypeOf('IDBVersionChangeEvent');
const oldVersionOf = getter(versionChange, 'oldVersion');
const newVersionOf = getter(versionChange, 'newVersion');

/**
 * Hooks what tabs do to each other through IndexedDB: connections that are open, versionchange and blocked,
 * and that a page asks for an older version than there is. Data is not looked at.
 */
export function hookIndexedDb(): void {
  const factory = prototypeOf('IDBFactory');
  patchMethod(factory, 'open', { begin, end });
  patchMethod(factory, 'deleteDatabase', { begin, end });
  hookCalls(database, 'close', noteClosed);
  hookHandler(database, 'versionchange');
}

interface Request extends Followed {
  readonly name: string | number;
}

function begin(_self: unknown, args: readonly unknown[]): Request | undefined {
  const name = argument(args, 0);
  return typeof name === 'string' || typeof name === 'number' ? { args, name } : undefined;
}

function end({ name }: Request, made: unknown, threw: boolean): void {
  if (threw) return;
  const endpoint: Endpoint = { object: nextObject(), channel: channel('indexed-db', textFrom(name)) };
  listenFirst(made as EventTarget, 'blocked', (event) => {
    handled(event, endpoint, 'blocked');
  });
  listenToBrowser(made as EventTarget, 'success', () => {
    const opened = read(resultOf, made);
    const version = read(versionOf, opened);
    if (typeof version === 'number') track(opened as object, endpoint, version);
  });
  listenToBrowser(made as EventTarget, 'error', () => {
    const { name: why, message } = thrown(read(errorOf, made));
    const { channel: of, object } = endpoint;
    if (why === 'VersionError')
      note(bare({ type: 'error', time: time(), channel: of, object, message: `${why}: ${message}` }));
  });
}

/**
 * A connection with a versionchange listener is kept alive by the browser, so ours is there only while the
 * page has one.
 */
function track(opened: object, endpoint: Endpoint, version: number): void {
  setEndpoint(opened, endpoint);
  noteState(endpoint, 'connected', version);
  const heard: Listener = (event) => {
    handled(event, endpoint, 'versionchange');
  };
  countListeners(opened, 'versionchange', endpoint, (count) => {
    if (count > 0) listenFirst(opened as EventTarget, 'versionchange', heard);
    else unlistenFirst(opened as EventTarget, 'versionchange', heard);
  });
}

/** An event that the page is about to handle: what it does meanwhile, and what it throws, is of that. */
function handled(event: Event, endpoint: Endpoint, state: 'blocked' | 'versionchange'): void {
  if (!isTrusted(event)) return;
  const at = timeOf(event);
  noteState(endpoint, state, versions(event), at);
  beginDispatch(event, endpoint, at);
}

/** `old → new`; a deletion has no new version. */
function versions(event: Event): string {
  const after = read(newVersionOf, event) as number | null | undefined;
  return `${read(oldVersionOf, event) as number} → ${after ?? 'deleted'}`;
}
