import { fieldNamed } from './fields/all';
import { times } from './fields/time';
import { treeOf } from './filter';
import { isMistake } from './parse';
import type { FilterNode, Term, Value } from './syntax';

/**
 * Whether what passes `next` surely passes `wide` too, as while somebody types on: each part of the one is in
 * the other, or a shorter text of it. Not where the answer changes with time, or with what is found out
 * later.
 */
export function narrows(next: string, wide: string): boolean {
  const [parts, wideParts] = [partsOf(next), partsOf(wide)];
  return (
    parts !== null && wideParts !== null && wideParts.every((one) => parts.some((part) => implies(part, one)))
  );
}

/** All of which hold; null: it asks nothing, or cannot be read. */
function partsOf(text: string): readonly FilterNode[] | null {
  const node = treeOf(text);
  if (node === null || isMistake(node)) return null;
  return node.kind === 'and' ? node.parts : [node];
}

function implies(part: FilterNode, wide: FilterNode): boolean {
  if (part.kind !== 'term' || wide.kind !== 'term') return false;
  const [text, wideText] = [textOf(part), textOf(wide)];
  if (text !== null && wideText !== null) return text.includes(wideText);
  return isOfRecord(wide) && part.name === wide.name && sameValues(part.values, wide.values);
}

/** What is looked for anywhere, in small letters; null for a term of another kind. */
function textOf({ name, values: [value, ...more] }: Term): string | null {
  if (name !== null || !value || more.length > 0 || value.kind === 'pattern') return null;
  // `a*b` would be read as a word, and `name:` as a field without a value.
  return /[*:]/.test(value.text) ? null : value.text.toLowerCase();
}

/** Asks of the record alone, and the same at any time. */
function isOfRecord({ name }: Term): boolean {
  const field = name === null ? undefined : fieldNamed(name);
  return field !== undefined && field.asks === 'record' && !times.includes(field);
}

function sameValues(values: readonly Value[], others: readonly Value[]): boolean {
  return (
    values.length === others.length &&
    values.every(({ kind, text }, at) => kind === others[at]?.kind && text === others[at].text)
  );
}
