import { createCipheriv, randomBytes } from 'node:crypto';
import { bytesOfHex, hexOf } from './hex';
import { seal, unseal } from './seal';

/** As another implementation of the standard seals it. */
function sealedByNode(key: Uint8Array, nonce: Uint8Array, message: Uint8Array): Uint8Array {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return Buffer.concat([nonce, cipher.update(message), cipher.final(), cipher.getAuthTag()]);
}

describe('what is sealed', () => {
  it('is as RFC 8439 says, for messages of every length around a block', () => {
    for (const length of [...Array(200).keys(), 1_000, 4_096, 65_537]) {
      const [key, nonce, message] = [randomBytes(32), randomBytes(12), randomBytes(length)];
      expect(hexOf(seal(key, nonce, message))).toBe(hexOf(sealedByNode(key, nonce, message)));
    }
  });

  it('is so too where every bit is set, and where none is', () => {
    for (const byte of [0, 1, 127, 128, 255]) {
      const filled = (length: number): Uint8Array => new Uint8Array(length).fill(byte);
      const [key, nonce, message] = [filled(32), filled(12), filled(3_000)];
      expect(hexOf(seal(key, nonce, message))).toBe(hexOf(sealedByNode(key, nonce, message)));
    }
  });

  it('opens with its key', () => {
    const [key, message] = [randomBytes(32), randomBytes(1_234)];
    expect(hexOf(unseal(key, seal(key, randomBytes(12), message)) ?? new Uint8Array())).toBe(hexOf(message));
  });

  it('does not open with another key, nor when a bit was changed, nor when it is cut', () => {
    const key = randomBytes(32);
    const sealed = seal(key, randomBytes(12), randomBytes(100));
    expect(unseal(randomBytes(32), sealed)).toBeUndefined();
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = sealed.slice();
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      expect(unseal(key, changed)).toBeUndefined();
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(unseal(key, sealed.slice(0, length))).toBeUndefined();
  });

  it('hides what it says', () => {
    const message = new TextEncoder().encode('the same words '.repeat(50));
    const key = randomBytes(32);
    const [one, other] = [seal(key, randomBytes(12), message), seal(key, randomBytes(12), message)];
    expect(Buffer.from(one).toString('latin1')).not.toContain('same');
    expect(hexOf(one.slice(12, 60))).not.toBe(hexOf(other.slice(12, 60)));
  });

  it('has a key that can be written as text', () => {
    const key = randomBytes(32);
    expect(hexOf(bytesOfHex(hexOf(key)))).toBe(key.toString('hex'));
  });
});
