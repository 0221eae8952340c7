import { survey } from './survey';
import type { BeforeTransfer } from './preview-bytes';
import { notLookedInto, plainPreview, preview, sizeOf } from './preview';

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
    return pictureOf(data, before, true);
  } catch {
    return unseen;
  }
}

/** Of what came, which structured clone has made: it has no accessor and no Proxy. */
export function pictureOfReceived(data: unknown): Picture {
  return typeof data === 'object' && data !== null
    ? pictureOf(data, undefined, false)
    : { size: sizeOf(data), text: preview(data) };
}

function pictureOf(data: object, before: BeforeTransfer | undefined, isSent: boolean): Picture {
  const { hasAccessor, isPlain } = survey(data);
  // Of what came, an error is meant that the page may prepare a stack for: a preview does not ask for one.
  if (hasAccessor && isSent) return unseen;
  if (isPlain) return { size: undefined, text: plainPreview(data) };
  return { size: sizeOf(data, before), text: preview(data, before) };
}

const unseen: Picture = { size: undefined, text: notLookedInto('object') };
