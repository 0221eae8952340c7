import { leftPrefix, type Batch } from '../src/protocol/background';
import { nonceBytes, seal } from '../src/sealing/seal';
import { storage } from './browser';

/**
 * Leaves a batch for the background, sealed, before this returns: the page is going away. There is nobody
 * left to hear of a failure.
 */
export function leaveBehind(context: string, secret: Uint8Array, batch: Batch): void {
  const { first, count, parts } = batch;
  const bytes = new TextEncoder().encode(JSON.stringify({ first, count, parts }));
  // At random: the same seqs may be left twice, with more behind them.
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const sealed = base64(seal(secret, nonce, bytes));
  // One key a batch: rewriting a single one loses records.
  storage.local.set({ [`${leftPrefix}${context}/${first}`]: sealed }).catch(() => undefined);
}

/** So many arguments a function surely takes. */
const atOnce = 8_192;

function base64(bytes: Uint8Array): string {
  let characters = '';
  for (let from = 0; from < bytes.length; from += atOnce)
    characters += String.fromCharCode(...bytes.subarray(from, from + atOnce));
  return btoa(characters);
}
