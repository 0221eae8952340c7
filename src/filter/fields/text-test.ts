import { isMistake, parsePattern } from '../parse';
import { matcherOf } from '../regexp';
import { mistakeAt, type Mistake, type Value } from '../syntax';

export type TextTest = (text: string) => boolean;

/**
 * A word, `*` in it for anything (then it is the whole text), a quoted text or a regular expression. Upper
 * and lower case are one. `whole`: a word is the whole text, not a part of it.
 */
export function textTest(value: Value, whole = false): TextTest | Mistake {
  const wanted = value.text.toLowerCase();
  if (value.kind === 'pattern') {
    const pattern = parsePattern(value);
    if (isMistake(pattern)) return pattern;
    return matcherOf(pattern) ?? mistakeAt(value.place, 'filter_error_large');
  }
  if (value.kind === 'word' && wanted.includes('*')) return globTest(wanted.split('*'));
  return whole ? (text) => text.toLowerCase() === wanted : (text) => text.toLowerCase().includes(wanted);
}

/** Parts in this order, the first at the beginning, the last at the end. */
function globTest(parts: readonly string[]): TextTest {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  const between = parts.slice(1, -1);
  return (text) => {
    const lower = text.toLowerCase();
    if (!lower.startsWith(first) || !lower.endsWith(last)) return false;
    let at = first.length;
    for (const part of between) {
      const found = lower.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= lower.length - last.length;
  };
}
