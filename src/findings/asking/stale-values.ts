import { same, wholeText } from '../../shown/columns';
import type { StorageWrite, Text } from '../../record/record';
import { parseJson } from '../../record/parse';
import { isFlag } from './flags';
import { differing, leavesOf, sharedLeaves, tellingLeaves, type Leaves } from './json-leaves';

/** A time so many milliseconds from the write is that of the write. */
const aboutNow = 60_000;
/** Numbers that go up by the same are a count where there are so many. */
const fewestSteps = 3;
/** Characters of a value in which nothing is set. */
const longestEmpty = 1_000;

/**
 * What a value says of what its writer knew (R5 to R7). Reads leave no record: only the text itself can show
 * that it is old.
 */

export type Write = StorageWrite & { readonly context: string; readonly seq: number };

export function without(all: Leaves, others: Leaves): string[] {
  return [...all.keys()].filter((path) => !others.has(path));
}

/** The object or list that holds a leaf; `[]` for a list that is the value itself. */
export function parentOf(path: string): string {
  const at = path.indexOf('[');
  if (at >= 0) return `${path.slice(0, at)}[]`;
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/**
 * It is the removed value, or what a page makes of that when it changes a field. After the page has heard of
 * the removal, only a long one tells.
 */
export function isLike(value: Text | null, removed: Text, wasHeard: boolean): boolean {
  const [mine, theirs] = [leavesOf(value), leavesOf(removed)];
  if (!mine || !theirs)
    return (
      same(value, removed) && !isFlag(wholeText(removed)) && (!wasHeard || wholeText(removed).length >= 16)
    );
  const [shared, telling] = [sharedLeaves(mine, theirs), tellingLeaves(theirs)];
  return wasHeard ? shared >= 2 && shared >= 0.75 * telling : shared >= 1 && shared >= 0.5 * telling;
}

/** What a page makes of nothing: no entries, or a state in which nothing is set. */
export function isEmpty(value: Text | null): boolean {
  if (typeof value !== 'string' || value.length > longestEmpty) return false;
  if (['', 'undefined'].includes(value.trim())) return true;
  const parsed = parseJson(value);
  return parsed !== false && parsed !== 0 && holdsNothing(parsed);
}

function holdsNothing(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return value === null || value === '' || value === 0 || value === false;
  return Object.values(value).every(holdsNothing);
}

/**
 * A value that only this document writes, and no other, says who wrote: a tab's id in the key of the active
 * tab.
 */
export function isOwn({ context, newValue }: Write, before: readonly Write[]): boolean {
  if (newValue === null || isFlag(wholeText(newValue))) return true;
  if ((leavesOf(newValue)?.size ?? 0) >= 2) return false;
  const alike = before.filter((one) => same(one.newValue, newValue));
  return alike.length > 0 && alike.every((one) => one.context === context);
}

/**
 * Not the same thing with a change in it, as a state that is saved again and again and removed at the end.
 */
export function isReplaced(before: Text, after: Text | null): boolean {
  const [one, other] = [leavesOf(before), leavesOf(after)];
  return !one || !other || sharedLeaves(one, other) < tellingLeaves(other) / 2;
}

/** The same, to a later time. */
export function isProlonged(before: Text, after: Text | null): boolean {
  const [one, other] = [leavesOf(before), leavesOf(after)];
  if (!one || !other || one.size !== other.size) return false;
  const changed = differing(one, other);
  return changed.length > 0 && changed.every((path) => isLaterTime(one.get(path), other.get(path)));
}

function isLaterTime(before = '', after = ''): boolean {
  return /^\d{10,13}$/.test(before) && /^\d{10,13}$/.test(after) && Number(after) > Number(before);
}

/**
 * The time at which it was written, and nothing else: of two such values the later is the right one, whoever
 * wrote it.
 */
export function saysWhen({ newValue, time }: Pick<Write, 'newValue' | 'time'>): boolean {
  if (typeof newValue !== 'string' || newValue.length > 40) return false;
  const text = newValue.replace(/^"(.*)"$/, '$1');
  const at = /^\d{10}(\.\d+)?$/.test(text)
    ? Number(text) * 1_000
    : /^\d{13}(\.\d+)?$/.test(text)
      ? Number(text)
      : /^\d{4}-\d\d-\d\dT/.test(text)
        ? Date.parse(text)
        : NaN;
  return Math.abs(at - time) < aboutNow;
}

/** No id: those have digits, or are short. */
export function isWord(value: Text): boolean {
  return typeof value === 'string' && /^\p{L}{3,}$/u.test(value);
}

/**
 * A number between what was known and what there was: one more than the old one, while others had counted on.
 */
export function isStaleCount({ newValue }: Write, base: Text, before: readonly Write[]): boolean {
  const [mine, known] = [numberOf(newValue), numberOf(base)];
  const others = before.slice(-1).map((one) => [numberOf(one.oldValue), numberOf(one.newValue)] as const);
  const [from, to] = others[0] ?? [null, null];
  if (mine === null || known === null || from === null || to === null) return false;
  const step = to - from;
  return step !== 0 && mine === known + step && Math.sign(to - mine) === Math.sign(step);
}

/**
 * The first step of a count that others have begun with that step, and have counted on: there was no number
 * when it last knew.
 */
export function isCountFromNothing({ newValue }: Write, before: readonly Write[]): boolean {
  const begin = before.findLastIndex(({ oldValue }) => oldValue === null);
  const numbers = before.slice(begin).map((one) => numberOf(one.newValue));
  const step = numbers[0];
  if (begin < 0 || numbers.length < fewestSteps || !step || numberOf(newValue) !== step) return false;
  return numbers.every((number, at) => number === step * (at + 1));
}

function numberOf(text: Text | null): number | null {
  return typeof text === 'string' && /^-?\d{1,12}$/.test(text) ? Number(text) : null;
}

/**
 * The one lost field says who holds the key, beside a number that goes up with each write: two tabs that lead
 * in turn, not a lost change.
 */
export function isClaim(lost: readonly string[], base: Leaves, theirs: Leaves, mine: Leaves): boolean {
  const [path, ...more] = lost;
  if (path === undefined || more.length > 0 || !base.has(path) || !/\d|.{10}/.test(base.get(path) ?? ''))
    return false;
  return [...theirs.keys()].some((name) => {
    const [a, b, c] = [base, theirs, mine].map((of) => Number(of.get(name)));
    return a !== undefined && b !== undefined && c !== undefined && a < b && b < c;
  });
}
