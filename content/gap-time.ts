import { fields, finite } from '../src/parse';

/**
 * When the last of a JSON array of observations happened; undefined if it does not say. A gap that takes their place has this time, not that of its making: in
 * the order of times it stands where they were.
 */
export function timeOfLast(text: string): number | undefined {
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) ? finite(fields(values.at(-1))?.time) : undefined;
  } catch {
    return undefined;
  }
}
