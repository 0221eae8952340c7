import { fieldNamed, fields } from './fields/all';
import type { Field } from './fields/field';
import { quoted } from './print';

/** What can be completed where somebody types. `from` and `to`: what the completion replaces. */
export interface Completing {
  readonly from: number;
  readonly to: number;
  /** What is typed of it. */
  readonly like: string;
  /** The field whose value it is; null: the name of a field. */
  readonly field: Field | null;
}

const valueAt = /(?:^|[\s(-])([a-z]+):(?:(?:"[^"]*"|[^\s"(),]*),)*("[^"]*|[^\s"(),]*)$/i;
const nameAt = /(?:^|[\s(]|[\s(]-|^-)([a-z]*)$/i;

export function completingAt(text: string, caret: number): Completing | null {
  const before = text.slice(0, caret);
  const rest = /^[^\s"(),:]*/.exec(text.slice(caret))?.[0].length ?? 0;
  const [, name, value = ''] = valueAt.exec(before) ?? [];
  const field = name === undefined ? undefined : fieldNamed(name.toLowerCase());
  if (field) return { from: caret - value.length, to: caret + rest, like: value.replace(/^"/, ''), field };
  const [, like] = nameAt.exec(before) ?? [];
  if (like === undefined || text[caret + rest] === ':') return null;
  return { from: caret - like.length, to: caret + rest, like, field: null };
}

/** Names that go on as they begin. */
export function fieldsLike(like: string): readonly Field[] {
  const wanted = like.toLowerCase();
  return fields.filter(({ name, also = [] }) => [name, ...also].some((one) => one.startsWith(wanted)));
}

/** The text, and where one goes on to type. */
export function completed(
  text: string,
  { from, to, field }: Completing,
  chosen: string,
): { readonly text: string; readonly caret: number } {
  const closed = text[to] === '"' && text[from] === '"' ? to + 1 : to;
  const put = field ? `${valueText(chosen)} ` : `${chosen}:`;
  const after = text.slice(closed);
  return {
    text: text.slice(0, from) + put + (put.endsWith(' ') ? after.replace(/^ /, '') : after),
    caret: from + put.length,
  };
}

/** A value that the grammar would not read as one plain word goes in quotes. */
function valueText(value: string): string {
  return /^[\w.:/@-][^\s"(),*\\]*$/.test(value) && !/^\/.*\/$/.test(value) ? value : quoted(value);
}
