import { cutAt, cutFrom } from './value-spans';

/** Two texts, each cut around the part in which they differ. */
export interface TextChange {
  readonly before: string;
  readonly after: string;
}

/** Texts of so many UTF-16 units are shown whole. */
const wholeUpTo = 32;
/** What is shown of what both share, before and behind the difference. */
const around = 4;
/** What is shown of the difference itself: its beginning and its end. */
const kept = { begin: 24, end: 12 };

/** What differs in two texts, with a little of what both share around it: never only what they share. */
export function textChange(before: string, after: string): TextChange {
  if (before.length <= wholeUpTo && after.length <= wholeUpTo) return { before, after };
  const shorter = Math.min(before.length, after.length);
  let begin = 0;
  while (begin < shorter && before.charCodeAt(begin) === after.charCodeAt(begin)) begin += 1;
  let end = 0;
  while (
    end < shorter - begin &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end += 1;
  return { before: cut(before, begin, end), after: cut(after, begin, end) };
}

/** `begin` and `end`: how many units both texts share there. */
function cut(text: string, begin: number, end: number): string {
  const from = begin <= around + 1 ? 0 : begin - around;
  const to = end <= around + 1 ? text.length : text.length - end + around;
  const part = cutAt(text, to);
  const shown = brief(cutFrom(part, from));
  return `${from > 0 ? '…' : ''}${shown}${to < text.length ? '…' : ''}`;
}

/** A text with its beginning and its end, where it is long. */
export function brief(text: string): string {
  const { begin, end } = kept;
  if (text.length <= begin + end + around) return text;
  return `${cutAt(text, begin)}…${cutFrom(text, text.length - end)}`;
}
