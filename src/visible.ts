/** A run of a page's text: as it is, or as an escape because nobody could see it, or it could turn what follows around. */
export interface Run {
  readonly text: string;
  readonly escaped: boolean;
}

// Controls, format characters (zero width, bidirectional), separators of lines, and halves of surrogate pairs.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufeff]+/gu;

/** Splits text into what can be shown and escapes; `lines` keeps line breaks and tabs as they are. */
export function visibleRuns(text: string, lines = false): Run[] {
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
