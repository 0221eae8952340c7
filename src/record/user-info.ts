/** Where the host of a URL ends, in a text that may hold more than a URL. */
const ends = '/?#\\ \n\t"\'()<>';

/**
 * A text without the user names and passwords of the URLs in it (page/user-info.ts does the same among page
 * code).
 */
export function withoutUserInfo(text: string): string {
  if (!text.includes('@')) return text;
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    let host = at + 3;
    for (let index = host; index < text.length && !ends.includes(text.charAt(index)); index += 1)
      if (text.charAt(index) === '@') host = index + 1;
    kept += text.slice(from, at + 3);
    from = host;
  }
  return kept + text.slice(from);
}
