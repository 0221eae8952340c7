/** Names that somebody may have meant to be one: they differ in case, in a version or separators, or by a slip of the keyboard. */
export function areSimilar(a: string, b: string): boolean {
  if (a === b || areNumbered(a, b)) return false;
  if (plain(a) === plain(b) && plain(a) !== '') return true;
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  const longer = Math.max(one.length, other.length);
  if (isPart(one, other) || isPart(other, one)) return true;
  return longer >= 4 && isNear(one, other, longer < 8 ? 1 : 2);
}

/** `room 1` and `room 2`: what differs in numbers is meant to differ, except for versions. */
function areNumbered(a: string, b: string): boolean {
  const [one, other] = [withoutVersion(a), withoutVersion(b)];
  return one !== other && hasNumber(one) && hasNumber(other) && withoutNumbers(one) === withoutNumbers(other);
}

function hasNumber(name: string): boolean {
  return /\d/.test(name);
}

function withoutNumbers(name: string): string {
  return name.replace(/\d+/g, '');
}

/** Without case, separators and version. */
function plain(name: string): string {
  return withoutVersion(name.toLowerCase()).replace(/[\s\-_:./@]+/g, '');
}

function withoutVersion(name: string): string {
  return name.replace(/(?<![a-z])v\d+(\.\d+)*/gi, '');
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

/** Whether so many insertions, deletions and replacements at most make one of the other. */
function isNear(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    }
    if (Math.min(...row) > most) return false;
    previous = row;
  }
  return (previous[b.length] ?? Infinity) <= most;
}
