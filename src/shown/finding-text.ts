import type { Finding, FindingCode, FindingValue, FindingVariant } from '../findings/types';
import type { Speak } from './messages';

/** What a finding says, what it means, and how to fix it. */
export type FindingPart = 'title' | 'why' | 'mend';

/** The message in _locales. */
export type FindingMessage = `finding_${FindingCode | FindingVariant}_${FindingPart}`;

/** Names in _locales that a finding's values may be. */
export type FindingSpeak = Speak<FindingMessage | Extract<FindingValue, { readonly word: string }>['word']>;

/** A piece of a finding's text: words of ours, where some are code, or a value that the text names. */
export type FindingPiece =
  | { readonly text: string; readonly isCode: boolean }
  | { readonly value: string | number | { readonly context: string } };

/** Around the number of a value, where the text is to have it: no text of ours holds these. */
const begin = '\uE000';
const end = '\uE001';

/** A finding's text in the reader's language, in pieces; `speak` fills in a message of _locales. */
export function findingPieces(finding: Finding, part: FindingPart, speak: FindingSpeak): FindingPiece[] {
  const { code, variant, values } = finding;
  const numbers = values.map((_, index) => `${begin}${index}${end}`);
  const text = speak(findingMessage(code, variant, part), ...numbers);
  return text.split(begin).flatMap((piece, index) => {
    if (index === 0) return wordsOf(piece);
    const [number, rest = ''] = piece.split(end);
    const value = values[Number(number)];
    return value === undefined ? wordsOf(rest) : [pieceOf(value, speak), ...wordsOf(rest)];
  });
}

/**
 * The same as plain text, for the filter, the clipboard, tooltips and terminals. Code keeps its backticks.
 */
export function findingText(
  finding: Finding,
  part: FindingPart,
  speak: FindingSpeak,
  nameOf: (context: string) => string,
  numberText: (value: number) => string = String,
): string {
  return findingPieces(finding, part, speak)
    .map((piece) => {
      if ('text' in piece) return piece.isCode ? `\`${piece.text}\`` : piece.text;
      const { value } = piece;
      if (typeof value === 'number') return numberText(value);
      return typeof value === 'string' ? value : nameOf(value.context);
    })
    .join('');
}

export function findingMessage(
  code: FindingCode,
  variant: FindingVariant | undefined,
  part: FindingPart,
): FindingMessage {
  return `finding_${variant ?? code}_${part}`;
}

/** A text of ours; words between backticks are code. */
function wordsOf(text: string): FindingPiece[] {
  return text
    .split('`')
    .map((piece, index) => ({ text: piece, isCode: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

function pieceOf(value: FindingValue, speak: FindingSpeak): FindingPiece {
  if (typeof value === 'object' && 'word' in value) return { text: speak(value.word), isCode: false };
  return { value };
}
