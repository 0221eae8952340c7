import type { Record } from '../../record/record';

/** Longer ones are not compared. */
const longest = 4_096;

/** What a value says apart from its numbers, and the numbers in it. */
interface Told {
  readonly words: string;
  readonly numbers: readonly string[];
}

/**
 * A page says again what it heard: the same, but for numbers that differ from what it said itself last, as
 * times and counts do. A number that stays the same in all that it says is its own id: then it says something
 * of its own.
 */
export function isEcho(said: Record, heard: Record, saidBefore: Record | null): boolean {
  const [mine, theirs] = [told(said), told(heard)];
  if (!mine || !theirs || mine.words !== theirs.words) return false;
  const before = saidBefore && told(saidBefore);
  const isOwn = before?.words === mine.words ? before.numbers : null;
  return mine.numbers.every((number, at) => number === theirs.numbers[at] || number !== isOwn?.[at]);
}

/**
 * It says again a part of what it heard that was not in what it heard before, as who answers names the number
 * of the question; whoever passes something on says all of it.
 */
export function answersPart(said: Record, heard: Record, heardBefore: Record): boolean {
  const [mine, theirs, before] = [said, heard, heardBefore].map(spokenText);
  if (typeof mine !== 'string' || typeof theirs !== 'string' || mine.includes(theirs)) return false;
  const [words, known] = [new Set(wordsOf(mine)), new Set(wordsOf(before ?? ''))];
  return wordsOf(theirs).some((word) => words.has(word) && !known.has(word));
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function told(record: Record): Told | null {
  const text = spokenText(record);
  if (text === null) return null;
  const numbers: string[] = [];
  const words = text.replace(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, (number) => {
    numbers.push(number);
    return '#';
  });
  return { words, numbers };
}

/** What a record says, to be compared with others; null where it is too long for that, or not whole. */
export function spokenText(record: Record): string | null {
  const text = textOf(record);
  return text !== null && text.length <= longest ? text : null;
}

function textOf(record: Record): string | null {
  if (record.type === 'storage-write' || record.type === 'storage-event')
    return typeof record.newValue === 'string' ? record.newValue : null;
  if (record.type !== 'send' && record.type !== 'receive') return null;
  // Of what was cut for speed nobody can say.
  return record.brief ? null : JSON.stringify(record.data);
}
