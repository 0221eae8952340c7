/**
 * The page's globals as they were before page code could change them. The only file of page/ that names one;
 * everything else calls what is captured here, and reads accessors through the getters captured here. What a
 * realm lacks (SharedWorker on a phone, localStorage in a worker) is undefined.
 */
const root: typeof globalThis & { [key: string]: unknown } = globalThis;

export const { defineProperty, get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, setPrototypeOf } =
  Reflect;
/** Reflect.apply and Reflect.construct; arguments as the page gave them, results as what the native says. */
export const apply: <R>(target: (...args: never[]) => R, self: unknown, args: readonly unknown[]) => R =
  Reflect.apply as never;
export const construct: (target: AnyFunction, args: readonly unknown[], newTarget?: AnyFunction) => object =
  Reflect.construct as never;
export type AnyFunction = (...args: never[]) => unknown;
export const { hasOwn } = Object;
/** Enumerable keys that are no symbols, in order. */
export const keysOf: (value: object) => readonly string[] = Object.keys;
export const objectPrototype: object = Object.prototype;
export const functionPrototype: object = Function.prototype;
export const arrayPrototype: object = Array.prototype;
export const { isArray } = Array;
export const { isView } = ArrayBuffer;
export const { stringify } = JSON;
export const { iterator } = Symbol;
export const { is } = Object;

/** What Web IDL takes for an object; document.all is one too, which says that it is undefined. */
export function isObject(value: unknown): value is object {
  switch (typeof value) {
    case 'object':
      return value !== null;
    case 'function':
      return true;
    case 'undefined':
      return (value as unknown) !== undefined;
    default:
      return false;
  }
}

/** `this` for calls that need none; the realm's global object. */
export const realm: typeof globalThis = globalThis;
export const nativeProxy = Proxy;
export const nativeWeakMap = WeakMap;
export const nativeCustomEvent = CustomEvent;
export const nativeSubmitEvent = SubmitEvent;
export const page: Document = document;

/** A method as it is on an object, not to be called but through `apply`. */
function method(owner: object | undefined, name: PropertyKey): AnyFunction | undefined {
  const value: unknown = owner && getOwnPropertyDescriptor(owner, name)?.value;
  return typeof value === 'function' ? (value as AnyFunction) : undefined;
}

export type Getter = () => unknown;

/** The getter of an accessor property, looked up on the object and then along its prototypes. */
export function getter(owner: object | undefined, name: PropertyKey): Getter | undefined {
  for (let at: object | null = owner ?? null; at; at = getPrototypeOf(at)) {
    const found = getOwnPropertyDescriptor(at, name);
    if (found) return found.get;
  }
  return undefined;
}

function setter(owner: object | undefined, name: PropertyKey): AnyFunction | undefined {
  return owner && getOwnPropertyDescriptor(owner, name)?.set;
}

/** `prototype` of a global constructor, where the realm has it. */
export function prototypeOf(name: string): object | undefined {
  const constructor: unknown = getOwnPropertyDescriptor(root, name)?.value;
  if (typeof constructor !== 'function') return undefined;
  const prototype: unknown = getOwnPropertyDescriptor(constructor, 'prototype')?.value;
  return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}

export const none: readonly never[] = [];

/** Reads an accessor through its captured getter; undefined where the object is not of that class. */
export function read(get: Getter | undefined, from: unknown): unknown {
  if (!get) return undefined;
  try {
    return apply(get, from, none);
  } catch {
    return undefined;
  }
}

const weakGet = WeakMap.prototype.get;
const weakSet = WeakMap.prototype.set;
/** A WeakMap whose methods are the captured ones. */
export class Weak<K extends object, V> {
  readonly #map = new nativeWeakMap<K, V>();
  get(key: K): V | undefined {
    return apply(weakGet, this.#map, [key]) as V | undefined;
  }
  set(key: K, value: V): void {
    apply(weakSet, this.#map, [key, value]);
  }
}

/**
 * An array that inherits nothing: an index that is set or JSON.stringify reaches no accessor, setter or
 * toJSON that the page put on Array.prototype or Object.prototype.
 */
export class List<T> extends Array<T> {}
setPrototypeOf(List.prototype, null);

/**
 * Takes a literal's prototype away: no accessor that the page puts on Object.prototype is reached, by us or
 * by JSON.stringify.
 */
export function bare<const T extends object>(literal: T): T {
  setPrototypeOf(literal, null);
  return literal;
}

/**
 * One of a list of arguments. Beyond its length an index would reach what the page put on Array.prototype or
 * Object.prototype.
 */
export function argument(args: readonly unknown[], index: number): unknown {
  return index < args.length ? args[index] : undefined;
}

/**
 * The value of an own data property; undefined for an accessor, which would run the page's code. Not for
 * proxies.
 */
export function dataProperty(owner: object, name: PropertyKey): unknown {
  const found = getOwnPropertyDescriptor(owner, name);
  return found && hasOwn(found, 'value') ? found.value : undefined;
}

const slice = String.prototype.slice;
export function cut(text: string, from: number, to?: number): string {
  return to === undefined ? apply(slice, text, [from]) : apply(slice, text, [from, to]);
}
const indexOfText = String.prototype.indexOf;
export function find(text: string, part: string, from = 0): number {
  return apply(indexOfText, text, [part, from]);
}

const numberToString = Number.prototype.toString;
export function hex(byte: number): string {
  const text = apply(numberToString, byte, [16]);
  return byte < 16 ? `0${text}` : text;
}

const clock = performance;
const now = Performance.prototype.now;
const origin = performance.timeOrigin;
/** Milliseconds since the epoch, fractional, monotonic in this document. */
export function time(): number {
  return origin + apply(now, clock, none);
}
/** The same clock at the moment that an event was made. */
const timeStamp = getter(prototypeOf('Event'), 'timeStamp');
export function timeOf(event: Event): number {
  const stamp = read(timeStamp, event);
  return typeof stamp === 'number' && stamp > 0 ? origin + stamp : time();
}

const addListener = EventTarget.prototype.addEventListener;
const removeListener = EventTarget.prototype.removeEventListener;
const dispatchEvent = EventTarget.prototype.dispatchEvent;
export type Listener = (event: Event) => void;
const guarded = new Weak<Listener, Listener>();
/**
 * A page can dispatch any event under any name to what we listen to: what a listener of ours throws then
 * reaches nobody.
 */
function guard(listener: Listener): Listener {
  const known = guarded.get(listener);
  if (known) return known;
  const safe: Listener = (event) => {
    try {
      listener(event);
    } catch {
      // Of ours, where the page would have heard of it by window.onerror.
    }
  };
  guarded.set(listener, safe);
  return safe;
}
export function listen(target: EventTarget, type: string, listener: Listener): void {
  apply(addListener, target, [type, guard(listener)]);
}
/** For what only the browser tells: events that the page made itself are left out. */
export function listenToBrowser(target: EventTarget, type: string, listener: Listener): void {
  listen(target, type, (event) => {
    if (isTrusted(event)) listener(event);
  });
}
/**
 * Before the page's own capturing listeners too, where it is added before them (DOM, "inner invoke": at the
 * target capturing ones come first).
 */
export function listenFirst(target: EventTarget, type: string, listener: Listener): void {
  apply(addListener, target, [type, guard(listener), true]);
}
export function unlistenFirst(target: EventTarget, type: string, listener: Listener): void {
  apply(removeListener, target, [type, guard(listener), true]);
}
export function unlisten(target: EventTarget, type: string, listener: Listener): void {
  apply(removeListener, target, [type, guard(listener)]);
}
/** false if a listener has cancelled the event. */
export function dispatch(target: EventTarget, event: Event): boolean {
  return apply(dispatchEvent, target, [event]);
}

const preventDefault = Event.prototype.preventDefault;
export function cancel(event: Event): void {
  apply(preventDefault, event, none);
}

export const eventPhase = getter(prototypeOf('Event'), 'eventPhase');

const weakRef = WeakRef;
const deref = method(prototypeOf('WeakRef'), 'deref');
export function createWeakRef(target: object): object {
  return new weakRef(target);
}
export function weakTarget(reference: object): unknown {
  return deref && apply(deref, reference, none);
}

const microtask = queueMicrotask;
export function soon(task: () => void): void {
  apply(microtask, realm, [task]);
}

const createElement = method(prototypeOf('Document'), 'createElementNS');
/** An HTML element, in documents of XML too. */
export function createNode(): HTMLElement {
  if (!createElement) throw new Error('no Document.prototype.createElementNS');
  return apply(createElement, page, ['http://www.w3.org/1999/xhtml', 'i']) as HTMLElement;
}
const titleOf = getter(prototypeOf('HTMLElement'), 'title');
const setTitle = setter(prototypeOf('HTMLElement'), 'title');
export function readTitle(node: HTMLElement): unknown {
  return read(titleOf, node);
}
export function writeTitle(node: HTMLElement, title: string): void {
  if (setTitle) apply(setTitle, node, [title]);
}
const readyState = getter(prototypeOf('Document'), 'readyState');
export function isLoading(): boolean {
  return read(readyState, page) === 'loading';
}
/** At once where the document is parsed already. */
export function onceParsed(run: () => void): void {
  if (isLoading()) listenToBrowser(page, 'DOMContentLoaded', run);
  else run();
}

export const baseUri = getter(prototypeOf('Node'), 'baseURI');
export const urlHref = getter(prototypeOf('URL'), 'href');
export const relatedTarget = getter(prototypeOf('MouseEvent'), 'relatedTarget');
export const eventDetail = getter(prototypeOf('CustomEvent'), 'detail');
export const messagePorts = getter(prototypeOf('MessageEvent'), 'ports');
export const messageOrigin = getter(prototypeOf('MessageEvent'), 'origin');
export const messageSource = getter(prototypeOf('MessageEvent'), 'source');
export const messageData = getter(prototypeOf('MessageEvent'), 'data');
export const trustedUrlToString = method(prototypeOf('TrustedScriptURL'), 'toString');

export const windowOrigin = getter(root, 'origin');
export const storageHandler = getter(root, 'onstorage');

/** Window's own accessors: they throw where the document may have no storage. */
export const localStorageGetter = getter(root, 'localStorage');
export const sessionStorageGetter = getter(root, 'sessionStorage');
const storagePrototype = prototypeOf('Storage');
export const storageLength = getter(storagePrototype, 'length');
export const storageGetItem = method(storagePrototype, 'getItem');

/**
 * The class of a primitive wrapper, and class names and sizes by brand: each throws or is undefined for other
 * objects.
 */
export const brand = {
  mapSize: getter(prototypeOf('Map'), 'size'),
  setSize: getter(prototypeOf('Set'), 'size'),
  mapForEach: method(prototypeOf('Map'), 'forEach'),
  setForEach: method(prototypeOf('Set'), 'forEach'),
  dateTime: method(prototypeOf('Date'), 'getTime'),
  regExpSource: getter(prototypeOf('RegExp'), 'source'),
  regExpFlags: {
    hasIndices: getter(prototypeOf('RegExp'), 'hasIndices'),
    global: getter(prototypeOf('RegExp'), 'global'),
    ignoreCase: getter(prototypeOf('RegExp'), 'ignoreCase'),
    multiline: getter(prototypeOf('RegExp'), 'multiline'),
    dotAll: getter(prototypeOf('RegExp'), 'dotAll'),
    unicode: getter(prototypeOf('RegExp'), 'unicode'),
    unicodeSets: getter(prototypeOf('RegExp'), 'unicodeSets'),
    sticky: getter(prototypeOf('RegExp'), 'sticky'),
  },
  bufferSize: getter(prototypeOf('ArrayBuffer'), 'byteLength'),
  sharedBufferSize: getter(prototypeOf('SharedArrayBuffer'), 'byteLength'),
  viewClass: getter(getPrototypeOf(Uint8Array.prototype) as object, Symbol.toStringTag),
  viewLength: getter(getPrototypeOf(Uint8Array.prototype) as object, 'length'),
  viewBuffer: getter(getPrototypeOf(Uint8Array.prototype) as object, 'buffer'),
  viewOffset: getter(getPrototypeOf(Uint8Array.prototype) as object, 'byteOffset'),
  viewBytes: getter(getPrototypeOf(Uint8Array.prototype) as object, 'byteLength'),
  dataViewBuffer: getter(prototypeOf('DataView'), 'buffer'),
  dataViewOffset: getter(prototypeOf('DataView'), 'byteOffset'),
  dataViewBytes: getter(prototypeOf('DataView'), 'byteLength'),
  numberValue: method(prototypeOf('Number'), 'valueOf'),
  stringValue: method(prototypeOf('String'), 'valueOf'),
  booleanValue: method(prototypeOf('Boolean'), 'valueOf'),
  bigintValue: method(prototypeOf('BigInt'), 'valueOf'),
  symbolDescription: getter(prototypeOf('Symbol'), 'description'),
  blobSize: getter(prototypeOf('Blob'), 'size'),
  blobType: getter(prototypeOf('Blob'), 'type'),
  fileName: getter(prototypeOf('File'), 'name'),
  exceptionName: getter(prototypeOf('DOMException'), 'name'),
  exceptionMessage: getter(prototypeOf('DOMException'), 'message'),
  signalAborted: getter(prototypeOf('AbortSignal'), 'aborted'),
  portHandler: getter(prototypeOf('MessagePort'), 'onmessage'),
};
export const platformClasses: readonly (readonly [string, Getter | undefined])[] = [
  ['MessagePort', brand.portHandler],
  ['ImageBitmap', getter(prototypeOf('ImageBitmap'), 'width')],
  ['ImageData', getter(prototypeOf('ImageData'), 'width')],
  ['FileList', getter(prototypeOf('FileList'), 'length')],
  ['FileSystemHandle', getter(prototypeOf('FileSystemHandle'), 'kind')],
  ['CryptoKey', getter(prototypeOf('CryptoKey'), 'type')],
  ['DOMMatrixReadOnly', getter(prototypeOf('DOMMatrixReadOnly'), 'a')],
  ['DOMRectReadOnly', getter(prototypeOf('DOMRectReadOnly'), 'x')],
  ['DOMPointReadOnly', getter(prototypeOf('DOMPointReadOnly'), 'x')],
  ['ReadableStream', getter(prototypeOf('ReadableStream'), 'locked')],
  ['WritableStream', getter(prototypeOf('WritableStream'), 'locked')],
  ['TransformStream', getter(prototypeOf('TransformStream'), 'readable')],
  ['OffscreenCanvas', getter(prototypeOf('OffscreenCanvas'), 'width')],
  ['VideoFrame', getter(prototypeOf('VideoFrame'), 'codedWidth')],
  ['AudioData', getter(prototypeOf('AudioData'), 'format')],
  ['RTCDataChannel', getter(prototypeOf('RTCDataChannel'), 'label')],
];
const isErrorNative = method(Error, 'isError');
const errorClasses = [
  ['TypeError', TypeError.prototype],
  ['RangeError', RangeError.prototype],
  ['SyntaxError', SyntaxError.prototype],
  ['ReferenceError', ReferenceError.prototype],
  ['URIError', URIError.prototype],
  ['EvalError', EvalError.prototype],
  ['Error', Error.prototype],
] as const;

/**
 * The class of this realm whose prototype an error has. No further along its prototypes: those of the page's
 * own may be Proxies.
 */
export function errorClass(value: object): string | undefined {
  const prototype = getPrototypeOf(value);
  for (let index = 0; index < errorClasses.length; index += 1) {
    const entry = errorClasses[index];
    if (entry && prototype === entry[1]) return entry[0];
  }
  return undefined;
}

/**
 * Not known where the engine has no Error.isError (Chromium before 134): nothing else tells an error from a
 * Proxy of one.
 */
export function isError(value: object): boolean {
  return isErrorNative !== undefined && apply(isErrorNative, realm, [value]) === true;
}

export const errorConstructor: object = Error;
/** Only V8 and lately others have it. */
export const captureStackTrace = method(errorConstructor, 'captureStackTrace');

export const errorMessage = getter(prototypeOf('ErrorEvent'), 'message');
export const rejectionReason = getter(prototypeOf('PromiseRejectionEvent'), 'reason');

/** `isTrusted` is an accessor on each event itself, which the page can not replace. */
export function isTrusted(event: Event): boolean {
  return event.isTrusted;
}

const uint8Array = Uint8Array;
/** A view of `length` bytes of a buffer; throws for a detached one. */
export function bytesOf(buffer: object, offset: number, length: number): Uint8Array {
  return new uint8Array(buffer as ArrayBuffer, offset, length);
}

const url = URL;
/** URL serialised as the constructor resolves it against the document; throws where it can not be parsed. */
export function resolve(text: string): unknown {
  return read(urlHref, new url(text, read(baseUri, page) as string));
}

const serviceWorkerGetter = getter(prototypeOf('Navigator'), 'serviceWorker');
const ownNavigator = navigator;
/** navigator.serviceWorker; undefined where the document may have none. */
export function serviceWorkers(): EventTarget | undefined {
  return read(serviceWorkerGetter, ownNavigator) as EventTarget | undefined;
}

const promisePrototype = Promise.prototype;
const promiseConstructor = Promise;
/** A promise of this realm whose `constructor` nobody has changed: awaiting it runs no code of the page. */
export function isPlainPromise(value: unknown): value is Promise<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    getPrototypeOf(value) === promisePrototype &&
    !hasOwn(value, 'constructor') &&
    dataProperty(promisePrototype, 'constructor') === promiseConstructor
  );
}

/**
 * Calls `then` when a plain promise is fulfilled or rejected. Its rejection is the business of whoever made
 * it: the caller hands it on.
 */
export async function settled(promise: Promise<unknown>, then: () => void): Promise<void> {
  try {
    await promise;
  } catch {
    // Handed on as it is by the caller.
  }
  try {
    then();
  } catch {
    // Of ours: as a rejection the page would hear of it.
  }
}

export const lockQuery = method(prototypeOf('LockManager'), 'query');

/** Calls `then` with what a promise of the browser's own making is fulfilled with. */
export async function answered(promise: Promise<unknown>, then: (value: unknown) => void): Promise<void> {
  if (!isPlainPromise(promise)) return;
  try {
    then(await promise);
  } catch {
    // The document may not ask; and what is ours is no rejection for the page to hear of.
  }
}

/** The window of a child frame, by its index in this window. */
export function frameAt(index: number): unknown {
  return (realm as unknown as readonly unknown[])[index];
}
