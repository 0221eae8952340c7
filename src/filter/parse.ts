import { parse, SyntaxError } from './made-parser';
import { mistakeAt, type FilterNode, type Mistake, type Pattern, type Value } from './syntax';

/** Longer filters are refused: an address can hold any. */
const longest = 2_000;

export function parseText(text: string, isField: (name: string) => boolean): FilterNode | Mistake | null {
  if (text.length > longest)
    return mistakeAt({ from: longest, to: text.length }, 'filter_error_long', String(longest));
  return tried(text, 0, () => parse(text, { startRule: 'Filter', isField }));
}

export function parsePattern({ text, place }: Value): Pattern | Mistake {
  return tried(text, place.from + 1, () => parse(text, { startRule: 'Expression' }));
}

export function isMistake(value: object | null): value is Mistake {
  return value !== null && 'message' in value;
}

function tried<T>(text: string, offset: number, read: () => T): T | Mistake {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError)
      return mistakeAt({ from: offset, to: offset + text.length }, 'filter_error_deep');
    if (!(error instanceof SyntaxError)) throw error;
    const { start, end } = error.location;
    const from = Math.min(start.offset, Math.max(0, text.length - 1));
    const to = Math.max(from + 1, Math.min(end.offset, text.length));
    const message = error.message.startsWith('filter_error_') ? error.message : 'filter_error_here';
    return mistakeAt({ from: offset + from, to: offset + to }, message, text.slice(from, to));
  }
}
