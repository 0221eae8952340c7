import { hasAccessor } from './accessors';
import type { BeforeTransfer } from './preview-bytes';
import { notLookedInto, preview, sizeOf } from './preview';

/** What is shown of a message, and its size where that is known. */
export interface Picture {
  readonly size: number | undefined;
  readonly text: string;
}

/**
 * Of what was sent, once the native has sent or refused it (docs/decisions/0002-preview-after-send.md). Whatever goes wrong in here, the send is
 * recorded.
 */
export function pictureOfSent(data: unknown, before: BeforeTransfer | undefined, refused: boolean): Picture {
  if (typeof data !== 'object' || data === null)
    return { size: refused ? undefined : sizeOf(data), text: preview(data) };
  // A value that was refused may hold a Proxy: looking at it would run the page's code.
  if (refused) return unseen;
  try {
    if (hasAccessor(data)) return unseen;
    return { size: sizeOf(data, before), text: preview(data, before) };
  } catch {
    return unseen;
  }
}

const unseen: Picture = { size: undefined, text: notLookedInto('object') };
