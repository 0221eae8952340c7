/**
 * A run of a page's text: as it is, or as an escape because nobody could see it, or it could turn what
 * follows around.
 */
export interface Run {
  readonly text: string;
  readonly escaped: boolean;
}

// Controls, format characters (zero width, bidirectional), separators of lines, halves of surrogate pairs,
// what fonts show as nothing (fillers, variation selectors, the empty Braille pattern), and every space but
// the usual one.
const unseen = /(?:[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs})+/gu;

/** Printable ASCII, as most text is: all of it can be seen, and turns nothing around. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}
const plain = /^[ -~]+$/;

/** Splits text into what can be shown and escapes; `lines` keeps line breaks and tabs as they are. */
export function visibleRuns(text: string, lines = false): Run[] {
  if (isPlain(text)) return [{ text, escaped: false }];
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(unseen)) {
    if (lines && /^[\n\t]+$/.test(match[0])) continue;
    if (match.index > from) runs.push({ text: text.slice(from, match.index), escaped: false });
    runs.push({ text: Array.from(match[0], escape).join(''), escaped: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) runs.push({ text: text.slice(from), escaped: false });
  return runs;
}

/**
 * The same as plain text, for tooltips and the clipboard; text of another direction does not reach beyond its
 * end.
 */
export function visibleText(text: string, lines = false): string {
  const shown = visibleRuns(text, lines)
    .map((run) => run.text)
    .join('');
  return turning.test(shown) ? `\u2068${shown}\u2069` : shown;
}

// Scripts that are written from right to left.
const turning = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** JSON of the same meaning in which nothing is unseen. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(unseen, (run) =>
    run.replace(/[^\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

const named = new Map([
  ['\0', '\\0'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escape(character: string): string {
  const known = named.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
