import type { Endpoint } from './endpoints';
import { hearPort } from './heard-ports';
import {
  argument,
  bare,
  brand,
  isObject,
  List,
  listen,
  listenToBrowser,
  prototypeOf,
  read,
  realm,
  time,
  unlisten,
  Weak,
} from './natives';
import { observed, withArgument } from './observed';
import type { ListensOn } from '../src/record/record';
import { note } from './outbox';
import { patchMethod, patchSetter, type Followed } from './patch';

/**
 * Counts the page's own listeners on the objects that are watched, without touching one. addEventListener and
 * removeEventListener are patched to look at the event's type and the target, and leave at once for anything
 * else. The count follows the standard (DOM, "add an event listener"): the same callback with the same
 * capture counts once; `once` and `signal` end it; an on* handler is one.
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
  readonly on: ListensOn | undefined;
  readonly changed: ((count: number) => void) | undefined;
}

const targets = new Weak<object, List<Counted>>();

/**
 * From here on the number of the page's listeners for `event` on `target` is noted whenever it changes.
 * `changed` hears of a change before the page's first listener is added, so that a listener of ours that it
 * adds comes first.
 */
export function countListeners(
  target: object,
  event: 'message' | 'storage' | 'versionchange',
  endpoint: Endpoint,
  changed?: (count: number) => void,
  on?: ListensOn,
): void {
  const known = targets.get(target) ?? new List<Counted>();
  known[known.length] = { event, endpoint, entries: new List(), handler: false, noted: 0, changed, on };
  targets.set(target, known);
}

/** `uncounted` hears of what a listener is added or removed for, where that is not counted. */
export function hookListeners(uncounted: (self: unknown, type: unknown) => void): void {
  function beginListening(self: unknown, args: readonly unknown[]): Listening | undefined {
    const type = argument(args, 0);
    const of = countedOf(self, type);
    const callback = argument(args, 1);
    if (!of) uncounted(self, type);
    if (!of || !isCallback(callback)) return undefined;
    const { heard, options } = hearOptions(args);
    return { args: heard, of, callback, options, target: (self ?? realm) as EventTarget };
  }

  const target = prototypeOf('EventTarget');
  patchMethod(target, 'addEventListener', {
    begin(self, args) {
      const call = beginListening(self, args);
      if (!call && argument(args, 0) === 'message') hearPort(self);
      if (call && size(call.of) === 0) call.of.changed?.(1);
      return call;
    },
    end({ of, callback, options, target }, _result, threw) {
      if (!threw && read(brand.signalAborted, options.signal) !== true) add(of, callback, options, target);
      // Refused, or by a signal that is aborted.
      if (size(of) === 0) of.changed?.(0);
    },
  });
  patchMethod(target, 'removeEventListener', {
    begin: beginListening,
    end({ of, callback, options }, _result, threw) {
      if (!threw) remove(of, callback, !!options.capture);
    },
  });
}

interface Listening extends Followed {
  readonly of: Counted;
  readonly callback: object;
  readonly options: Options;
  readonly target: EventTarget;
}

/** What the native reads of the options (DOM, "flatten more"). */
interface Options {
  capture: unknown;
  once: unknown;
  signal: unknown;
}

/**
 * The arguments with a stand-in for options that are an object, and what the native has read of them when it
 * returns.
 */
function hearOptions(args: readonly unknown[]): { heard: readonly unknown[]; options: Options } {
  const given = argument(args, 2);
  if (!isObject(given))
    return { heard: args, options: { capture: given, once: undefined, signal: undefined } };
  const options: Options = { capture: undefined, once: undefined, signal: undefined };
  const stand = observed(given, (name, value) => {
    if (name === 'capture' || name === 'once' || name === 'signal') options[name] = value;
    return value;
  });
  return { heard: withArgument(args, 2, stand), options };
}

/**
 * Counts an on* handler as it is set; `owner` is the object with the accessor. `set` is called after it, and
 * `before` before.
 */
export function hookHandler(
  owner: object | undefined,
  event: 'message' | 'storage' | 'versionchange',
  set?: (self: object) => void,
  before?: (self: unknown) => void,
): void {
  patchSetter(owner, `on${event}`, {
    begin(self, args) {
      const of = countedOf(self, event);
      const handler = isCallback(argument(args, 0));
      if (of && handler && size(of) === 0) of.changed?.(1);
      if (handler) before?.(self);
      return { args, self, of, handler };
    },
    end({ self, of, handler }, _result, threw) {
      if (threw) return;
      if (of) {
        of.handler = handler;
        tell(of);
      }
      if (typeof self === 'object' && self !== null) set?.(self);
    },
  });
}

/** An on* handler that is there without having been set by a script; `at`: when it was seen. */
export function countHandler(target: object, event: 'message' | 'storage', at: number): void {
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

function add(of: Counted, callback: object, options: Options, target: EventTarget): void {
  const capture = !!options.capture;
  if (indexOf(of, callback, capture) >= 0) return;
  of.entries[of.entries.length] = { callback, capture };
  tell(of);
  if (options.once) {
    const ended = (): void => {
      unlisten(target, of.event, ended);
      remove(of, callback, capture);
    };
    listen(target, of.event, ended);
  }
  const { signal } = options;
  if (typeof read(brand.signalAborted, signal) === 'boolean') {
    listenToBrowser(signal as EventTarget, 'abort', () => {
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

export function isCallback(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}
