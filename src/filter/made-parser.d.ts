import type { FilterNode, Pattern } from './syntax';

interface Offset {
  readonly offset: number;
}

/** What `parse` throws. */
export class SyntaxError extends Error {
  readonly location: { readonly start: Offset; readonly end: Offset };
}

export function parse(
  text: string,
  options: { readonly startRule: 'Filter'; readonly isField: (name: string) => boolean },
): FilterNode | null;
export function parse(text: string, options: { readonly startRule: 'Expression' }): Pattern;
