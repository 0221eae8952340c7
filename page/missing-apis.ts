import type { ChannelKind } from '../src/record/record';
import {
  errorMessage,
  find,
  getter,
  isTrusted,
  listenFirst,
  prototypeOf,
  read,
  realm,
  rejectionReason,
  windowOrigin,
} from './natives';
import { channel, shownText, thrown } from './observations';
import { noteState } from './state';

/** An API that some documents lack, or may not use. */
interface Api {
  readonly kind: ChannelKind;
  readonly isThere: boolean;
  /** Parts of a browser's message that can mean this API alone. */
  readonly names: readonly string[];
  /** Members that it has and little else: Chromium names only them, where what has them is undefined. */
  readonly members: readonly string[];
  tried: boolean;
}

const openerGetter = getter(realm, 'opener');
const topGetter = getter(realm, 'top');
const navigatorPrototype = prototypeOf('Navigator');

const apis: readonly Api[] = [
  {
    kind: 'web-lock',
    isThere: getter(navigatorPrototype, 'locks') !== undefined,
    names: ['navigator.locks', 'LockManager'],
    members: ['request'],
    tried: false,
  },
  {
    kind: 'service-worker',
    isThere: getter(navigatorPrototype, 'serviceWorker') !== undefined,
    names: ['navigator.serviceWorker', "'serviceWorker'", 'ServiceWorkerContainer'],
    members: ['register', 'ready', 'controller', 'getRegistration', 'getRegistrations', 'startMessages'],
    tried: false,
  },
  {
    kind: 'cookie',
    isThere: prototypeOf('CookieStore') !== undefined,
    names: ['cookieStore', 'CookieStore'],
    members: [],
    tried: false,
  },
  {
    kind: 'shared-worker',
    isThere: prototypeOf('SharedWorker') !== undefined,
    names: ['SharedWorker'],
    members: [],
    tried: false,
  },
  {
    kind: 'broadcast-channel',
    isThere: prototypeOf('BroadcastChannel') !== undefined,
    names: ['BroadcastChannel'],
    members: [],
    tried: false,
  },
  {
    kind: 'indexed-db',
    isThere: prototypeOf('IDBFactory') !== undefined,
    names: ['indexedDB', 'IDBFactory'],
    members: [],
    tried: false,
  },
];

/**
 * What a page reads of its opener where that is null: Chromium names only the member, and any name may be one
 * of the opener's own.
 */
const opener: Api = {
  kind: 'window',
  isThere: read(topGetter, realm) !== realm || read(openerGetter, realm) !== null,
  names: ['opener', "'postMessage'"],
  members: [],
  tried: false,
};

/** Documents without an origin of their own (sandboxed, data:) have these APIs and may not use them. */
const isOpaque = read(windowOrigin, realm) === 'null';

let lacksOne = false;
for (let index = 0; index < apis.length; index += 1) if (apis[index]?.isThere === false) lacksOne = true;

/**
 * Tells of an exception that a page got because an API is not there and that it did not catch, once an API. A
 * stand-in for the API would be seen (`'locks' in navigator`), so what a page only asks for, or catches, is
 * not told of (docs/limits.md).
 */
export function hearTries(): void {
  if (!isOpaque && !lacksOne && opener.isThere) return;
  listenFirst(realm, 'error', onError);
  listenFirst(realm, 'unhandledrejection', onRejection);
}

function onError(event: Event): void {
  const message = read(errorMessage, event);
  if (typeof message === 'string' && isTrusted(event)) look(message);
}

function onRejection(event: Event): void {
  if (isTrusted(event)) look(thrown(read(rejectionReason, event)).message);
}

function look(message: string): void {
  if (!opener.isThere && !opener.tried && find(message, 'null') >= 0 && isNamed(opener, message)) {
    opener.tried = true;
    noteState({ object: 0, channel: channel('window', '') }, 'tried', shownText(message));
  }
  for (let index = 0; index < apis.length; index += 1) {
    const api = apis[index];
    if (!api || api.tried || (api.isThere && !isOpaque)) continue;
    if (!isNamed(api, message) && (api.isThere || !isMember(api, message))) continue;
    api.tried = true;
    noteState({ object: 0, channel: channel(api.kind, '') }, 'tried', shownText(message));
  }
}

function isNamed({ names }: Api, message: string): boolean {
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index];
    if (name !== undefined && find(message, name) >= 0) return true;
  }
  return false;
}

/** `Cannot read properties of undefined (reading 'request')`, in Chromium. */
function isMember({ members }: Api, message: string): boolean {
  if (find(message, 'of undefined (') < 0) return false;
  for (let index = 0; index < members.length; index += 1) {
    const member = members[index];
    if (member !== undefined && find(message, ` '${member}')`) >= 0) return true;
  }
  return false;
}
