/** Small readers for what comes from outside as `unknown`: each gives a value of its type, or undefined. */

export type Fields = { readonly [name: string]: unknown };

/** The value of a text; undefined where it is no JSON. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

export function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The last millisecond that a Date can hold (ECMAScript, "Time Values and Time Range"). */
const lastMoment = 8.64e15;

/** Milliseconds since the epoch; what no Date can hold would make those that show it throw. */
export function moment(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= lastMoment ? value : undefined;
}

/** A string of at most so many UTF-16 units. */
export function textUpTo(most: number): (value: unknown) => string | undefined {
  return (value) => (typeof value === 'string' && value.length <= most ? value : undefined);
}

/** A whole number from 0 on. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

export function oneOf<T extends string>(words: readonly T[], value: unknown): T | undefined {
  return words.find((word) => word === value);
}

/** Every element parsed; undefined if the value is no array or one element is not accepted. */
export function list<T>(value: unknown, parse: (element: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const result: T[] = [];
  for (const element of value as unknown[]) {
    const parsed = parse(element);
    if (parsed === undefined) return undefined;
    result.push(parsed);
  }
  return result;
}

/** The same, of at most so many elements. */
export function listUpTo<T>(
  most: number,
  value: unknown,
  parse: (element: unknown) => T | undefined,
): T[] | undefined {
  return Array.isArray(value) && value.length <= most ? list(value, parse) : undefined;
}
