import { parseJson } from '../../record/parse';
import type { Text } from '../../record/record';

/**
 * What a JSON value holds: the text of each leaf by its path. Items of a list are leaves of their own,
 * whatever their place.
 */
export type Leaves = ReadonlyMap<string, string>;

/**
 * Longer values, deeper ones and ones with more leaves are not compared: each write of a shared key would
 * cost as much.
 */
const longest = 8_192;
const deepest = 4;
const mostLeaves = 200;

/** null for what is no object or list in JSON, or too large. */
export function leavesOf(text: Text | null): Leaves | null {
  if (typeof text !== 'string' || text.length > longest || !/^\s*[[{]/.test(text)) return null;
  const value = parseJson(text);
  if (value === undefined) return null;
  const leaves = new Map<string, string>();
  return gather(value, '', 0, leaves) ? leaves : null;
}

function gather(value: unknown, path: string, depth: number, into: Map<string, string>): boolean {
  if (into.size > mostLeaves) return false;
  if (typeof value !== 'object' || value === null || depth === deepest) {
    into.set(path, JSON.stringify(value));
    return true;
  }
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      const text = JSON.stringify(item);
      into.set(`${path}[${text}]`, text);
      if (into.size > mostLeaves) return false;
    }
    return true;
  }
  return Object.entries(value).every(([name, part]) =>
    gather(part, path === '' ? name : `${path}.${name}`, depth + 1, into),
  );
}

/** Paths at which two values differ. */
export function differing(a: Leaves, b: Leaves): string[] {
  const paths = new Set([...a.keys(), ...b.keys()]);
  return [...paths].filter((path) => a.get(path) !== b.get(path));
}

/** Leaves that are in both and say something: no flags, no empty ones. */
export function sharedLeaves(a: Leaves, b: Leaves): number {
  let shared = 0;
  for (const [path, text] of a) if (b.get(path) === text && isTelling(text)) shared += 1;
  return shared;
}

export function tellingLeaves(of: Leaves): number {
  return [...of.values()].filter(isTelling).length;
}

export function isTelling(text: string): boolean {
  return !/^(true|false|null|""|0|1)$/.test(text);
}
