import { keepTitle, keepUrl } from '../src/text';

/**
 * What the browser says of this document. An `<img name="title">` of the page stands for `document.title` in every world (HTML, "named
 * properties" of Document), so members are called as Document.prototype has them, which in this world is ours alone.
 */
const titleOf = getter(Document.prototype, 'title');
const urlOf = getter(Document.prototype, 'URL');
const visibilityOf = getter(Document.prototype, 'visibilityState');
const prerenderingOf = getter(Document.prototype, 'prerendering');
const readyStateOf = getter(Document.prototype, 'readyState');
const { addEventListener, dispatchEvent } = EventTarget.prototype;

/** Cut: a page may give itself a title of any length, and a data: document has all of itself in its URL. */
export function documentTitle(): string {
  return String(titleOf?.call(document)).slice(0, keepTitle);
}

export function documentUrl(): string {
  return String(urlOf?.call(document)).slice(0, keepUrl);
}

export function isHidden(): boolean {
  return visibilityOf?.call(document) === 'hidden';
}

export function isPrerendering(): boolean {
  return prerenderingOf?.call(document) === true;
}

export function isLoading(): boolean {
  return readyStateOf?.call(document) === 'loading';
}

export function dispatchOnDocument(event: Event): void {
  dispatchEvent.call(document, event);
}

export function onDocument(
  type: string,
  listener: (event: Event) => void,
  options: AddEventListenerOptions,
): void {
  addEventListener.call(document, type, listener, options);
}

/** A global that only some browsers have: where it is missing, an `<a id="...">` of that name would stand for it. */
export function ownGlobal(name: string): unknown {
  return Object.hasOwn(globalThis, name) ? (globalThis as { [name: string]: unknown })[name] : undefined;
}

function getter(prototype: object, name: string): (() => unknown) | undefined {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get;
}
