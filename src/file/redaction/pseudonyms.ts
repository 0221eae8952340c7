/**
 * Stand-ins for secrets: equal for equal ones, different for different ones, with nothing of a secret in them
 * but its shape.
 */
export interface Pseudonyms {
  /** `isTaken`: what another value is already, or holds. */
  of(value: string, isTyped: boolean, isTaken: (candidate: string) => boolean): string;
}

/** More are not tried in the shape of one value. */
const tries = 2_000;

/**
 * Letters become x, digits 0 (9 at the front of a number), with a number in the last of them; signs and
 * lengths stay. So ids stay ids, words stay words, and what Tabshark says of values does not change. What
 * people typed has no shape to keep: that of a password says half of it.
 */
export function createPseudonyms(): Pseudonyms {
  const next = new Map<string, number>();

  function count(shape: string): number {
    const number = next.get(shape) ?? 0;
    next.set(shape, number + 1);
    return number;
  }

  return {
    of(value, isTyped, isTaken) {
      const shape = isTyped && !/^\d+$/.test(value) ? '' : shapeOf(value);
      for (let tried = 0; tried < tries && /[x0]/i.test(shape); tried += 1) {
        const candidate = numbered(shape, count(shape));
        if (candidate === null) break;
        if (candidate !== value && !isTaken(candidate)) return candidate;
      }
      let made = `hidden-${count('') + 1}`;
      for (let tried = 0; tried < tries && isTaken(made); tried += 1) made = `hidden-${count('') + 1}`;
      return made;
    },
  };
}

function shapeOf(value: string): string {
  const shape = value
    .replace(/\p{Lu}/gu, 'X')
    .replace(/(?!X)[^\p{N}!-~\s]|(?!X)\p{L}/gu, 'x')
    .replace(/\p{N}/gu, '0');
  return /^0+$/.test(shape) ? `9${shape.slice(1)}` : shape;
}

const letters = 'xyzabcdefghijklmnopqrstuvw';

/** The shape with a number in its last letters and digits; null where there is no room for it. */
function numbered(shape: string, number: number): string | null {
  const units = shape.split('');
  let left = number;
  for (let at = units.length - 1; at >= 0 && left > 0; at -= 1) {
    const unit = units[at] ?? '';
    if (unit === '0') {
      units[at] = String(left % 10);
      left = Math.floor(left / 10);
    } else if (unit === 'x' || unit === 'X') {
      const letter = letters.charAt(left % 26);
      units[at] = unit === 'x' ? letter : letter.toUpperCase();
      left = Math.floor(left / 26);
    }
  }
  return left > 0 ? null : units.join('');
}
