import type { Channel } from '../../src/record/record';
import {
  apply,
  localStorageGetter,
  read,
  realm,
  sessionStorageGetter,
  storageGetItem,
  storageLength,
} from '../natives';
import { channel } from '../observations';

export const localArea = channel('local-storage', '');
const sessionArea = channel('session-storage', '');
let local: unknown;
let session: unknown;

/** Which area a Storage object shows; null where it is no Storage at all. */
export function areaOf(self: unknown, key: string | null): Channel | null {
  if (self === local && self !== undefined) return localArea;
  if (self === session && self !== undefined) return sessionArea;
  if (typeof read(storageLength, self) !== 'number') return null;
  local = read(localStorageGetter, realm);
  session = read(sessionStorageGetter, realm);
  if (self === local) return localArea;
  if (self === session) return sessionArea;
  return areaOfForeign(self, key);
}

/** Whether it is the Storage of another window; `areaOf` was asked first. */
export function isForeign(self: unknown): boolean {
  return self !== local && self !== session;
}

/**
 * The Storage of another window (`opener.localStorage`, a frame's): told apart by what the two areas hold
 * here.
 */
function areaOfForeign(self: unknown, key: string | null): Channel {
  if (session === undefined) return localArea;
  if (local === undefined) return sessionArea;
  if (key !== null) {
    const value = getItem(self, key);
    const isLocal = getItem(local, key) === value;
    const isSession = getItem(session, key) === value;
    if (isLocal !== isSession) return isLocal ? localArea : sessionArea;
  }
  const length = read(storageLength, self);
  return read(storageLength, session) === length && read(storageLength, local) !== length
    ? sessionArea
    : localArea;
}

/** Storage.prototype.getItem as it was; null also where the area can not be read. */
export function getItem(self: unknown, key: string): string | null {
  if (!storageGetItem) return null;
  try {
    return apply(storageGetItem, self, [key]) as string | null;
  } catch {
    return null;
  }
}

export function lengthOf(self: unknown): number {
  const length = read(storageLength, self);
  return typeof length === 'number' ? length : 0;
}
