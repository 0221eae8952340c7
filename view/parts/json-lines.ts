import { wholeText } from '../../src/shown/columns';
import type { Text } from '../../src/record/record';

/** One line of two JSON values laid over each other. */
export interface JsonLine {
  readonly depth: number;
  /** What became of it: `~` something in it changed. */
  readonly mark: '+' | '-' | '~' | ' ';
  readonly key: string | null;
  /** As JSON; null where there was or is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** Names of what did not change, in one line: `more` says how many are not named. */
  readonly unchanged: readonly string[];
}

export interface JsonDiff {
  readonly lines: readonly JsonLine[];
  /** Values without parts of their own: how many changed, and how many there are. */
  readonly changed: number;
  readonly total: number;
}

/** Longer texts are not taken apart: that would hold the view up. */
const longest = 200_000;
const mostLines = 500;
const deepest = 40;

/** Two texts of JSON laid over each other, only what changed opened; null where one is none. */
export function jsonDiff(oldText: Text | null, newText: Text | null): JsonDiff | null {
  const before = parsed(oldText);
  const after = parsed(newText);
  if (before === undefined || after === undefined) return null;
  const lines: JsonLine[] = [];
  const changed = walk(lines, null, before, after, 0);
  return { lines, changed, total: Math.max(leaves(before), leaves(after)) };
}

function parsed(text: Text | null): object | undefined {
  if (text === null || typeof text !== 'string' || text.length > longest) return undefined;
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(wholeText(text)) as object;
  } catch {
    return undefined;
  }
}

/** How many values in it changed. */
function walk(lines: JsonLine[], key: string | null, before: unknown, after: unknown, depth: number): number {
  if (
    !isBranch(before) ||
    !isBranch(after) ||
    Array.isArray(before) !== Array.isArray(after) ||
    depth > deepest
  )
    return leaf(lines, key, before, after, depth);
  const line = lines.length;
  put(lines, { depth, mark: '~', key, before: null, after: Array.isArray(after) ? '[' : '{', unchanged: [] });
  const old = new Map<string, unknown>(Object.entries(before));
  const now = new Map<string, unknown>(Object.entries(after));
  const unchanged: string[] = [];
  let changed = 0;
  for (const name of new Set([...now.keys(), ...old.keys()])) {
    const a: unknown = old.get(name);
    const b: unknown = now.get(name);
    if (old.has(name) && now.has(name) && JSON.stringify(a) === JSON.stringify(b)) unchanged.push(name);
    else changed += walk(lines, name, a, b, depth + 1);
  }
  if (unchanged.length > 0)
    put(lines, { depth: depth + 1, mark: ' ', key: null, before: null, after: null, unchanged });
  put(lines, {
    depth,
    mark: ' ',
    key: null,
    before: null,
    after: Array.isArray(after) ? ']' : '}',
    unchanged: [],
  });
  if (changed === 0 && lines[line]) lines[line] = { ...lines[line], mark: ' ' };
  return changed;
}

function leaf(lines: JsonLine[], key: string | null, before: unknown, after: unknown, depth: number): number {
  const isNew = before === undefined;
  const isGone = after === undefined;
  put(lines, {
    depth,
    mark: isNew ? '+' : isGone ? '-' : '~',
    key,
    before: isNew ? null : JSON.stringify(before),
    after: isGone ? null : JSON.stringify(after),
    unchanged: [],
  });
  return Math.max(leaves(before), leaves(after));
}

function put(lines: JsonLine[], line: JsonLine): void {
  if (lines.length < mostLines) lines.push(line);
}

function leaves(value: unknown): number {
  if (value === undefined) return 0;
  if (!isBranch(value)) return 1;
  return Object.values(value).reduce<number>((sum, part) => sum + leaves(part), 0);
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
