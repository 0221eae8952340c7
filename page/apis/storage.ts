import { beginDispatch } from '../dispatching';
import {
  apply,
  listenFirst,
  localStorageGetter,
  none,
  page,
  prototypeOf,
  read,
  realm,
  storageHandler,
  timeOf,
  windowOrigin,
} from '../natives';
import { thrown } from '../observations';
import { countHandler, countListeners, hookHandler } from '../listeners';
import type { Endpoint } from '../endpoints';
import { noteState } from '../state';
import { localArea } from './storage-area';
import { hookWrite } from './storage-write';

/** Hooks on Storage.prototype.setItem, removeItem and clear: one `storage-write` record a call. */
export function hookStorage(): void {
  const storage = prototypeOf('Storage');
  hookWrite(storage, 'setItem', 2);
  hookWrite(storage, 'removeItem', 1);
  hookWrite(storage, 'clear', 0);
  // Events of both areas reach the same listeners; they are counted under the local one.
  countListeners(realm, 'storage', endpoint);
  hookHandler(realm, 'storage');
  // Listeners there are a mistake: events come to the window.
  countListeners(page, 'storage', endpoint, undefined, 'document');
  hearStorage();
  noteDenied();
}

const endpoint: Endpoint = { object: 0, channel: localArea };

/**
 * Storage events are recorded by content/; here only their dispatch is followed. Again after document.open()
 * has erased all listeners.
 */
export function hearStorage(): void {
  listenFirst(realm, 'storage', onStorage);
}

function onStorage(event: Event): void {
  const at = timeOf(event);
  // A handler in markup (`<body onstorage>`) never comes by the setter.
  if (read(storageHandler, realm)) countHandler(realm, 'storage', at);
  beginDispatch(event, endpoint, at);
}

/**
 * Sandboxed and data: documents may have no storage: reading it throws. Others are not asked, since that
 * makes the browser load it.
 */
function noteDenied(): void {
  if (read(windowOrigin, realm) !== 'null' || !localStorageGetter) return;
  try {
    apply(localStorageGetter, realm, none);
  } catch (error) {
    noteState(endpoint, 'not-available', thrown(error).name);
  }
}
