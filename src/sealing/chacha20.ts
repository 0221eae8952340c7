/** ChaCha20 (RFC 8439, 2.4): a stream of bytes that only the key's holders know. */

/** "expand 32-byte k" */
const constants = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
const doubleRounds = 10;
export const blockBytes = 64;

/** `key` has 32 bytes, `nonce` 12. Changes `bytes` in place; the stream begins with its block `counter`. */
export function applyStream(key: Uint8Array, nonce: Uint8Array, counter: number, bytes: Uint8Array): void {
  const start = Uint32Array.of(...constants, ...wordsOf(key), counter, ...wordsOf(nonce));
  const block = new Uint32Array(16);
  for (let from = 0; from < bytes.length; from += blockBytes) {
    mix(start, block);
    const length = Math.min(blockBytes, bytes.length - from);
    for (let index = 0; index < length; index += 1)
      bytes[from + index] = at(bytes, from + index) ^ (at(block, index >> 2) >>> ((index & 3) * 8));
    start[12] = at(start, 12) + 1;
  }
}

/** Each double round: the four columns, then the four diagonals. */
function mix(start: Uint32Array, block: Uint32Array): void {
  block.set(start);
  for (let round = 0; round < doubleRounds; round += 1) {
    quarterRound(block, 0, 4, 8, 12);
    quarterRound(block, 1, 5, 9, 13);
    quarterRound(block, 2, 6, 10, 14);
    quarterRound(block, 3, 7, 11, 15);
    quarterRound(block, 0, 5, 10, 15);
    quarterRound(block, 1, 6, 11, 12);
    quarterRound(block, 2, 7, 8, 13);
    quarterRound(block, 3, 4, 9, 14);
  }
  for (let index = 0; index < 16; index += 1) block[index] = at(block, index) + at(start, index);
}

function quarterRound(block: Uint32Array, a: number, b: number, c: number, d: number): void {
  addAndTurn(block, a, b, d, 16);
  addAndTurn(block, c, d, b, 12);
  addAndTurn(block, a, b, d, 8);
  addAndTurn(block, c, d, b, 7);
}

function addAndTurn(block: Uint32Array, to: number, from: number, turned: number, bits: number): void {
  const sum = (at(block, to) + at(block, from)) | 0;
  const word = at(block, turned) ^ sum;
  block[to] = sum;
  block[turned] = (word << bits) | (word >>> (32 - bits));
}

function wordsOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(index * 4, true));
}

function at(values: Uint8Array | Uint32Array, index: number): number {
  return values[index] ?? 0;
}
