import type { Endpoint } from './endpoints';
import {
  apply,
  bare,
  brand,
  dataProperty,
  List,
  listen,
  prototypeOf,
  read,
  realm,
  time,
  unlisten,
  Weak,
} from './natives';
import { note } from './outbox';
import { patchMethod, patchSetter } from './patch';

/**
 * Counts the page's own listeners on the objects that are watched, without touching one. addEventListener and removeEventListener are
 * patched to look at the event's type and the target, and leave at once for anything else. The count follows the standard (DOM, "add an event
 * listener"): the same callback with the same capture counts once; `once` and `signal` end it; an on* handler is one.
 */
interface Entry {
  readonly callback: object;
  readonly capture: boolean;
}

interface Counted {
  readonly event: string;
  readonly endpoint: Endpoint;
  readonly entries: List<Entry>;
  /** The on* handler is set. */
  handler: boolean;
  /** The count that was last noted. */
  noted: number;
  readonly on: 'worker' | undefined;
  readonly changed: ((count: number) => void) | undefined;
}

const targets = new Weak<object, List<Counted>>();

/**
 * From here on the number of the page's listeners for `event` on `target` is noted whenever it changes. `changed` hears of a change before
 * the page's first listener is added, so that a listener of ours that it adds comes first.
 */
export function countListeners(
  target: object,
  event: 'message' | 'storage' | 'versionchange',
  endpoint: Endpoint,
  changed?: (count: number) => void,
  on?: 'worker',
): void {
  const known = targets.get(target) ?? new List<Counted>();
  known[known.length] = { event, endpoint, entries: new List(), handler: false, noted: 0, changed, on };
  targets.set(target, known);
}

export function hookListeners(): void {
  const target = prototypeOf('EventTarget');
  patchMethod(target, 'addEventListener', (native, self, args) => {
    const of = countedOf(self, args[0]);
    const callback = args[1];
    const options = args[2];
    if (!of || !isCallback(callback) || isAborted(options)) return apply(native, self, args);
    if (size(of) === 0) of.changed?.(1);
    const result = apply(native, self, args);
    add(of, callback, options, (self ?? realm) as EventTarget);
    return result;
  });
  patchMethod(target, 'removeEventListener', (native, self, args) => {
    const result = apply(native, self, args);
    const of = countedOf(self, args[0]);
    if (of && isCallback(args[1])) remove(of, args[1], captureIn(args[2]));
    return result;
  });
}

/** Counts an on* handler as it is set; `owner` is the object with the accessor. `set` is called after it, with what was given. */
export function hookHandler(
  owner: object | undefined,
  event: 'message' | 'storage' | 'versionchange',
  set?: (self: object) => void,
): void {
  patchSetter(owner, `on${event}`, (native, self, args) => {
    const of = countedOf(self, event);
    const handler = isCallback(args[0]);
    if (of && handler && size(of) === 0) of.changed?.(1);
    const result = apply(native, self, args);
    if (of) {
      of.handler = handler;
      tell(of);
    }
    if (typeof self === 'object' && self !== null) set?.(self);
    return result;
  });
}

/** An on* handler that is there without having been set by a script; `at`: when it is about to run. */
export function countHandler(target: object, event: 'storage', at: number): void {
  const of = countedOf(target, event);
  if (!of || of.handler) return;
  of.handler = true;
  tell(of, at);
}

function countedOf(self: unknown, type: unknown): Counted | undefined {
  if (type !== 'message' && type !== 'storage' && type !== 'versionchange') return undefined;
  const known = targets.get(self ?? realm);
  if (!known) return undefined;
  for (let index = 0; index < known.length; index += 1) {
    const of = known[index];
    if (of?.event === type) return of;
  }
  return undefined;
}

function add(of: Counted, callback: object, options: unknown, target: EventTarget): void {
  const capture = captureIn(options);
  if (indexOf(of, callback, capture) >= 0) return;
  of.entries[of.entries.length] = { callback, capture };
  tell(of);
  if (member(options, 'once') === true) {
    const ended = (): void => {
      unlisten(target, of.event, ended);
      remove(of, callback, capture);
    };
    listen(target, of.event, ended);
  }
  const signal = member(options, 'signal');
  if (typeof read(brand.signalAborted, signal) === 'boolean') {
    listen(signal as EventTarget, 'abort', () => {
      remove(of, callback, capture);
    });
  }
}

function remove(of: Counted, callback: object, capture: boolean): void {
  const at = indexOf(of, callback, capture);
  if (at < 0) return;
  const { entries } = of;
  for (let index = at; index < entries.length - 1; index += 1) {
    const next = entries[index + 1];
    if (next) entries[index] = next;
  }
  entries.length -= 1;
  tell(of);
}

function indexOf(of: Counted, callback: object, capture: boolean): number {
  for (let index = 0; index < of.entries.length; index += 1) {
    const entry = of.entries[index];
    if (entry?.callback === callback && entry.capture === capture) return index;
  }
  return -1;
}

function size(of: Counted): number {
  return of.entries.length + (of.handler ? 1 : 0);
}

function tell(of: Counted, at = time()): void {
  const count = size(of);
  if (count === of.noted) return;
  of.noted = count;
  if (count === 0) of.changed?.(0);
  const { channel, object } = of.endpoint;
  note(bare({ type: 'listeners', time: at, channel, object, event: of.event, count, on: of.on }));
}

function isCallback(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

function captureIn(options: unknown): boolean {
  return typeof options === 'object' && options !== null ? !!member(options, 'capture') : !!options;
}

function isAborted(options: unknown): boolean {
  return read(brand.signalAborted, member(options, 'signal')) === true;
}

/** A data property of an options dictionary; a getter is the native call's to run. */
export function member(dictionary: unknown, name: string): unknown {
  return typeof dictionary === 'object' && dictionary !== null ? dataProperty(dictionary, name) : undefined;
}
