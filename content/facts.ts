import { keepTitle, keepUrl } from '../src/record/text';
import { withoutUserInfo } from '../src/record/user-info';

/** Cut: a page may give itself a title of any length, and a data: document has all of itself in its URL. */
export function documentTitle(): string {
  return document.title.slice(0, keepTitle);
}

export function documentUrl(): string {
  return withoutUserInfo(document.URL.slice(0, keepUrl));
}

/**
 * A global that only some browsers or pages have. Where it is missing, an element of the page with that id
 * stands for it in Chromium (HTML, "named access on the Window object"); members of `document` are covered by
 * elements in no content script (measured in Chromium 156 and Firefox 153). `owner`: in Firefox the global
 * object of this world, which has the extension's API, is not the window, which has the rest.
 */
export function ownGlobal(owner: typeof globalThis, name: string): unknown {
  return Object.hasOwn(owner, name) ? (owner as { readonly [name: string]: unknown })[name] : undefined;
}
