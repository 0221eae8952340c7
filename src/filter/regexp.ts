import type { Pattern } from './syntax';

/**
 * Runs regular expressions in steps that grow with text times pattern, never faster: all places of the
 * pattern are followed at once, and nothing is tried twice. Upper and lower case are one.
 */
export type Matcher = (text: string) => boolean;

/** A longer text is looked at up to there. */
export const seenOfText = 4_000;
/** Places that a pattern may have, repetitions written out. */
export const mostPlaces = 300;

type Step =
  | { readonly step: 'set'; readonly has: (code: number) => boolean; readonly next: number }
  | { readonly step: 'split'; readonly next: readonly number[] }
  | { readonly step: 'start' | 'end' | 'edge' | 'inside'; readonly next: number };

const found = -1;

/** null: it has too many places. */
export function matcherOf(pattern: Pattern): Matcher | null {
  const steps: Step[] = [];
  const size = { tooLarge: false };

  /** Adds what matches the pattern and goes on to `next`; where it begins. */
  function add(part: Pattern, next: number): number {
    switch (part.kind) {
      case 'sequence':
        return part.parts.reduceRight((after, one) => add(one, after), next);
      case 'choice':
        return put({ step: 'split', next: part.parts.map((one) => add(one, next)) });
      case 'repeat':
        return addRepeat(part, next);
      case 'set':
        return put({ step: 'set', has: setOf(part), next });
      case 'start':
      case 'end':
        return put({ step: part.kind, next });
      case 'edge':
        return put({ step: part.not ? 'inside' : 'edge', next });
    }
  }

  function addRepeat({ part, least, most }: Pattern & { kind: 'repeat' }, next: number): number {
    let at = next;
    if (most === null) {
      const loop: number[] = [];
      at = put({ step: 'split', next: loop });
      loop.push(add(part, at), next);
    } else
      for (let count = least; count < most && !size.tooLarge; count += 1)
        at = put({ step: 'split', next: [add(part, at), next] });
    for (let count = 0; count < least && !size.tooLarge; count += 1) at = add(part, at);
    return at;
  }

  function put(step: Step): number {
    if (steps.length >= mostPlaces) {
      size.tooLarge = true;
      return found;
    }
    return steps.push(step) - 1;
  }

  const first = add(pattern, found);
  return size.tooLarge ? null : (text) => run(steps, first, text.slice(0, seenOfText));
}

function run(steps: readonly Step[], first: number, text: string): boolean {
  /** The last place of the text, plus one, at which a step was reached. */
  const reached = new Uint32Array(steps.length);
  let now: number[] = [];
  let stack: number[] = [];

  /** Follows all that takes no character; whether the end of the pattern is there. */
  function reach(step: number, at: number, into: number[]): boolean {
    stack = [step];
    for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
      if (one === found) return true;
      const what = steps[one];
      if (!what || reached[one] === at + 1) continue;
      reached[one] = at + 1;
      if (what.step === 'set') into.push(one);
      else if (what.step === 'split') stack.push(...what.next);
      else if (holds(what.step, text, at)) stack.push(what.next);
    }
    return false;
  }

  for (let at = 0; ; at += 1) {
    if (reach(first, at, now)) return true;
    if (at === text.length) return false;
    const code = text.charCodeAt(at);
    const after: number[] = [];
    for (const one of now) {
      const what = steps[one];
      if (what?.step === 'set' && what.has(code) && reach(what.next, at + 1, after)) return true;
    }
    now = after;
  }
}

function holds(what: 'start' | 'end' | 'edge' | 'inside', text: string, at: number): boolean {
  if (what === 'start') return at === 0;
  if (what === 'end') return at === text.length;
  return (isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at))) === (what === 'edge');
}

/** NaN, before and behind the text, is none. */
function isWord(code: number): boolean {
  return code < 128 && /\w/.test(String.fromCharCode(code));
}

function setOf({ not, ranges }: Pattern & { kind: 'set' }): (code: number) => boolean {
  const known = new Map<number, boolean>();
  const codes = ranges.map(([from, to]) => [from.charCodeAt(0), to.charCodeAt(0)] as const);
  const isIn = (code: number): boolean => codes.some(([from, to]) => code >= from && code <= to);
  return (code) => {
    let has = known.get(code);
    if (has === undefined) {
      const character = String.fromCharCode(code);
      const alike = [character, character.toLowerCase(), character.toUpperCase()];
      has = alike.some((one) => one.length === 1 && isIn(one.charCodeAt(0))) !== not;
      known.set(code, has);
    }
    return has;
  };
}
