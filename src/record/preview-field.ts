import type { Preview } from './preview';

/** A field of what a page, or the browser, told as an object; undefined where it is no text. */
export function textField(preview: Preview | undefined, name: string): string | undefined {
  if (typeof preview !== 'object' || preview === null || preview.t !== 'object') return undefined;
  const value = preview.v[preview.k.indexOf(name)];
  return typeof value === 'string' ? value : undefined;
}
