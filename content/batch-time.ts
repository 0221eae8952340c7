import { fields, finite } from '../src/record/parse';

/** When the first of a JSON array of observations happened; undefined if it does not say. */
export function timeOfFirst(text: string): number | undefined {
  return timeAt(text, 0);
}

/**
 * When the last did. A gap that takes their place has this time, not that of its making: in the order of
 * times it stands where they were.
 */
export function timeOfLast(text: string): number | undefined {
  return timeAt(text, -1);
}

function timeAt(text: string, index: number): number | undefined {
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) ? finite(fields(values.at(index))?.time) : undefined;
  } catch {
    return undefined;
  }
}
