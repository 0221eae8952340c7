import { cut, find } from './natives';

const ends = '/?#\\ \n\t"\'()<>';

/** A text without the user names and passwords of the URLs in it, as src/record/user-info.ts. */
export function withoutUserInfo(text: string): string {
  if (find(text, '@') < 0) return text;
  let kept = '';
  let from = 0;
  for (let at = find(text, '://'); at >= 0; at = find(text, '://', at + 3)) {
    let host = at + 3;
    for (let index = host; index < text.length && find(ends, text[index] ?? '') < 0; index += 1)
      if (text[index] === '@') host = index + 1;
    kept += cut(text, from, at + 3);
    from = host;
  }
  return kept + cut(text, from);
}
