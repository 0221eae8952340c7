import type { Receive } from '../../src/record/record';
import { keepUrl } from '../../src/record/text';
import type { Endpoint } from '../endpoints';
import { countListeners, hookHandler } from '../listeners';
import {
  cut,
  frameAt,
  getter,
  isTrusted,
  listenFirst,
  messageOrigin,
  messageSource,
  read,
  realm,
} from '../natives';
import { channel } from '../observations';
import { noteReceive } from '../receive';

const endpoint: Endpoint = { object: 0, channel: channel('window', '') };
const parentGetter = getter(realm, 'parent');
const openerGetter = getter(realm, 'opener');
const topGetter = getter(realm, 'top');
const lengthGetter = getter(realm, 'length');

/**
 * Messages between windows, as their receiver sees them. window.postMessage itself must not be patched: the
 * standard takes the event's `source` and `origin` from the incumbent realm, that of the script that called
 * last, and this would be ours, in the receiver's window
 * (docs/decisions/0003-window-messages-at-the-receiver.md). What a window posts to itself (schedulers do) is
 * no traffic between windows and is left out.
 */
export function hookWindowMessages(): void {
  countListeners(realm, 'message', endpoint);
  hookHandler(realm, 'message');
  hearWindow();
}

/** Listens, again after document.open() has erased all listeners; adding one that is there does nothing. */
export function hearWindow(): void {
  listenFirst(realm, 'message', onMessage);
  listenFirst(realm, 'messageerror', onMessageError);
}

function onMessage(event: Event): void {
  heard('message', event);
}

function onMessageError(event: Event): void {
  heard('messageerror', event);
}

function heard(name: 'message' | 'messageerror', event: Event): void {
  const source = isTrusted(event) ? sourceOf(event) : 'none';
  if (source === 'self') return;
  const origin = read(messageOrigin, event);
  // An event that the page made itself may name anything as its origin.
  noteReceive(name, event, endpoint, {
    origin: typeof origin === 'string' ? cut(origin, 0, keepUrl) : undefined,
    source,
    name: undefined,
  });
}

function sourceOf(event: Event): NonNullable<Receive['source']> {
  const source = read(messageSource, event);
  if (source === null || source === undefined) return 'none';
  if (source === realm) return 'self';
  if (source === read(parentGetter, realm)) return 'parent';
  if (source === read(openerGetter, realm)) return 'opener';
  if (source === read(topGetter, realm)) return 'top';
  const frames = read(lengthGetter, realm) as number;
  for (let index = 0; index < frames && index < 200; index += 1)
    if (frameAt(index) === source) return 'child';
  return 'other';
}
