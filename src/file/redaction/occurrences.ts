/** Finds many texts in one pass over another. */
export interface Occurrences {
  add(text: string, replacement: string): void;
  has(text: string): boolean;
  /** `put` hears of each replacement. */
  replace(text: string, put?: (replacement: string) => void): string;
}

const prefix = 4;
const slots = 1 << 16;

interface Bucket {
  /** Those that begin with this prefix. */
  readonly texts: Map<string, string>;
  /** Their lengths, the longest first. */
  lengths: number[];
}

/**
 * Texts have at least four units. Of digits alone, one stands for itself only where no digit is beside it; a
 * short word only where no letter or digit is.
 */
export function createOccurrences(): Occurrences {
  const buckets = new Map<string, Bucket>();
  /** By a sum of the first four units: most places of a text end here. */
  const begins = new Uint8Array(slots);

  function find(text: string, at: number): { readonly length: number; readonly replacement: string } | null {
    const bucket = buckets.get(text.slice(at, at + prefix));
    if (!bucket) return null;
    for (const length of bucket.lengths) {
      if (at + length > text.length) continue;
      const found = text.slice(at, at + length);
      const replacement = bucket.texts.get(found);
      if (replacement !== undefined && standsAlone(text, at, found)) return { length, replacement };
    }
    return null;
  }

  function walk(text: string, each: (at: number, length: number, replacement: string) => boolean): void {
    for (let at = 0; at + prefix <= text.length; at += 1) {
      if (begins[sumAt(text, at)] === 0) continue;
      const found = find(text, at);
      if (!found) continue;
      if (each(at, found.length, found.replacement)) return;
      at += found.length - 1;
    }
  }

  return {
    add(text, replacement) {
      if (text.length < prefix) return;
      const start = text.slice(0, prefix);
      const bucket = buckets.get(start) ?? { texts: new Map<string, string>(), lengths: [] };
      buckets.set(start, bucket);
      begins[sumAt(text, 0)] = 1;
      if (!bucket.texts.has(text)) bucket.texts.set(text, replacement);
      if (!bucket.lengths.includes(text.length))
        bucket.lengths = [...bucket.lengths, text.length].sort((a, b) => b - a);
    },
    has(text) {
      let found = false;
      walk(text, () => (found = true));
      return found;
    },
    replace(text, put) {
      const out: string[] = [];
      let from = 0;
      walk(text, (at, length, replacement) => {
        out.push(text.slice(from, at), replacement);
        from = at + length;
        put?.(replacement);
        return false;
      });
      return from === 0 ? text : out.join('') + text.slice(from);
    },
  };
}

function sumAt(text: string, at: number): number {
  const [a, b] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  const [c, d] = [text.charCodeAt(at + 2), text.charCodeAt(at + 3)];
  return (a * 31 ** 3 + b * 31 ** 2 + c * 31 + d) % slots;
}

const shortWord = 8;

function standsAlone(text: string, at: number, found: string): boolean {
  const isNumber = /^\d+$/.test(found);
  if (!isNumber && (found.length >= shortWord || !/^\p{L}+$/u.test(found))) return true;
  const beside = isNumber ? /\d/ : /[\p{L}\d]/u;
  return !beside.test(text.charAt(at - 1)) && !beside.test(text.charAt(at + found.length));
}
