import { content } from './content';
import type { Field } from './field';
import { outcome } from './outcome';
import { path } from './path';
import { places } from './places';
import { times } from './time';

/** In the order in which they are offered. */
export const fields: readonly Field[] = [...content, path, ...places, ...outcome, ...times];

const byName = new Map(
  fields.flatMap((field) => [field.name, ...(field.also ?? [])].map((name) => [name, field] as const)),
);

export function fieldNamed(name: string): Field | undefined {
  return byName.get(name);
}

/** A field whose name is one letter away: a slip. Short names are one letter from many words. */
export function fieldLike(name: string): string | undefined {
  return [...byName.keys()].find((known) => known.length > 3 && isSlip(name, known));
}

function isSlip(typed: string, name: string): boolean {
  if (Math.abs(typed.length - name.length) > 1) return false;
  let same = 0;
  while (same < name.length && typed[same] === name[same]) same += 1;
  const [a, b] = [typed.slice(same), name.slice(same)];
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}
