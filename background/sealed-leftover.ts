import type { Batch } from '../src/protocol/background';
import { parseLeft } from '../src/protocol/background-parse';
import { bytesOfHex } from '../src/sealing/hex';
import { unseal } from '../src/sealing/seal';

/**
 * UTF-16 units that something left behind may have. A batch has 1 Mi of JSON, or a single part of up to 4 Mi
 * (src/protocol/page.ts); as UTF-8 that is three times as much, and four thirds of it as base64.
 */
export const maxSealed = 17 * 1024 * 1024;

/** What was left behind under that secret; undefined for all else. */
export function openLeftover(value: unknown, secret: string): Batch | undefined {
  if (typeof value !== 'string' || value.length > maxSealed) return undefined;
  const sealed = bytesOf(value);
  const bytes = sealed && unseal(bytesOfHex(secret), sealed);
  return bytes && parseLeft(new TextDecoder().decode(bytes));
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
