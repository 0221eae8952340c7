/** Texts as bytes in hexadecimal and base64, where the bytes are UTF-8 that a person could read. */

/** null for bytes that are no text. */
export function textOfHex(hex: string): string | null {
  if (hex.length < 8 || hex.length % 2 !== 0 || !readable.test(hex)) return null;
  try {
    return decodeURIComponent(hex.replace(/../g, '%$&'));
  } catch {
    return null;
  }
}

export function hexOfText(text: string): string {
  const wellFormed = text.replace(/\p{Cs}/gu, '\ufffd');
  return encodeURIComponent(wellFormed)
    .replace(/[^%]|%../g, (part) => (part.length === 3 ? part.slice(1) : part.charCodeAt(0).toString(16)))
    .toLowerCase();
}

/** No control characters but tabs and ends of lines, none of the bytes that UTF-8 does not have. */
const readable = /^(?:[2-6][\da-f]|7[\da-e]|0[9ad]|[89a-e][\da-f]|c[2-9a-f]|f[0-4])+$/i;

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map(Array.from(`${signs}-_`, (sign, at) => [sign, at < 64 ? at : at - 2]));

/**
 * What base64 says, of either alphabet, where it is text; null where it is not. What is left of one that is
 * cut is not in it.
 */
export function textOfBase64(base64: string): string | null {
  const text = base64.replace(/=+$/, '');
  const hex: string[] = [];
  let bits = 0;
  let held = 0;
  for (const sign of text) {
    held = (held << 6) | (values.get(sign) ?? 0);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 0xff;
    if (byte < 0x20 ? byte !== 9 && byte !== 10 && byte !== 13 : byte === 0x7f) return null;
    hex.push(byte.toString(16).padStart(2, '0'));
  }
  return textOfHex(hex.join(''));
}

/** In the alphabet of another one, padded as that is. */
export function base64Of(text: string, like: string): string {
  const bytes =
    hexOfText(text)
      .match(/../g)
      ?.map((byte) => parseInt(byte, 16)) ?? [];
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const all = (a << 16) | (b << 8) | c;
    for (const shift of [18, 12, 6, 0]) out += signs.charAt((all >> shift) & 63);
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  const plain = out.slice(0, out.length - padding);
  const own = /[-_]/.test(like) ? plain.replaceAll('+', '-').replaceAll('/', '_') : plain;
  return like.endsWith('=') ? own.padEnd(out.length, '=') : own;
}
