import { applyStream } from './chacha20';
import { tagBytes, tagOf } from './poly1305';

/**
 * ChaCha20-Poly1305 (RFC 8439, 2.8): who does not have the key can neither read what is sealed nor make or
 * change something that opens. Not the browser's own cryptography: a page that goes away waits for no
 * promise, and http pages have none (docs/decisions/0007-sealed-leftovers.md).
 */

export const keyBytes = 32;
export const nonceBytes = 12;

/** `nonce` is never used twice with the same key. */
export function seal(key: Uint8Array, nonce: Uint8Array, message: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(nonceBytes + message.length + tagBytes);
  const content = sealed.subarray(nonceBytes, nonceBytes + message.length);
  sealed.set(nonce);
  content.set(message);
  applyStream(key, nonce, 1, content);
  sealed.set(contentTag(key, nonce, content), nonceBytes + message.length);
  return sealed;
}

/** undefined for what was not sealed with this key. */
export function unseal(key: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  const length = sealed.length - nonceBytes - tagBytes;
  if (length < 0) return undefined;
  const nonce = sealed.subarray(0, nonceBytes);
  const content = sealed.slice(nonceBytes, nonceBytes + length);
  const tag = contentTag(key, nonce, content);
  if (tag.some((byte, index) => byte !== sealed[nonceBytes + length + index])) return undefined;
  applyStream(key, nonce, 1, content);
  return content;
}

/** Of the content, filled up to a block, and its length; there is nothing else that is authenticated. */
function contentTag(key: Uint8Array, nonce: Uint8Array, content: Uint8Array): Uint8Array {
  const own = new Uint8Array(keyBytes);
  applyStream(key, nonce, 0, own);
  const filled = Math.ceil(content.length / 16) * 16;
  const message = new Uint8Array(filled + 16);
  message.set(content);
  new DataView(message.buffer).setUint32(filled + 8, content.length, true);
  return tagOf(own, message);
}
