/** Nobody types a longer name, and comparing two of them takes time. */
const longest = 100;

/**
 * Names that somebody may have meant to be one: they differ in case, in a version or separators, or by a slip
 * of the keyboard.
 */
export function areSimilar(a: string, b: string): boolean {
  if (a === b || a.length > longest || b.length > longest) return false;
  const [one, other] = [shapeOf(a), shapeOf(b)];
  if (areNumbered(one, other)) return false;
  if (one.plain === other.plain && one.plain !== '') return true;
  if (isPart(one.lower, other.lower) || isPart(other.lower, one.lower)) return true;
  if (areUnfilled(a, b)) return true;
  const longer = Math.max(a.length, b.length);
  return longer >= 4 && isNear(one.lower, other.lower, longer < 8 ? 1 : 2);
}

/** A name as it is compared. */
interface Shape {
  readonly lower: string;
  /** Without case, separators and version. */
  readonly plain: string;
  readonly withoutVersion: string;
  /** Without numbers too; null where it has none. */
  readonly withoutNumbers: string | null;
}

/** Each name is compared with many others. */
const shapes = new Map<string, Shape>();
const maxShapes = 1_000;

function shapeOf(name: string): Shape {
  const known = shapes.get(name);
  if (known) return known;
  const lower = name.toLowerCase();
  const bare = withoutVersion(name);
  const made = {
    lower,
    plain: withoutVersion(lower).replace(/[\s\-_:./@]+/g, ''),
    withoutVersion: bare,
    withoutNumbers: /\d/.test(bare) ? bare.replace(/\d+/g, '') : null,
  };
  if (shapes.size === maxShapes) shapes.clear();
  shapes.set(name, made);
  return made;
}

function withoutVersion(name: string): string {
  return name.replace(/(?<![a-z])v\d+(\.\d+)*/gi, '');
}

/** What a text becomes of a value that is not there yet: `board-undefined` and `board-42`. */
const unfilled = /undefined|null|NaN|\[object \w+\]/;

/** The one is the other with no value in the place of one. */
export function areUnfilled(a: string, b: string): boolean {
  return isUnfilled(a, b) || isUnfilled(b, a);
}

function isUnfilled(a: string, b: string): boolean {
  const at = unfilled.exec(a);
  if (!at) return false;
  const [before, after] = [a.slice(0, at.index), a.slice(at.index + at[0].length)];
  return (
    before.length + after.length >= 3 &&
    b.length > before.length + after.length &&
    b.startsWith(before) &&
    b.endsWith(after)
  );
}

/** `room 1` and `room 2`: what differs in numbers is meant to differ, except for versions. */
function areNumbered(a: Shape, b: Shape): boolean {
  return (
    a.withoutVersion !== b.withoutVersion &&
    a.withoutNumbers !== null &&
    a.withoutNumbers === b.withoutNumbers
  );
}

/** One is the other with a prefix or a suffix that a separator sets off: `app:news` and `news`. */
function isPart(short: string, long: string): boolean {
  if (short.length < 3 || short.length >= long.length) return false;
  const separators = '-_:./@ ';
  return (
    (long.endsWith(short) && separators.includes(long.charAt(long.length - short.length - 1))) ||
    (long.startsWith(short) && separators.includes(long.charAt(short.length)))
  );
}

/**
 * Whether so many insertions, deletions and replacements at most make one of the other: behind each there are
 * three ways to go on.
 */
function isNear(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === a.length && at === b.length) return true;
  if (most === 0) return false;
  const [here, there] = [a.slice(at), b.slice(at)];
  const [afterHere, afterThere] = [here.slice(1), there.slice(1)];
  return (
    isNear(afterHere, afterThere, most - 1) ||
    isNear(afterHere, there, most - 1) ||
    isNear(here, afterThere, most - 1)
  );
}
