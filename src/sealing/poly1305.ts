/**
 * Poly1305 (RFC 8439, 2.5): a tag that only the key's holders can make. Numbers of 130 bits are ten limbs of
 * 13, the lowest first.
 */

const limbs = 10;
const limbBits = 13;
const limbMask = 0x1fff;
const limbSize = 0x2000;
const blockBytes = 16;
/** 2^128 in the last limb. */
const topBit = 2 ** (128 - 9 * limbBits);
export const tagBytes = 16;

/** `key` has 32 bytes and is for one message; `message` is a whole number of blocks. */
export function tagOf(key: Uint8Array, message: Uint8Array): Uint8Array {
  const factor = new Float64Array(limbs);
  addBlock(factor, clamped(key.subarray(0, blockBytes)), 0);
  const sum = new Float64Array(limbs);
  const product = new Float64Array(limbs);
  for (let from = 0; from < message.length; from += blockBytes) {
    addBlock(sum, message, from);
    // Each block has one bit more behind its bytes.
    sum[limbs - 1] = at(sum, limbs - 1) + topBit;
    multiply(sum, factor, product);
  }
  reduce(sum);
  addBlock(sum, key, blockBytes);
  return bytesOf(sum);
}

function clamped(part: Uint8Array): Uint8Array {
  return part.map((byte, index) => {
    if (index % 4 === 3) return byte & 15;
    return index % 4 === 0 && index > 0 ? byte & 252 : byte;
  });
}

/** Adds the 16 bytes from `from` on. */
function addBlock(sum: Float64Array, bytes: Uint8Array, from: number): void {
  let limb = 0;
  let bits = 0;
  let value = 0;
  for (let index = from; index < from + blockBytes; index += 1) {
    value |= (bytes[index] ?? 0) << bits;
    bits += 8;
    if (bits < limbBits) continue;
    sum[limb] = at(sum, limb) + (value & limbMask);
    limb += 1;
    value >>>= limbBits;
    bits -= limbBits;
  }
  sum[limb] = at(sum, limb) + value;
}

/**
 * Modulo 2^130 - 5: what is carried beyond the last limb comes back to the first, five times. No sum comes
 * near 2^53.
 */
function multiply(sum: Float64Array, factor: Float64Array, product: Float64Array): void {
  for (let place = 0; place < limbs; place += 1) {
    let inside = 0;
    let beyond = 0;
    for (let low = 0; low <= place; low += 1) inside += at(sum, low) * at(factor, place - low);
    for (let low = place + 1; low < limbs; low += 1) beyond += at(sum, low) * at(factor, place + limbs - low);
    product[place] = inside + 5 * beyond;
  }
  carry(product);
  sum.set(product);
}

function carry(sum: Float64Array): void {
  const over = carryUp(sum);
  sum[0] = at(sum, 0) + over * 5;
}

/** Brings each limb below its size; returns what is beyond the last. */
function carryUp(sum: Float64Array): number {
  let over = 0;
  for (let index = 0; index < limbs; index += 1) {
    const value = at(sum, index) + over;
    over = Math.floor(value / limbSize);
    sum[index] = value - over * limbSize;
  }
  return over;
}

/** To the one number below 2^130 - 5. */
function reduce(sum: Float64Array): void {
  carry(sum);
  carry(sum);
  const less = sum.slice();
  less[0] = at(less, 0) + 5;
  if (carryUp(less) > 0) sum.set(less);
}

/** The lowest 128 bits. */
function bytesOf(sum: Float64Array): Uint8Array {
  const bytes = new Uint8Array(tagBytes);
  let index = 0;
  let bits = 0;
  let value = 0;
  for (const limb of sum) {
    value += limb * 2 ** bits;
    bits += limbBits;
    for (; bits >= 8 && index < tagBytes; bits -= 8) {
      bytes[index] = value % 256;
      index += 1;
      value = Math.floor(value / 256);
    }
  }
  return bytes;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}
